"""What the scenarios are written with: keys made from names, statements, histories that grow leaf by leaf.

Whoever writes a scenario says what each leaf should come to; the reducer in rulebook.py has to agree, or nothing is written.
"""
import base64
import copy
import hashlib

import p256
import rulebook
from rulebook import DEFAULT_LIMITS, b64, canonical, sha256

ORIGIN = "rescue.example/log"
ENTITY = "https://rescue.example"
PREFIX = "CN"
START = 1_800_000_000
HOUR, DAY = 3600, 86400
ZEROS = b64(bytes(32))


class Key:
    def __init__(self, name):
        self.d = int.from_bytes(sha256(("vector key " + name).encode()), "big") % (p256.N - 1) + 1
        x, y = (b64(n.to_bytes(32, "big")) for n in p256.public(self.d))
        self.jwk = {"crv": "P-256", "kty": "EC", "x": x, "y": y}
        self.kid = rulebook.thumbprint(self.jwk)


_keys = {}


def key(name):
    return _keys.setdefault(name, None) or _keys.update({name: Key(name)}) or _keys[name]


def kid(name):
    return key(name).kid


def jwk(name):
    return key(name).jwk


def digest(label):
    return b64(sha256(("vector digest " + label).encode()))


def code(label, prefix=PREFIX):
    number = int.from_bytes(sha256(("vector code " + label).encode()), "big")
    ten = prefix + "".join(rulebook.CODE_ALPHABET[number >> 5 * i & 31] for i in range(8))
    symbols = ten + rulebook.check_symbols(ten)
    return "RR-" + "-".join(symbols[i:i + 4] for i in (0, 4, 8))


def verifier_key(origin, name):
    public = b"\1" + sha256(("vector log key " + name).encode())
    return "%s+%s+%s" % (origin, sha256(origin.encode() + b"\n" + public)[:4].hex(), base64.b64encode(public).decode())


def jws(who, typ, payload, header=None):
    """who: the name of the key that signs. payload: an object, or bytes that need not be one."""
    header = header or {"alg": "ES256", "kid": kid(who), "typ": typ}
    parts = [value if isinstance(value, bytes) else canonical(value) for value in (header, payload)]
    signing_input = ".".join(map(b64, parts))
    return signing_input + "." + b64(p256.sign(key(who).d, signing_input.encode()))


def leaf_id(leaf):
    return b64(sha256(leaf.rsplit(".", 1)[0].encode()))


def other_signature(leaf, change):
    """The same statement with its r and s changed by a function of both."""
    signing_input, signature = leaf.rsplit(".", 1)
    raw = rulebook.unb64(signature)
    r, s = change(int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big"))
    return signing_input + "." + b64(r.to_bytes(32, "big") + s.to_bytes(32, "big"))


class History:
    """One log. `now` is the time that the batch being written will have; statements are issued at it."""

    def __init__(self, name, rule):
        self.name, self.rule = name, rule
        self.leaves, self.wanted, self.asked, self.bad, self.checks = [], {}, [], [], []
        self.now, self.counter = START, 0
        self.limits, self.operators, self.quorum = dict(DEFAULT_LIMITS), ["op1", "op2"], 1
        self.bodies = {"alpha": "alpha", "beta": "beta"}  # id -> name of its key
        self.council = "council"
        self.entity = ENTITY
        self.stop = None
        self.charter_id = None
        self.appointments, self.ids = {}, {}

    # Documents

    def jti(self):
        self.counter += 1
        return b64(sha256(("%s %d" % (self.name, self.counter)).encode())[:16])

    def charter(self, **changes):
        value = {
            "bodies": [{"id": name, "key": jwk(self.bodies[name])} for name in sorted(self.bodies)],
            "code_prefix": PREFIX, "council": jwk(self.council), "limits": dict(self.limits),
            "log_keys": [verifier_key(ORIGIN, "first")],
            "operators": sorted((jwk(name) for name in self.operators), key=rulebook.thumbprint),
            "quorum": self.quorum, "rules": 1}
        return {**value, **changes}

    def statement(self, who, act, sub=None, **members):
        """A leaf. A member given as None is left out; header, signer and so on can be changed with the names in capitals."""
        payload = {"act": act, "log": ORIGIN, "sub": sub or self.entity, "jti": self.jti(), "iat": self.now, **members}
        payload = {name: value for name, value in payload.items() if value is not None}
        return jws(who, "rescue-statement+jwt", payload)

    def approval(self, who, act, content, **changes):
        payload = {"act": act, "log": ORIGIN, "sub": self.entity, "jti": self.jti(), "iat": self.now,
                   "content": b64(sha256(canonical(content))), **changes}
        return jws(who, "rescue-approval+jwt", payload)

    def approvals(self, act, charter, *names, **changes):
        return [self.approval(name, act, charter, **changes) for name in sorted(names, key=kid)]

    def application(self, org, signer=None, **changes):
        payload = {
            "log": ORIGIN, "sub": self.entity, "jti": self.jti(), "iat": self.now, "key": jwk(org),
            "pause_key": jwk(org + " pause"), "profile": digests(org + " name", org + " site"), "kind": digest(org + " kind"),
            "jurisdiction": digest(org + " jurisdiction"), "accounts": digests(org + " account"), **changes}
        return jws(signer or org, "rescue-application+jwt", payload)

    def vouch(self, who, form, **changes):
        payload = {"log": ORIGIN, "application": leaf_id(form), "jti": self.jti(), "iat": self.now,
                   "exp": self.now + 20 * DAY, **changes}
        return jws(who, "rescue-vouch+jwt", payload)

    # Leaves

    def add(self, leaf, expect="effective"):
        """expect: effective, pending, or the code of a void leaf. Gives the statement's id."""
        outcome = {"outcome": expect} if expect in ("effective", "pending") else {"outcome": "void", "code": expect}
        self.wanted[len(self.leaves)] = outcome
        self.leaves.append(leaf)
        return leaf_id(leaf) if "." in leaf else None

    def do(self, who, act, sub=None, expect="effective", **members):
        return self.add(self.statement(who, act, sub, **members), expect)

    def found(self, expect="effective", signer="op1", approvers=None, **members):
        charter = members.pop("charter", None) or self.charter()
        if approvers is None:
            approvers = [self.council] + [name for name in self.operators if name != signer][:self.quorum - 1]
        approvals = members.pop("approvals", None) or self.approvals("charter", charter, *approvers)
        self.charter_id = self.do(signer, "charter", expect=expect, charter=charter, approvals=approvals, **members)
        return self.charter_id

    def recharter(self, signer, approvers, expect="effective", **changes):
        """changes: to the charter, from this history's present operators, bodies, limits. A void one changes nothing here."""
        payload = {"basis": [changes.pop("basis", self.charter_id)]}
        charter = self.charter(**changes)
        payload["approvals"] = self.approvals("recharter", charter, *approvers)
        return self.do(signer, "recharter", expect=expect, charter=charter, **payload)

    def appoint(self, name, body, role="vetter", **members):
        members = {"body": body, "key": jwk(name), "role": role, "basis": [self.charter_id], **members}
        for operator in self.operators[:self.quorum]:
            self.do(operator, "appoint", expect="pending", **members)
        self.appointments[name] = self.do(self.bodies[body], "appoint", **members)
        return self.appointments[name]

    def vetters(self):
        self.appoint("vera", "alpha")
        self.appoint("viktor", "beta")

    def auditors(self):
        self.appoint("anna", "alpha", "auditor")
        self.appoint("boris", "beta", "auditor")

    def admission(self, org, vouchers=("vera", "viktor"), **members):
        """The members of an admit; application and vouches are made unless given."""
        form = members.pop("application", None) or self.application(org)
        vouches = [self.vouch(name, form) for name in sorted(vouchers, key=kid)]
        basis = sorted({self.charter_id, *(self.appointments[name] for name in vouchers)})
        return {"sub": code(org), "application": form, "vouches": vouches, "status_index": 0, "valid_from": self.now,
                "valid_until": self.now + 365 * DAY, "basis": basis, **members}

    def admit(self, org="org", expect="effective", **members):
        members = self.admission(org, **members)
        for operator in self.operators[:self.quorum - 1]:
            self.do(operator, "admit", expect="pending", **members)
        self.ids[org] = self.do(self.operators[self.quorum - 1], "admit", expect=expect, **members)
        return self.ids[org]

    def start(self, *orgs):
        """Charter, two vetters of two bodies, these organisations; closed. The usual beginning."""
        self.found()
        self.vetters()
        for number, org in enumerate(orgs):
            self.admit(org, status_index=number)
        self.close(0)
        self.later(HOUR)

    def rekey(self, who, org, new, pause=None, expect="effective", basis=None, **changes):
        keys = {"key": jwk(new), **({"pause_key": jwk(pause)} if pause else {})}
        members = {**keys, "basis": [basis or self.ids[org]], "approval": None, **changes}
        members["approval"] = members["approval"] or self.approval(new, "rekey", keys, sub=code(org))
        return self.do(who, "rekey", code(org), expect, **members)

    # State leaves

    def state(self, **changes):
        _, state = rulebook.fold(ORIGIN, [leaf.encode() for leaf in self.leaves] + [self.frame()])
        state = state or {"charter": None, "map": ZEROS, "rules": 1, "status_lists": {}}  # stopped: never compared
        state["charter"] = state["charter"] or ZEROS
        size = len(self.leaves)
        return {"act": "state", "attestations": b64(sha256(b"")), "log": ORIGIN, "size": size, "time": self.now, **state, **changes}

    def frame(self):
        """Closes a batch for the reducer alone, so that it says what the state is."""
        return canonical({"act": "state", "attestations": ZEROS, "charter": ZEROS, "log": ORIGIN, "map": ZEROS, "rules": 1,
                          "size": len(self.leaves), "status_lists": {}, "time": self.now})

    def close(self, later=0, expect="state", differs=None, **changes):
        """Closes the batch at `now`; then it is `later` seconds later."""
        leaf = canonical(self.state(**changes)).decode()
        self.wanted[len(self.leaves)] = (
            {"outcome": "void", "code": "no_charter"} if expect == "no_charter" else
            {"outcome": "wrong_state", "differs": differs} if differs else {"outcome": "state"})
        self.leaves.append(leaf)
        self.later(later)

    def later(self, seconds):
        self.now += seconds

    def stops(self, leaf, why):
        self.stop = {"index": len(self.leaves), "code": why}
        self.leaves.append(leaf)

    # What the scenario wants to hold at the end

    def wants(self, org, **members):
        """After the last state leaf the record has these members (None: has them not)."""
        self.checks.append((org, copy.deepcopy(members)))

    def proof(self, org):
        self.asked.append(code(org))

    def refused(self, org, change):
        """A changed proof for this code, which a verifier refuses; it claims included unless changed."""
        self.bad.append((code(org), change))

    def far_from(self, org):
        """A code that is not there and whose k has another first bit."""
        names = ("stranger %d" % n for n in range(100))
        first = lambda name: sha256(code(name).encode())[0] >> 7
        return next(name for name in names if first(name) != first(org))

    def finish(self):
        expect, _ = rulebook.fold(ORIGIN, [leaf.encode() for leaf in self.leaves])
        got = {item["index"]: {n: v for n, v in item.items() if n != "index"} for item in expect["leaves"]}
        closed = len(got)
        for index in range(max(len(self.leaves), closed)):
            wanted = self.wanted.get(index) if index < closed else None
            assert got.get(index) == wanted, "%s, leaf %d: %s, not %s" % (self.name, index, got.get(index), wanted)
        assert expect.get("stop") == self.stop, "%s: %s" % (self.name, expect.get("stop"))
        for org, members in self.checks:
            record = expect["records"].get(code(org))
            for name, value in members.items():
                assert record.get(name) == value, "%s: %s is %s" % (self.name, name, record.get(name))
        vector = {"name": self.name, "rule": self.rule, "origin": ORIGIN, "entity": self.entity, "leaves": self.leaves,
                  "expect": expect}
        if self.asked:
            vector["proofs"] = [self.proved(expect, asked) for asked in self.asked]
        if self.bad:
            vector["bad_proofs"] = [self.broken(expect, asked, change) for asked, change in self.bad]
        return vector

    def broken(self, expect, asked, change):
        proof = change({**self.proved(expect, asked), "claims": "included"})
        record = expect["records"].get(proof["code"], {}) if proof["claims"] == "included" else None
        assert not rulebook.check_map_proof(proof["root"], proof["code"], record, proof), self.name
        return proof

    def proved(self, expect, asked):
        proof = {"code": asked, "root": expect["map"], **rulebook.map_proof(expect["records"], asked)}
        assert rulebook.check_map_proof(expect["map"], asked, expect["records"].get(asked), proof)
        return proof


def digests(*labels):
    return sorted(digest(label) for label in labels)


HISTORIES = {}


def history(rule, name=None):
    """Decorator: the function writes one history, which is named like it."""
    def keep(write):
        title = name or write.__name__.strip("_").replace("_", "-")
        assert title not in HISTORIES, title
        HISTORIES[title] = (rule, write)
        return write
    return keep
