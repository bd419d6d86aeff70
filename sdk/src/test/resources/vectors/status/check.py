"""Checks the status vectors by the steps of docs/reference/status-proof.md. Naive on purpose; no libraries."""

import base64
import functools
import hashlib
import json
import pathlib
import sys

HERE = pathlib.Path(__file__).parent
ZEROS = bytes(32)


def h(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


# Ed25519 (RFC 8032), section 5.1.7, slowly.
P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT = pow(2, (P - 1) // 4, P)


def add(a, b):
    (x1, y1), (x2, y2) = a, b
    k = D * x1 * x2 * y1 * y2
    return (
        (x1 * y2 + x2 * y1) * pow(1 + k, P - 2, P) % P,
        (y1 * y2 + x1 * x2) * pow(1 - k, P - 2, P) % P,
    )


def times(point, n):
    out = (0, 1)
    while n:
        if n & 1:
            out = add(out, point)
        point = add(point, point)
        n >>= 1
    return out


def point(raw):
    y = int.from_bytes(raw, "little") & (2**255 - 1)
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if x * x % P != square:
        x = x * ROOT % P
    if x * x % P != square:
        raise ValueError("no point")
    return (P - x if x & 1 != raw[31] >> 7 else x, y)


BASE = point(bytes([0x58] + [0x66] * 31))


@functools.lru_cache(None)
def verifies(key, message, signature):
    s = int.from_bytes(signature[32:], "little")
    if s >= L:
        return False
    k = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % L
    return times(BASE, s) == add(point(signature[:32]), times(point(key), k))


class No(Exception):
    def __init__(self, outcome, reason):
        super().__init__(outcome, reason)
        self.answer = {"outcome": outcome, "reason": reason}


def refuse(reason):
    raise No("refuted", reason)


def unknown(reason):
    raise No("undetermined", reason)


class Policy:
    """C2SP tlog-policy, as far as these files need it."""

    def __init__(self, text):
        self.log_keys, self.witnesses, self.groups, self.quorum = [], {}, {}, None
        for line in text.splitlines():
            words = line.split()
            if words[0] == "log":
                self.log_keys.append(words[1])
            elif words[0] == "witness":
                self.witnesses[words[1]] = words[2]
            elif words[0] == "group":
                self.groups[words[1]] = (words[2], words[3:])
            elif words[0] == "quorum":
                self.quorum = words[1]
        self.origin = self.log_keys[0].split("+")[0]

    def met(self, names, group=None):
        group = group or self.quorum
        if group in self.witnesses:
            return group in names
        need, members = self.groups[group]
        have = sum(self.met(names, member) for member in members)
        return have >= {"any": 1, "all": len(members)}.get(need) if need in ("any", "all") else have >= int(need)


def ed25519(vkey):
    """Name, key id and raw key of a verifier key; None in place of the key if it is of another kind."""
    name, key_id, data = vkey.split("+", 2)
    raw = base64.b64decode(data)
    return name, bytes.fromhex(key_id), raw[1:] if raw[0] in (1, 4) else None


def signatures(lines):
    for line in lines:
        _, name, data = line.split(" ")
        raw = base64.b64decode(data)
        yield name, raw[:4], raw[4:]


def cosigned(text, lines, policy):
    """The cosignature times by name in the policy, after all that is known was verified."""
    signed, times_of = False, {}
    for name, key_id, signature in signatures(lines):
        for vkey in policy.log_keys:
            if (name, key_id) == ed25519(vkey)[:2]:
                key = ed25519(vkey)[2]
                if key and not verifies(key, text, signature):
                    refuse("note_bad_signature")
                signed = True
        for witness, vkey in policy.witnesses.items():
            if (name, key_id) == ed25519(vkey)[:2]:
                key = ed25519(vkey)[2]
                if key is None:
                    raise NotImplementedError("ML-DSA-44")
                time = int.from_bytes(signature[:8], "big")
                if not verifies(key, b"cosignature/v1\ntime %d\n" % time + text, signature[8:]):
                    refuse("note_bad_signature")
                times_of[witness] = time
    if not signed:
        refuse("checkpoint_not_signed")
    if not policy.met(times_of):
        unknown("policy_not_met")
    return times_of


def included(leaf, index, path, size, root):
    """RFC 9162, section 2.1.3.2."""
    if index >= size:
        return False
    fn, sn, r = index, size - 1, h(b"\0", leaf)
    for p in path:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            r = h(b"\1", p, r)
            while not fn & 1 and fn:
                fn >>= 1
                sn >>= 1
        else:
            r = h(b"\1", r, p)
        fn >>= 1
        sn >>= 1
    return sn == 0 and r == root


def url64(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def unpacked(block):
    """The siblings from the root down, zeros where absent."""
    n = block[0] if block else 33
    bits = "".join("{:08b}".format(byte) for byte in block[1 : 1 + n])
    hashes = [block[at : at + 32] for at in range(1 + n, len(block), 32)]
    if n > 32 or len(bits) != 8 * n or n and "1" not in bits[-8:]:
        refuse("siblings_malformed")
    if len(hashes) != bits.count("1") or any(len(each) != 32 or each == ZEROS for each in hashes):
        refuse("siblings_malformed")
    return [hashes.pop(0) if there == "1" else ZEROS for there in bits.rstrip("0")]


class Proof:
    def __init__(self, data):
        head, tlog, checkpoint, signed = data.decode().split("\n\n", 3)
        lines = head.split("\n")
        assert lines.pop(0) == "rescue-registry status-proof 1"
        self.code = lines.pop(0).split(" ")[1]
        word, *rest = lines.pop(0).split(" ", 1)
        self.record = rest[0] if word == "record" else None
        self.other = [base64.b64decode(part) for part in rest[0].split(" ")] if word == "absent" and rest else None
        word, block = lines.pop(0).split(" ")
        assert word == "siblings"
        self.siblings = unpacked(base64.b64decode(block))
        self.state_text = lines.pop(0).split(" ", 1)[1]
        self.state = json.loads(self.state_text)
        self.last, self.next = None, []
        while lines:
            word, value = lines.pop(0).split(" ", 1)
            if word == "last":
                self.last = (value, self.hashes(lines))
            elif word == "next":
                self.next.append((base64.b64decode(value), self.hashes(lines)))
        tlog = tlog.split("\n")
        self.index = int(tlog[1].split(" ")[1])
        self.path = [base64.b64decode(line) for line in tlog[2:]]
        self.checkpoint = (checkpoint + "\n").encode()
        self.origin, size, root = checkpoint.split("\n")
        self.size, self.root = int(size), base64.b64decode(root)
        self.signatures = signed.splitlines()

    @staticmethod
    def hashes(lines):
        out = []
        while lines and " " not in lines[0]:
            out.append(base64.b64decode(lines.pop(0)))
        return out


def bit(key, place):
    return key[place // 8] >> 7 - place % 8 & 1


def map_says(proof):
    key = h(proof.code.encode())
    node = ZEROS
    if proof.record is not None:
        node = h(b"\2", key, h(proof.record.encode()))
    elif proof.other:
        other, value = proof.other
        if other == key or any(bit(other, i) != bit(key, i) for i in range(len(proof.siblings))):
            return False
        node = h(b"\2", other, value)
    for place in reversed(range(len(proof.siblings))):
        sibling = proof.siblings[place]
        node = h(b"\3", sibling, node) if bit(key, place) else h(b"\3", node, sibling)
    return node == url64(proof.state["map"])


def at(record, time):
    """Status and validity after what is due at that time (rulebook, section 7)."""
    status = record["status"]
    for waits in record["waiting"]:
        if waits["from"] <= time and waits["act"] == "withdraw":
            status = "withdrawn"
    if status == "suspended" and all(s.get("until", time + 1) <= time for s in record["suspensions"]):
        status = "active"
    return status, record["valid_from"] <= time < record["valid_until"]


def check(row, data):
    policy = Policy((HERE / row["policy"]).read_text())
    proof, now = Proof(data), row["now"]
    if proof.code != row["code"]:
        refuse("wrong_code")
    if proof.origin != policy.origin:
        refuse("wrong_origin")
    if proof.state["rules"] != 1:
        unknown("rules_too_new")
    cosignatures = cosigned(proof.checkpoint, proof.signatures, policy)
    if not included(proof.state_text.encode(), proof.index, proof.path, proof.size, proof.root):
        refuse("state_not_included")
    if proof.state["log"] != policy.origin:
        refuse("state_of_another_log")
    if proof.state["size"] != proof.index:
        refuse("state_misplaced")
    if not map_says(proof):
        refuse("map_proof_false")
    record = json.loads(proof.record) if proof.record else None
    if proof.last:
        statement, path = proof.last
        if not included(statement.encode(), record["last"]["index"], path, proof.size, proof.root):
            refuse("last_not_included")
        if h(statement.rpartition(".")[0].encode()) != url64(record["last"]["id"]):
            refuse("last_of_another")
    for place, (leaf, path) in enumerate(proof.next):
        if not included(leaf, proof.index + 1 + place, path, proof.size, proof.root):
            refuse("next_not_included")
    as_of = next(
        (
            t
            for t in sorted(cosignatures.values(), reverse=True)
            if t <= now + 60 and policy.met({n for n, at_ in cosignatures.items() if t <= at_ <= now + 60})
        ),
        None,
    )
    if as_of is None:
        unknown("no_time_proven")
    newest = proof.index == proof.size - 1
    time = row.get("at", now)
    if "at" not in row:
        if not newest:
            unknown("state_not_newest")
        if now > as_of + row["max_age"]:
            unknown("too_old")
        if proof.state["time"] > now + 60:
            unknown("state_from_future")
    else:
        if proof.state["time"] > time:
            unknown("state_later_than_asked")
        if newest and time > as_of:
            unknown("not_proven_until")
        if not newest and not (proof.next and json.loads(proof.next[-1][0])["time"] > time):
            unknown("later_state_not_ruled_out")
    if record is None:
        return {"as_of": as_of, "outcome": "not_registered"}
    status, valid = at(record, time)
    return {"as_of": as_of, "outcome": "registered", "status": status, "valid": valid}


#: The reasons that the page's steps name; others are of whoever reads the parts.
STEPS = set(
    "siblings_malformed wrong_code wrong_origin checkpoint_not_signed note_bad_signature policy_not_met state_not_included"
    " state_of_another_log"
    " state_misplaced map_proof_false last_not_included last_of_another next_not_included no_time_proven state_not_newest"
    " too_old state_from_future state_later_than_asked not_proven_until later_state_not_ruled_out rules_too_new".split()
)


def main():
    right, left_out = 0, []
    for row in json.loads((HERE / "index.json").read_text()):
        data, expected = (HERE / row["file"]).read_bytes(), row["expect"]
        try:
            found = check(row, data)
        except No as no:
            found = no.answer
        except NotImplementedError:
            left_out.append(row["file"])
            continue
        except Exception:
            found = {"outcome": "refuted", "reason": "unreadable"}
        by_parser = expected["outcome"] == "refuted" and expected["reason"] not in STEPS
        if found == expected or by_parser and found["outcome"] == "refuted":
            right += 1
        elif by_parser:
            left_out.append(row["file"])
        else:
            print(row["file"], "should be", expected, "and is", found)
            sys.exit(1)
    print(right, "as they should be; left out:", *left_out)


if __name__ == "__main__":
    main()
