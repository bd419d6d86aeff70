"""The rulebook a second time: docs/reference/statements.md, version 1, written down as plainly as possible.

Nothing here is clever or fast: the live keys, the status lists and the state map are made anew from the beginning whenever
somebody asks. Section numbers are those of the page.

    python3 rulebook.py FILE.json ...     folds the leaves of these vectors and compares with what they expect
"""
import base64
import hashlib
import json
import re
import sys
import unicodedata

import p256

# --- §1 Encoding ------------------------------------------------------------------------------------------------------

LEAF_MAX = 65_535
INTEGER_MAX = 2**53 - 1
CODE_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


class Malformed(Exception):
    pass


def require(condition):
    if not condition:
        raise Malformed


def b64(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def unb64(text):
    require(re.fullmatch(r"[A-Za-z0-9_-]*", text) and len(text) % 4 != 1)
    data = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    require(b64(data) == text)  # unused trailing bits are zero
    return data


def sha256(data):
    return hashlib.sha256(data).digest()


def canonical(value):
    """RFC 8785, for what this page allows: no fractions."""
    if isinstance(value, dict):
        names = sorted(value, key=lambda name: name.encode("utf-16-be"))
        return b"{" + b",".join(canonical(n) + b":" + canonical(value[n]) for n in names) + b"}"
    if isinstance(value, list):
        return b"[" + b",".join(map(canonical, value)) + b"]"
    return json.dumps(value, ensure_ascii=False).encode()


def parse_canonical(data):
    def members(pairs):
        require(len(dict(pairs)) == len(pairs))
        return dict(pairs)

    def integer(text):
        require(len(text) <= 17 and abs(int(text)) <= INTEGER_MAX)
        return int(text)

    def refuse(_):
        raise Malformed

    try:
        value = json.loads(
            data.decode("utf-8"), object_pairs_hook=members, parse_int=integer, parse_float=refuse, parse_constant=refuse)
        require(canonical(value) == data)
    except (ValueError, RecursionError):
        raise Malformed from None
    return value


def thumbprint(jwk):
    return b64(sha256(canonical(jwk)))


class Jws:
    """A compact JWS whose encoding, header and payload object are right; nothing is verified yet."""

    def __init__(self, text, typ):
        parts = text.split(".")
        require(len(parts) == 3)
        header, self.payload = parse_canonical(unb64(parts[0])), parse_canonical(unb64(parts[1]))
        require(isinstance(header, dict) and set(header) == {"alg", "kid", "typ"} and isinstance(self.payload, dict))
        require(header["alg"] == "ES256" and header["typ"] == typ and is_digest(header["kid"]))
        self.kid = header["kid"]
        self.signing_input = (parts[0] + "." + parts[1]).encode()
        self.id = b64(sha256(self.signing_input))
        self._signature = parts[2]

    def check_signature_encoding(self):
        signature = unb64(self._signature)
        require(len(signature) == 64)
        r, s = int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:], "big")
        require(1 <= r < p256.N and 1 <= s <= p256.N // 2)

    def verifies(self, jwk):
        """With this key, which is also the one that the header names."""
        x, y = (int.from_bytes(unb64(jwk[name]), "big") for name in "xy")
        return self.kid == thumbprint(jwk) and p256.verify((x, y), self.signing_input, unb64(self._signature))


# Types: each is a function from a JSON value to true or false.

def is_string(v):
    return isinstance(v, str)


def is_int(v):
    return isinstance(v, int) and not isinstance(v, bool)


def is_index(v):
    return is_int(v) and v >= 0


def is_time(v):
    return is_int(v) and 0 <= v < 2**40


def is_bytes(count):
    def test(v):
        try:
            return is_string(v) and len(unb64(v)) == count
        except Malformed:
            return False
    return test


is_digest = is_bytes(32)


def is_jwk(v):
    if not (isinstance(v, dict) and set(v) == {"crv", "kty", "x", "y"} and v["crv"] == "P-256" and v["kty"] == "EC"):
        return False
    if not (is_digest(v["x"]) and is_digest(v["y"])):
        return False
    return p256.on_curve(*(int.from_bytes(unb64(v[name]), "big") for name in "xy"))


def is_name(v):
    return is_string(v) and re.fullmatch(r"[a-z0-9-]{1,32}", v) is not None and v != "registry"


def is_domain(v):
    return is_string(v) and re.fullmatch(r"[a-z0-9.-]{1,253}", v) is not None and "." in v


def is_entity_id(v):
    if not is_string(v):
        return False
    found = re.fullmatch(r"(https?)://([a-z0-9.-]+|\[::1])(:[1-9][0-9]{0,4})?((/[A-Za-z0-9._~-]+)*)", v)
    return found is not None and (found[1] == "https" or found[2] in ("127.0.0.1", "[::1]", "localhost"))


def times_alpha(a):
    a <<= 1
    return a ^ 0b100101 if a & 32 else a


def check_symbols(ten):
    """The two symbols that make both sums over GF(32) zero, found by trying all pairs."""
    for a in CODE_ALPHABET:
        for b in CODE_ALPHABET:
            plain = powers = 0
            for symbol in reversed(ten + a + b):  # Horner
                value = CODE_ALPHABET.index(symbol)
                plain, powers = plain ^ value, times_alpha(powers) ^ value
            if plain == powers == 0:
                return a + b


def is_code(v):
    if not (is_string(v) and re.fullmatch("RR(-[%s]{4}){3}" % CODE_ALPHABET, v)):
        return False
    symbols = v[3:].replace("-", "")
    return symbols[10:] == check_symbols(symbols[:10])


def one_of(*words):
    return lambda v: v in words


def ascending(strings):
    return all(a.encode() < b.encode() for a, b in zip(strings, strings[1:]))


def is_set(of, low, high):
    return lambda v: isinstance(v, list) and low <= len(v) <= high and all(map(of, v)) and ascending(v)


REASONS = (
    "key_compromise superseded ceased_operating registration_lapsed vetting_error identity_misrepresented "
    "advance_fee_or_extortion safeguarding_breach sanctions_match non_cooperation under_review at_own_request protective "
    "unspecified").split()
is_reason = one_of(*REASONS)
is_profile = is_set(is_digest, 1, 32)
is_basis = is_set(is_digest, 1, LEAF_MAX)

# --- §2 The charter ---------------------------------------------------------------------------------------------------

DEFAULT_LIMITS = {
    "statement_age": 24 * 3600, "statement_skew": 60, "approval_window": 72 * 3600, "wait": 72 * 3600,
    "rekey_wait": 7 * 86400, "council_wait": 7 * 86400, "suspension_max": 72 * 3600, "suspend_again": 30 * 86400,
    "suspensions_per_key": 3, "vouch_max": 30 * 86400, "validity_max": 400 * 86400, "confirmation_max": 200 * 86400,
    "status_list_size": 131_072}


def is_limits(v):
    return (isinstance(v, dict) and set(v) == set(DEFAULT_LIMITS)
            and all(is_int(n) and 1 <= n < 2**31 for n in v.values())
            and v["status_list_size"] % 4 == 0 and v["status_list_size"] <= 2**20)


def is_body(v):
    return isinstance(v, dict) and set(v) == {"id", "key"} and is_name(v["id"]) and is_jwk(v["key"])


def is_verifier_key(v):
    """C2SP signed-note: <name>+<hash, 8 hex digits>+<base64 of algorithm byte and key>."""
    parts = v.split("+", 2) if is_string(v) else []
    if len(parts) != 3 or not parts[0] or len(v.encode("utf-16-le")) > 2 * 4096:
        return False
    if any(unicodedata.category(c)[0] == "Z" or unicodedata.category(c) == "Cc" for c in parts[0]):
        return False
    try:
        key = base64.b64decode(parts[2], validate=True)
    except ValueError:
        return False
    return len(key) > 1 and sha256(parts[0].encode() + b"\n" + key)[:4].hex() == parts[1] \
        and base64.b64encode(key).decode() == parts[2]


def is_charter(v):
    return (isinstance(v, dict)
            and set(v) == {"bodies", "code_prefix", "council", "limits", "log_keys", "operators", "quorum", "rules"}
            and isinstance(v["bodies"], list) and 1 <= len(v["bodies"]) <= 64 and all(map(is_body, v["bodies"]))
            and ascending([body["id"] for body in v["bodies"]])
            and is_string(v["code_prefix"]) and re.fullmatch("[%s]{2}" % CODE_ALPHABET, v["code_prefix"]) is not None
            and is_jwk(v["council"]) and is_limits(v["limits"])
            and is_set(is_verifier_key, 1, 8)(v["log_keys"])
            and isinstance(v["operators"], list) and 1 <= len(v["operators"]) <= 16 and all(map(is_jwk, v["operators"]))
            and ascending([thumbprint(key) for key in v["operators"]])
            and is_int(v["quorum"]) and v["quorum"] >= 1 and is_int(v["rules"]) and v["rules"] == 1)


def offices(charter):
    """kid -> (office, body, jwk), for every key a charter lists."""
    found = {thumbprint(body["key"]): ("body", body["id"], body["key"]) for body in charter["bodies"]}
    found.update({thumbprint(key): ("operator", "registry", key) for key in charter["operators"]})
    found[thumbprint(charter["council"])] = ("council", None, charter["council"])
    return found


def holds_together(charter, origin):
    return (len(offices(charter)) == len(charter["bodies"]) + len(charter["operators"]) + 1
            and charter["quorum"] <= len(charter["operators"])
            and all(key.split("+")[0] == origin for key in charter["log_keys"]))


# --- Statements and what they carry -----------------------------------------------------------------------------------

def members(value, needed, optional=()):
    """Every member is named, there and of its type."""
    needed, optional = dict(needed), dict(optional)
    require(set(needed) <= set(value) <= set(needed) | set(optional))
    for name, item in value.items():
        require((needed.get(name) or optional.get(name))(item))


def embedded(text, typ, **needed):
    require(is_string(text))
    jws = Jws(text, typ)
    jws.check_signature_encoding()
    members(jws.payload, {"log": is_string, "jti": is_bytes(16), "iat": is_time, **needed})
    return jws


def application(text):
    return embedded(
        text, "rescue-application+jwt", sub=is_string, key=is_jwk, pause_key=is_jwk, profile=is_profile, kind=is_digest,
        jurisdiction=is_digest, accounts=is_set(is_digest, 0, 16))


def vouch(text):
    return embedded(text, "rescue-vouch+jwt", application=is_digest, exp=is_time)


def approval(text):
    return embedded(text, "rescue-approval+jwt", act=one_of("charter", "recharter", "rekey"), sub=is_string,
                    content=is_digest)


def array_by_kid(of, low, high):
    def parse(texts):
        require(isinstance(texts, list) and low <= len(texts) <= high)
        found = [of(text) for text in texts]
        require(ascending([jws.kid for jws in found]))
        return found
    return parse


REGISTRY_ACTS = ("charter", "recharter", "appoint", "dismiss")
ACTS = {  # act -> (members that are needed, members that may be there)
    "charter": ({"charter": is_charter, "approvals": is_index}, {}),
    "recharter": ({"charter": is_charter, "approvals": is_index, "basis": is_basis}, {}),
    "appoint": ({"body": is_name, "key": is_jwk, "role": one_of("vetter", "auditor", "platform"), "basis": is_basis},
                {"platform": is_domain}),
    "dismiss": ({"key": is_digest, "reason": is_reason}, {"from": is_index}),
    "admit": ({"application": is_index, "vouches": is_index, "status_index": lambda v: is_index(v) and v < 2**31,
               "valid_from": is_time, "valid_until": is_time, "basis": is_basis}, {}),
    "amend": ({"profile": is_profile, "kind": is_digest, "jurisdiction": is_digest, "basis": is_basis}, {}),
    "bind": ({"account": is_digest, "basis": is_basis}, {}),
    "confirm": ({"account": is_digest, "until": is_time, "basis": is_basis}, {}),
    "rekey": ({"key": is_jwk, "approval": is_index, "basis": is_basis}, {"pause_key": is_jwk}),
    "withdraw": ({}, {}),
    "unbind": ({"account": is_digest}, {}),
    "erase": ({"digests": is_set(is_digest, 1, 64)}, {}),
    "suspend": ({"reason": is_reason}, {"until": is_time, "confirms": is_digest}),
    "reinstate": ({"basis": is_basis}, {}),
    "revoke": ({"reason": is_reason}, {}),
    "finding": ({"complaint": is_digest, "outcome": one_of("upheld", "not_upheld", "settled", "out_of_scope")}, {}),
    "retract": ({"attestation": is_digest}, {}),
}
CARRIED = {  # members that hold JWS, by name
    "approvals": array_by_kid(approval, 1, 40), "application": application, "vouches": array_by_kid(vouch, 2, 8),
    "approval": approval}


class Statement:
    """Check 1 of §5: it parses."""

    def __init__(self, leaf):
        require(len(leaf) <= LEAF_MAX)
        jws = Jws(leaf.decode("latin-1"), "rescue-statement+jwt")
        jws.check_signature_encoding()
        payload = dict(jws.payload)
        act = payload.get("act")
        require(is_string(act) and act in ACTS)
        self.carried = {name: parse(payload[name]) for name, parse in CARRIED.items() if name in payload}
        for name in self.carried:
            payload[name] = 0  # has been looked at
        needed, optional = ACTS[act]
        common = {"act": is_string, "log": is_string, "jti": is_bytes(16), "iat": is_time}
        if act == "charter":
            common["sub"] = is_entity_id
        else:
            common["sub"] = is_string if act in REGISTRY_ACTS else is_code
        members(payload, {**common, **needed}, optional)
        if act == "appoint":
            require(("platform" in payload) == (payload["role"] == "platform"))
        if act == "suspend":
            require(not ("until" in payload and "confirms" in payload))
        self.jws, self.id, self.kid, self.payload, self.act = jws, jws.id, jws.kid, jws.payload, act
        self.content = canonical({n: v for n, v in jws.payload.items() if n not in ("jti", "iat")})

    def __getitem__(self, name):
        return self.payload[name]


def parse_state_leaf(leaf, origin, index, earlier_time):
    """§8 and the conditions of §4; None when this leaf closes no batch."""
    def is_lists(v):
        return isinstance(v, dict) and all(
            isinstance(item, dict) and set(item) == {"bits", "length", "sha256"} and item["bits"] == 2
            and is_int(item["bits"]) and is_index(item["length"]) and is_digest(item["sha256"]) for item in v.values())

    try:
        require(len(leaf) <= LEAF_MAX)
        state = parse_canonical(leaf)
        members(state, {
            "act": one_of("state"), "attestations": is_digest, "charter": is_digest, "log": is_string, "map": is_digest,
            "rules": lambda v: is_int(v) and v >= 1, "size": is_index, "status_lists": is_lists, "time": is_time})
    except Malformed:
        return None
    right = state["log"] == origin and state["size"] == index and state["time"] >= earlier_time
    return state if right else None


def reason_to_stop(leaf, origin):
    """§4, Stopping: a code, or None."""
    def above_one(v):
        return isinstance(v, dict) and is_int(v.get("rules")) and v["rules"] > 1

    if len(leaf) > LEAF_MAX:
        return None
    try:
        if leaf[:1] == b"{":
            value = parse_canonical(leaf)
            ours = value.get("act") == "state" and value.get("log") == origin
            return "unknown_rules" if ours and above_one(value) else None
        payload = Jws(leaf.decode("latin-1"), "rescue-statement+jwt").payload
    except Malformed:
        return None
    if payload.get("log") != origin or not is_string(payload.get("act")):
        return None
    if payload["act"] not in ACTS:
        return "unknown_act"
    return "unknown_rules" if payload["act"] in ("charter", "recharter") and above_one(payload.get("charter")) else None


# --- §9 The state map -------------------------------------------------------------------------------------------------

def bit(key, depth):
    return key[depth // 8] >> (7 - depth % 8) & 1


def map_root(leaves, depth=0):
    """leaves: pairs (k, value)."""
    if not leaves:
        return bytes(32)
    if len(leaves) == 1:
        return sha256(b"\2" + leaves[0][0] + leaves[0][1])
    halves = [map_root([leaf for leaf in leaves if bit(leaf[0], depth) == side], depth + 1) for side in (0, 1)]
    return sha256(b"\3" + halves[0] + halves[1])


def map_leaves(records):
    return [(sha256(code.encode()), sha256(canonical(record))) for code, record in records.items()]


def map_proof(records, code):
    leaves, key, siblings = map_leaves(records), sha256(code.encode()), []
    while len(leaves) > 1:
        depth = len(siblings)
        siblings.append(map_root([leaf for leaf in leaves if bit(leaf[0], depth) != bit(key, depth)], depth + 1))
        leaves = [leaf for leaf in leaves if bit(leaf[0], depth) == bit(key, depth)]
    proof = {"siblings": [b64(sibling) for sibling in siblings]}
    if leaves:
        proof["leaf"] = {"key": b64(leaves[0][0]), "value": b64(leaves[0][1])}
    return proof


def check_map_proof(root, code, record, proof):
    """Whether the proof shows this record (an object), or with None that there is none."""
    key, siblings = sha256(code.encode()), [unb64(sibling) for sibling in proof["siblings"]]
    if len(siblings) > 256:
        return False
    node = bytes(32)
    if "leaf" in proof:
        end_key, end_value = unb64(proof["leaf"]["key"]), unb64(proof["leaf"]["value"])
        node = sha256(b"\2" + end_key + end_value)
        if record is None:
            if end_key == key or any(bit(end_key, d) != bit(key, d) for d in range(len(siblings))):
                return False
        elif end_key != key or end_value != sha256(canonical(record)):
            return False
    elif record is not None:
        return False
    for depth in reversed(range(len(siblings))):
        pair = (node, siblings[depth]) if bit(key, depth) == 0 else (siblings[depth], node)
        node = sha256(b"\3" + pair[0] + pair[1])
    return b64(node) == root


# --- The fold ---------------------------------------------------------------------------------------------------------

class Void(Exception):
    def __init__(self, code):
        super().__init__(code)
        self.code = code


def unless(condition, code):
    if not condition:
        raise Void(code)


class Person:
    """Whoever holds a live key: office is council, operator, body, vetter, auditor, platform, key or pause_key."""

    def __init__(self, kid, office, body, jwk, code=None, domain=None):
        self.kid, self.office, self.body, self.jwk, self.code, self.domain = kid, office, body, jwk, code, domain

    def is_officer(self):
        return self.office in ("vetter", "auditor", "operator")


class Registry:
    def __init__(self, origin):
        self.origin = origin
        self.entity = self.charter = self.charter_id = None
        self.waiting_charter = None  # {"charter", "id", "from"}
        self.appointed = {}  # kid -> {"body", "role", "domain", "jwk", "appointment", "dismissed"}
        self.records = {}  # code -> record, see admit
        self.used_keys = set()
        self.body_of = {}  # kid -> body, also of those gone
        self.legal_ids = set()
        self.pending = []  # {"statement", "person", "time"}, in order
        self.suspended = []  # (code, kid, since) of every suspension there ever was
        self.time = 0
        self.index = 0

    # §3 Keys and signers

    def live(self):
        found = {kid: Person(kid, *rest) for kid, rest in offices(self.charter).items()}
        bodies = [body["id"] for body in self.charter["bodies"]]
        for kid, a in self.appointed.items():
            if not a["dismissed"] and a["body"] in bodies:
                found[kid] = Person(kid, a["role"], a["body"], a["jwk"], domain=a["domain"])
        for code, record in self.records.items():
            for office in ("key", "pause_key"):
                kid = thumbprint(record[office])
                found[kid] = Person(kid, office, None, record[office], code=code)
        return found

    def use(self, jwk):
        self.used_keys.add(thumbprint(jwk))

    def fresh(self, *jwks):
        kids = [thumbprint(jwk) for jwk in jwks]
        return len(set(kids)) == len(kids) and not self.used_keys & set(kids)

    def drop_dead(self):
        live = self.live()
        self.pending = [p for p in self.pending if p["person"].kid in live]

    def set_of(self, statement):
        return [p for p in self.pending if p["statement"].content == statement.content]

    def several(self, statement, person, complete, other_bodies=False):
        """Check 9; then the people who signed if that is all of them, else None."""
        together = [p["person"] for p in self.set_of(statement)]
        unless(person.kid not in [p.kid for p in together], "already_signed")
        if other_bodies:
            unless(person.body not in [p.body for p in together], "same_body")
        together.append(person)
        if not complete(together):
            self.pending.append({"statement": statement, "person": person, "time": self.time})
            return None
        self.pending = [p for p in self.pending if p["statement"].content != statement.content]
        return together

    def quorum(self, people):
        return len([p for p in people if p.office == "operator"]) >= self.charter["quorum"]

    def quorum_acted(self):
        self.waiting_charter = None

    # §4 Time and batches

    def open_batch(self, time):
        self.time = time
        if self.charter is None:
            return
        waiting = self.waiting_charter
        if waiting and waiting["from"] <= time:
            self.put_in_force(waiting["charter"], waiting["id"])
        for record in self.records.values():
            self.fall_due(record)
        self.drop_dead()
        earliest = {}
        for p in self.pending:
            earliest.setdefault(p["statement"].content, p["time"])
        window = self.charter["limits"]["approval_window"]
        self.pending = [p for p in self.pending if time - earliest[p["statement"].content] <= window]

    def put_in_force(self, charter, charter_id):
        self.charter, self.charter_id, self.waiting_charter = charter, charter_id, None
        self.use_charter_keys(charter)

    def use_charter_keys(self, charter):
        for kid, (_, body, jwk) in offices(charter).items():
            self.use(jwk)
            self.body_of[kid] = body

    def fall_due(self, record):
        for item in in_order(record["waiting"]):
            if item["from"] > self.time:
                continue
            record["waiting"].remove(item)
            if item["act"] == "amend":
                for name in ("profile", "kind", "jurisdiction"):
                    record[name] = item.get(name)
                record["profile_by"] = item["by"]
            elif item["act"] == "rekey":
                record["key"] = item["key"]
                record["pause_key"] = item.get("pause_key", record["pause_key"])
                record["key_by"] = item["by"]
            else:
                self.end(record, "withdrawn", "at_own_request", item["from"])
                break
        record["suspensions"] = [s for s in record["suspensions"] if s.get("until", self.time + 1) > self.time]

    def end(self, record, status, reason, since):
        record["final"] = {"status": status, "reason": reason, "since": since}
        record["waiting"], record["suspensions"] = [], []

    # §5 Judging a statement

    def judge(self, leaf, index):
        """"effective" or "pending"; raises Void."""
        try:
            s = Statement(leaf)
        except Malformed:
            raise Void("malformed") from None
        self.index = index
        unless(s["log"] == self.origin, "wrong_log")
        unless(s.id not in self.legal_ids, "duplicate")
        limits = s["charter"]["limits"] if s.act == "charter" else self.charter["limits"]
        unless(self.time - s["iat"] <= limits["statement_age"], "too_old")
        unless(s["iat"] - self.time <= limits["statement_skew"], "from_future")
        if index == 0:
            live = {kid: Person(kid, *rest) for kid, rest in offices(s["charter"]).items()}
        else:
            live = self.live()
            if s.act in REGISTRY_ACTS:
                unless(s["sub"] == self.entity, "wrong_subject")
            elif s.act != "admit":
                unless(s["sub"] in self.records, "unknown_subject")
        unless(s.kid in live, "unknown_signer")
        person = live[s.kid]
        unless(s.jws.verifies(person.jwk), "bad_signature")
        effective = getattr(self, "act_" + s.act)(s, person)
        self.legal_ids.add(s.id)
        self.drop_dead()
        return "effective" if effective else "pending"

    def basis(self, s, *ids):
        unless(s["basis"] == sorted(set(ids)), "superseded")

    def touch(self, record, s):
        record["last"] = {"id": s.id, "index": self.index}

    # §6 The acts: each from the last part of check 6 on; true when the act took effect, false while it is pending.

    def act_charter(self, s, person):
        charter = s["charter"]
        unless(s.kid in [thumbprint(key) for key in charter["operators"]], "signer_not_entitled")
        unless(self.index == 0, "charter_misplaced")
        unless(holds_together(charter, self.origin), "charter_invalid")
        operators = {thumbprint(key): key for key in charter["operators"]}
        council = {thumbprint(charter["council"]): charter["council"]}
        approvers = self.approvers(s, {**operators, **council})
        unless(set(council) <= approvers, "charter_invalid")
        unless(len((approvers | {s.kid}) & set(operators)) >= charter["quorum"], "charter_invalid")
        self.entity = s["sub"]
        self.put_in_force(charter, s.id)
        return True

    def approvers(self, s, allowed):
        """The kids that approve this charter, all verified and among those allowed (kid -> jwk)."""
        content = b64(sha256(canonical(s["charter"])))
        for a in s.carried["approvals"]:
            right = [a.payload[name] for name in ("act", "log", "sub", "content")] == [s.act, s["log"], s["sub"], content]
            unless(right and a.kid != s.kid and a.kid in allowed and a.verifies(allowed[a.kid]), "charter_invalid")
        return {a.kid for a in s.carried["approvals"]}

    def act_recharter(self, s, person):
        old, new = self.charter, s["charter"]
        unless(person.office in ("operator", "council"), "signer_not_entitled")
        self.basis(s, self.charter_id)
        unless(holds_together(new, self.origin), "charter_invalid")
        unless(new["code_prefix"] == old["code_prefix"], "charter_invalid")
        unless(new["limits"]["status_list_size"] == old["limits"]["status_list_size"], "charter_invalid")
        for kid, office in offices(new).items():
            unless(kid not in self.used_keys or offices(old).get(kid) == office, "charter_invalid")
        operators = [{thumbprint(key): key for key in charter["operators"]} for charter in (old, new)]
        councils = {thumbprint(charter["council"]): charter["council"] for charter in (old, new)}
        signed = self.approvers(s, {**operators[0], **operators[1], **councils}) | {s.kid}
        unless(set(councils) <= signed, "charter_invalid")
        unless(len(signed & set(operators[1])) >= new["quorum"], "charter_invalid")
        if person.office == "operator":
            unless(len(signed & set(operators[0])) >= old["quorum"], "charter_invalid")
            self.put_in_force(new, s.id)
        else:
            self.waiting_charter = {"charter": new, "id": s.id, "from": self.time + old["limits"]["council_wait"]}
            self.use_charter_keys(new)
        return True

    def act_appoint(self, s, person):
        unless(person.office in ("body", "operator"), "signer_not_entitled")
        self.basis(s, self.charter_id)
        unless(s["body"] in [body["id"] for body in self.charter["bodies"]], "unknown_body")
        unless(person.office != "body" or person.body == s["body"], "signer_not_entitled")
        unless(self.fresh(s["key"]), "key_used")
        if not self.several(s, person, lambda all: self.quorum(all) and "body" in [p.office for p in all]):
            return False
        self.use(s["key"])
        kid = thumbprint(s["key"])
        self.body_of[kid] = s["body"]
        self.appointed[kid] = {"body": s["body"], "role": s["role"], "domain": s.payload.get("platform"), "jwk": s["key"],
                               "appointment": s.id, "dismissed": False}
        self.quorum_acted()
        return True

    def act_dismiss(self, s, person):
        unless(person.office in ("body", "operator"), "signer_not_entitled")
        target = self.live().get(s["key"])
        unless(target and target.office in ("vetter", "auditor", "platform"), "unknown_person")
        unless(person.office != "body" or person.body == target.body, "signer_not_entitled")
        unless(s.payload.get("from", 0) <= self.index, "from_ahead")
        if person.office == "operator":
            if not self.several(s, person, self.quorum):
                return False
            self.quorum_acted()
        self.appointed[target.kid]["dismissed"] = True
        if "from" in s.payload:
            for code, record in self.records.items():
                self.undo_since(code, record, s, target.kid)
        return True

    def undo_since(self, code, record, s, kid):
        if "final" not in record and record["admitted"]["index"] >= s["from"]:
            left = [v for v in record["vouchers"] if v["key"] != kid]
            if left != record["vouchers"]:
                record["vouchers"] = left
                self.touch(record, s)
                if len({v["body"] for v in left}) < 2:
                    self.add_suspension(code, record, s, "officers", "vetting_error")
        for account in record["accounts"]:
            kept = [c for c in account["confirmations"] if not (c["index"] >= s["from"] and kid in c["by"])]
            if kept != account["confirmations"]:
                account["confirmations"] = kept
                self.touch(record, s)

    def act_admit(self, s, person):
        limits = self.charter["limits"]
        unless(person.office == "operator", "signer_not_entitled")
        unless(s["sub"][3:5] == self.charter["code_prefix"], "wrong_prefix")
        unless(s["sub"] not in self.records, "code_used")
        form = s.carried["application"]
        wish = form.payload
        unless(wish["log"] == self.origin and wish["sub"] == self.entity and form.verifies(wish["key"]), "application_invalid")
        unless(self.fresh(wish["key"], wish["pause_key"]), "key_used")
        live, vouchers = self.live(), []
        for v in s.carried["vouches"]:
            unless(v.payload["log"] == self.origin and v.payload["application"] == form.id, "vouch_invalid")
            unless(0 < v.payload["exp"] - v.payload["iat"] <= limits["vouch_max"], "vouch_invalid")
            unless(v.kid in live and live[v.kid].office == "vetter", "vouch_by_stranger")
            unless(v.verifies(live[v.kid].jwk), "vouch_invalid")
            unless(v.payload["exp"] > self.time, "vouch_expired")
            vouchers.append({"body": live[v.kid].body, "key": v.kid})
        unless(len({v["body"] for v in vouchers}) >= 2, "vouches_short")
        self.basis(s, self.charter_id, *(self.appointed[v["key"]]["appointment"] for v in vouchers))
        size = limits["status_list_size"]
        used = [record["status_index"] for record in self.records.values()]
        lists = max((index // size + 1 for index in used), default=0)
        unless(s["status_index"] < min(lists + 1, 256) * size, "status_index_out_of_range")
        unless(s["status_index"] not in used, "status_index_used")
        valid = s["valid_from"] < s["valid_until"] and self.time < s["valid_until"]
        unless(valid and s["valid_until"] - s["valid_from"] <= limits["validity_max"], "validity_out_of_range")
        if not self.several(s, person, self.quorum):
            return False
        self.use(wish["key"])
        self.use(wish["pause_key"])
        here = {"id": s.id, "index": self.index}
        self.records[s["sub"]] = {
            "accounts": [self.account(digest, s.id, self.time) for digest in wish["accounts"]],
            "admitted": here, "jurisdiction": wish["jurisdiction"], "key": wish["key"], "key_by": s.id,
            "kind": wish["kind"], "last": here, "pause_key": wish["pause_key"], "profile": wish["profile"],
            "profile_by": s.id, "status_index": s["status_index"], "suspensions": [], "valid_from": s["valid_from"],
            "valid_until": s["valid_until"], "vouchers": vouchers, "waiting": []}
        self.quorum_acted()
        return True

    def account(self, digest, by, since):
        return {"by": by, "confirmations": [], "digest": digest, "from": since}

    def owner(self, s, person, *offices):
        return person.office in offices and person.code == s["sub"]

    def act_amend(self, s, person):
        record = self.records[s["sub"]]
        unless(self.owner(s, person, "key"), "signer_not_entitled")
        self.basis(s, record["profile_by"])
        unless(status(record)["status"] == "active", "not_active")
        self.wait(record, s, {name: s[name] for name in ("profile", "kind", "jurisdiction")})
        return True

    def wait(self, record, s, more):
        record["waiting"] = [item for item in record["waiting"] if item["act"] != s.act]
        record["waiting"].append({"act": s.act, "by": s.id, "from": self.time + self.charter["limits"]["wait"], **more})
        self.touch(record, s)

    def act_bind(self, s, person):
        record = self.records[s["sub"]]
        unless(self.owner(s, person, "key"), "signer_not_entitled")
        self.basis(s, record["key_by"])
        unless(status(record)["status"] == "active", "not_active")
        unless(not find_account(record, s["account"]), "account_known")
        unless(len(record["accounts"]) < 64, "too_many_accounts")
        record["accounts"].append(self.account(s["account"], s.id, self.time + self.charter["limits"]["wait"]))
        self.touch(record, s)
        return True

    def act_confirm(self, s, person):
        record = self.records[s["sub"]]
        unless(person.office in ("vetter", "platform"), "signer_not_entitled")
        self.in_force(record)
        account = find_account(record, s["account"])
        unless(account, "unknown_account")
        self.basis(s, account["by"])
        until = s["until"]
        unless(self.time < until <= self.time + self.charter["limits"]["confirmation_max"], "confirmation_out_of_range")
        who, by = "vetters", [person]
        if person.office == "platform":
            who = "platform:" + person.domain
        else:
            by = self.several(s, person, lambda all: len(all) >= 2)
            if not by:
                return False
        account["confirmations"] = [c for c in account["confirmations"] if c["who"] != who]
        account["confirmations"].append({"by": sorted(p.kid for p in by), "index": self.index, "until": until, "who": who})
        self.touch(record, s)
        return True

    def in_force(self, record):
        unless("final" not in record, "not_in_force")

    def act_rekey(self, s, person):
        record, limits = self.records[s["sub"]], self.charter["limits"]
        vetters = person.office == "vetter"
        unless(vetters or self.owner(s, person, "key"), "signer_not_entitled")
        self.basis(s, record["key_by"])
        if vetters:
            unless(person.body not in [v["body"] for v in record["vouchers"]], "body_vouched")
            self.in_force(record)
            unless("pause_key" in s.payload, "pause_key_missing")
        else:
            unless(status(record)["status"] == "active", "not_active")
        unless(not any(item.get("signers") == "vetters" for item in record["waiting"]), "rekey_waiting")
        keys = {name: s[name] for name in ("key", "pause_key") if name in s.payload}
        unless(self.fresh(*keys.values()), "key_used")
        a = s.carried["approval"]
        right = [a.payload[name] for name in ("act", "log", "sub")] == ["rekey", self.origin, s["sub"]]
        right = right and a.payload["content"] == b64(sha256(canonical(keys))) and a.verifies(keys["key"])
        unless(right, "approval_invalid")
        if not vetters:
            self.wait(record, s, {**keys, "signers": "organisation"})
        else:
            if not self.several(s, person, lambda all: len(all) >= 2, other_bodies=True):
                return False
            self.cancel_own(record)
            for account in record["accounts"]:
                account["confirmations"] = []
            due = self.time + limits["rekey_wait"]
            self.add_suspension(s["sub"], record, s, "rekey", "key_compromise", due)
            record["waiting"].append({"act": "rekey", "by": s.id, "from": due, **keys, "signers": "vetters"})
        for jwk in keys.values():
            self.use(jwk)
        return True

    def cancel_own(self, record):
        """Cancelling what waits."""
        record["waiting"] = [item for item in record["waiting"] if item.get("signers") == "vetters"]
        record["accounts"] = [account for account in record["accounts"] if account["from"] <= self.time]

    def add_suspension(self, code, record, s, kind, reason, until=None):
        item = {"by": s.id, "key": s.kid, "kind": kind, "reason": reason, "since": self.time}
        if until is not None:
            item["until"] = until
        record["suspensions"].append(item)
        self.suspended.append((code, s.kid, self.time))
        self.touch(record, s)

    def act_withdraw(self, s, person):
        record = self.records[s["sub"]]
        unless(self.owner(s, person, "key"), "signer_not_entitled")
        self.in_force(record)
        self.wait(record, s, {})
        return True

    def act_unbind(self, s, person):
        record = self.records[s["sub"]]
        unless(self.owner(s, person, "key"), "signer_not_entitled")
        self.in_force(record)
        account = find_account(record, s["account"])
        unless(account, "unknown_account")
        record["accounts"].remove(account)
        self.touch(record, s)
        return True

    def act_erase(self, s, person):
        record = self.records[s["sub"]]
        revoked = status(record)["status"] == "revoked"
        own = self.owner(s, person, "key") and not revoked
        unless(own or person.office == "operator", "signer_not_entitled")
        holders = [record] + [item for item in record["waiting"] if item["act"] == "amend"]
        known = {account["digest"] for account in record["accounts"]}
        for holder in holders:
            known |= {holder.get("kind"), holder.get("jurisdiction"), *holder["profile"]}
        unless(set(s["digests"]) <= known, "unknown_digest")
        if not own:
            if not self.several(s, person, self.quorum):
                return False
            self.quorum_acted()
        for holder in holders:
            holder["profile"] = [digest for digest in holder["profile"] if digest not in s["digests"]]
            for name in ("kind", "jurisdiction"):
                if holder.get(name) in s["digests"]:
                    holder[name] = None
        record["accounts"] = [a for a in record["accounts"] if a["digest"] not in s["digests"]]
        self.touch(record, s)
        return True

    def act_suspend(self, s, person):
        record = self.records[s["sub"]]
        if "until" not in s.payload and "confirms" not in s.payload:
            return self.suspend_self(s, person, record)
        unless(person.is_officer(), "signer_not_entitled")
        unless(s["reason"] not in ("at_own_request", "protective", "under_review"), "reason_not_allowed")
        self.in_force(record)
        if "until" in s.payload:
            longest = self.time + self.charter["limits"]["suspension_max"]
            unless(self.time < s["until"] <= longest, "suspension_out_of_range")
            unless(not self.suspended_recently(s), "suspended_recently")
            unless(not self.too_many_suspensions(s), "too_many_suspensions")
            self.add_suspension(s["sub"], record, s, "officers", "under_review", s["until"])
            self.cancel_own(record)
            return True
        found = [x for x in record["suspensions"]
                 if x["kind"] == "officers" and x["by"] == s["confirms"] and "until" in x]
        unless(found, "nothing_to_confirm")
        unless(self.body_of[found[0]["key"]] != person.body, "same_body")
        del found[0]["until"]
        found[0]["reason"] = s["reason"]
        self.touch(record, s)
        return True

    def suspended_recently(self, s):
        again = self.charter["limits"]["suspend_again"]
        return any(code == s["sub"] and kid == s.kid and self.time - since < again for code, kid, since in self.suspended)

    def too_many_suspensions(self, s):
        running = [x for record in self.records.values() for x in record["suspensions"]
                   if x["key"] == s.kid and x.get("until", 0) > self.time]
        return len(running) >= self.charter["limits"]["suspensions_per_key"]

    def suspend_self(self, s, person, record):
        unless(self.owner(s, person, "key", "pause_key"), "signer_not_entitled")
        unless(s["reason"] in ("at_own_request", "protective", "key_compromise"), "reason_not_allowed")
        self.in_force(record)
        self.cancel_own(record)
        for x in record["suspensions"]:
            if x["kind"] == "rekey":
                x["kind"] = "officers"
                del x["until"]
        record["waiting"] = []
        if not any(x["kind"] == "self" for x in record["suspensions"]):
            self.add_suspension(s["sub"], record, s, "self", s["reason"])
        self.touch(record, s)
        return True

    def act_reinstate(self, s, person):
        record = self.records[s["sub"]]
        lifted = [x for x in record["suspensions"] if x["by"] in s["basis"]]
        unless(len(lifted) == len(s["basis"]), "superseded")
        kinds = {x["kind"] for x in lifted}
        unless("rekey" not in kinds, "rekey_waiting")
        unless(len(kinds) == 1, "mixed_suspensions")
        if kinds == {"officers"}:
            unless(person.is_officer(), "signer_not_entitled")
            complete, other_bodies = lambda all: len(all) >= 2, True
        else:
            unless(self.owner(s, person, "key") or person.office == "vetter", "signer_not_entitled")
            complete, other_bodies = lambda all: {"key", "vetter"} <= {p.office for p in all}, False
        unless(status(record)["status"] == "suspended", "not_in_force")
        if not self.several(s, person, complete, other_bodies):
            return False
        record["suspensions"] = [x for x in record["suspensions"] if x["by"] not in s["basis"]]
        self.touch(record, s)
        return True

    def act_revoke(self, s, person):
        record = self.records[s["sub"]]
        first = not self.set_of(s)
        unless(person.office in (("auditor", "operator") if first else ("auditor", "operator", "vetter")), "signer_not_entitled")
        unless(s["reason"] not in ("at_own_request", "protective", "under_review"), "reason_not_allowed")
        unless(status(record)["status"] != "revoked", "not_in_force")
        if self.several(s, person, lambda all: len(all) >= 2, other_bodies=True):
            self.end(record, "revoked", s["reason"], self.time)
            self.touch(record, s)
            return True
        if "final" not in record and not self.suspended_recently(s) and not self.too_many_suspensions(s):
            until = self.time + self.charter["limits"]["suspension_max"]
            self.add_suspension(s["sub"], record, s, "officers", "under_review", until)
            self.cancel_own(record)
        return False

    def act_finding(self, s, person):
        unless(person.office == "auditor", "signer_not_entitled")
        if not self.several(s, person, lambda all: len(all) >= 2, other_bodies=True):
            return False
        self.touch(self.records[s["sub"]], s)
        return True

    def act_retract(self, s, person):
        unless(self.owner(s, person, "key"), "signer_not_entitled")
        self.touch(self.records[s["sub"]], s)
        return True

    # §7 and §8: what is published

    def public_records(self):
        return {code: public_record(code, record) for code, record in sorted(self.records.items())}

    def status_lists(self):
        if self.charter is None:
            return {}
        size, lists = self.charter["limits"]["status_list_size"], {}
        highest = max((record["status_index"] // size + 1 for record in self.records.values()), default=0)
        for number in range(1, highest + 1):
            raw = bytearray(size // 4)
            for record in self.records.values():
                at = record["status_index"] - (number - 1) * size
                if 0 <= at < size:
                    value = {"active": 0, "revoked": 1, "withdrawn": 1, "suspended": 2}[status(record)["status"]]
                    raw[at // 4] |= value << at % 4 * 2
            lists["%s/status/%d" % (self.entity, number)] = {"bits": 2, "length": size, "sha256": b64(sha256(bytes(raw)))}
        return lists

    def state(self):
        return {"charter": self.charter_id, "map": b64(map_root(map_leaves(self.public_records()))), "rules": 1,
                "status_lists": self.status_lists()}


def in_order(waiting):
    return sorted(waiting, key=lambda item: item["from"])  # stable: of equals the earlier leaf first


def find_account(record, digest):
    return next((account for account in record["accounts"] if account["digest"] == digest), None)


def status(record):
    """§7 Status."""
    if "final" in record:
        return record["final"]
    if not record["suspensions"]:
        return {"status": "active"}
    shown = next((x for x in record["suspensions"] if "until" not in x), None)
    shown = shown or max(record["suspensions"], key=lambda x: x["until"])  # max takes the first of equals
    return {"status": "suspended", **{name: shown[name] for name in ("reason", "since", "until") if name in shown}}


def public_record(code, record):
    record = {**record, "code": code, **status(record)}
    record.pop("final", None)
    record["accounts"] = [
        {**account, "confirmations": sorted(account["confirmations"], key=lambda c: c["who"])}
        for account in sorted(record["accounts"], key=lambda account: account["digest"])]
    record["waiting"] = [{n: v for n, v in item.items() if v is not None} for item in in_order(record["waiting"])]
    public = {name: value for name, value in record.items() if value is not None}
    return json.loads(canonical(public))  # a copy that later acts do not change


def fold(origin, leaves):
    """leaves: bytes each. Gives what the vectors call "expect", and the state that the last state leaf should have had."""
    registry, open_batch, report, stop = Registry(origin), [], [], None
    snapshot = {"records": {}, "charter": None, "map": b64(bytes(32)), "status_lists": {}}
    state = None
    for index, leaf in enumerate(leaves):
        code = reason_to_stop(leaf, origin)
        if code:
            stop = {"index": index, "code": code}
            break
        closing = parse_state_leaf(leaf, origin, index, registry.time) if leaf[:1] == b"{" else None
        open_batch.append((index, leaf))
        if closing:
            report += close(registry, open_batch, closing)
            open_batch = []
            state = registry.state()
            snapshot = {"records": registry.public_records(), **{n: state[n] for n in ("charter", "map", "status_lists")}}
    expect = {"leaves": report, **snapshot}
    if stop:
        expect["stop"] = stop
    return expect, state


def close(registry, batch, closing):
    registry.open_batch(closing["time"])
    report = []
    for index, leaf in batch[:-1]:
        outcome = {"index": index}
        try:
            if index == 0:
                require_charter(leaf)
            unless(index == 0 or registry.charter, "no_charter")
            unless(leaf[:1] != b"{", "state_misplaced")
            outcome["outcome"] = registry.judge(leaf, index)
        except Void as void:
            outcome.update({"outcome": "void", "code": "no_charter" if registry.charter is None else void.code})
        report.append(outcome)
    index = batch[-1][0]
    if registry.charter is None:
        return report + [{"index": index, "outcome": "void", "code": "no_charter"}]
    state = registry.state()
    differs = [name for name in ("charter", "map", "rules", "status_lists") if closing[name] != state[name]]
    if differs:
        return report + [{"index": index, "outcome": "wrong_state", "differs": differs}]
    return report + [{"index": index, "outcome": "state"}]


def require_charter(leaf):
    try:
        unless(Statement(leaf).act == "charter", "no_charter")
    except Malformed:
        raise Void("no_charter") from None


def main(paths):
    wrong = 0
    for path in paths:
        with open(path, encoding="utf-8") as file:
            vector = json.load(file)
        got, _ = fold(vector["origin"], [leaf.encode() for leaf in vector["leaves"]])
        right = got == vector["expect"] and all(
            check_map_proof(p["root"], p["code"], got["records"].get(p["code"]), p) for p in vector.get("proofs", []))
        right = right and not any(
            check_map_proof(p["root"], p["code"], got["records"][p["code"]] if p["claims"] == "included" else None, p)
            for p in vector.get("bad_proofs", []))
        wrong += not right
        print("%s %s" % ("ok   " if right else "WRONG", path))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
