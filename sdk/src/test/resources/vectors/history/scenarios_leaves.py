"""Histories of leaves as such: encoding, the first checks, sets of several signers, batches, state leaves, stopping, proofs."""
import json

from builder import (DAY, ENTITY, HOUR, ORIGIN, ZEROS, b64, canonical, code, digest, digests, history, jws, jwk, kid,
                     other_signature, sha256)
from p256 import N, P
from rulebook import CODE_ALPHABET, unb64

TYP = "rescue-statement+jwt"


def payload_of(leaf):
    return json.loads(unb64(leaf.split(".")[1]))


def withdrawal(h, **changes):
    """The payload of a withdraw by org, not yet signed."""
    return {"act": "withdraw", "log": ORIGIN, "sub": code("org"), "jti": h.jti(), "iat": h.now, **changes}


# --- §1 Encoding ------------------------------------------------------------------------------------------------------


@history("§1 the signature: 64 bytes, r and s in range, s low")
def malformed_signature(h):
    h.start("org")
    good = h.statement("org", "withdraw", code("org"))
    for change in (lambda r, s: (r, N - s), lambda r, s: (r, 0), lambda r, s: (0, s), lambda r, s: (N, s), lambda r, s: (r, N)):
        h.add(other_signature(good, change), "malformed")
    signing_input, signature = good.rsplit(".", 1)
    raw = unb64(signature)
    for wrong in (b"", raw[:63], raw + b"\0"):
        h.add(signing_input + "." + b64(wrong), "malformed")
    h.add(good)
    h.close()


@history("§1 base64url: no padding, no other alphabet, unused trailing bits zero; three parts")
def malformed_base64url(h):
    h.start("org")
    good = h.statement("org", "withdraw", code("org"))
    header, payload, signature = good.split(".")
    last = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    bits = last[last.index(signature[-1]) + 1]  # 64 bytes leave 4 bits over
    for wrong in (
            ".".join((header, payload, signature[:-1] + bits)), good + "==", good + "=", good + "\n", " " + good, good + ".",
            header + "." + payload, good + "." + signature, ".".join((header, payload, signature[:-1])), "", ".", "..",
            ".".join((header, payload + "A", signature)), ".".join((header, "+" + payload[1:], signature)),
            ".".join((header, "é" + payload[1:], signature)), ".".join(("", payload, signature))):
        h.add(wrong, "malformed")
    h.add(good)
    h.close()


@history("§1 header and payload in RFC 8785 form")
def malformed_json(h):
    h.start("org")
    payload = withdrawal(h)
    text = canonical(payload).decode()
    wrong = [
        text.replace(":", ": "), text + " ", json.dumps(dict(reversed(payload.items()))).replace(" ", ""), "\ufeff" + text,
        text[:-1] + ',"sub":"%s"}' % code("org"), text.replace('"withdraw"', '"with\\u0064raw"'), text.replace('/log"', '\\/log"'),
        text.replace(str(h.now), str(h.now) + ".0"), text.replace(str(h.now), "18e8"), text.replace(str(h.now), "0" + str(h.now)),
        text.replace(str(h.now), "-0"), text.replace(str(h.now), str(2**53)), "[" + text + "]", "null", "", text[:-1], "1",
        text.replace(str(h.now), "NaN"), text.replace("withdraw", "with\tdraw"), text.replace(str(h.now), "-1")]
    for each in wrong:
        h.add(jws("org", TYP, each.encode()), "malformed")
    h.add(jws("org", TYP, b"\xff" + text.encode()), "malformed")
    h.add(jws("org", TYP, text.encode()))
    h.close()


@history("§1 the header has exactly alg, kid, typ")
def malformed_header(h):
    h.start("org")
    right = {"alg": "ES256", "kid": kid("org"), "typ": TYP}
    wrong = [
        {**right, "typ": "JWT"}, {**right, "typ": "rescue-vouch+jwt"}, {**right, "alg": "none"}, {**right, "alg": "ES384"},
        {**right, "crit": []}, {"alg": "ES256", "kid": kid("org")}, {"alg": "ES256", "typ": TYP}, {**right, "kid": "org"},
        {**right, "kid": kid("org") + "="}, {**right, "kid": 1}, {**right, "jwk": jwk("org")},
        b'{"typ":"' + TYP.encode() + b'","alg":"ES256","kid":"' + kid("org").encode() + b'"}', []]
    for header in wrong:
        h.add(jws("org", TYP, withdrawal(h), header=header or b"[]"), "malformed")
    h.add(jws("org", TYP, withdrawal(h), header=right))
    h.close()


@history("§1 the payload's members: a missing one, one the row does not name, null, a wrong type")
def malformed_members(h):
    h.start("org")
    right = withdrawal(h)
    for name in right:
        h.add(jws("org", TYP, {n: v for n, v in right.items() if n != name}), "malformed")
    wrong = [{"basis": [h.ids["org"]]}, {"reason": "unspecified"}, {"jti": b64(bytes(15))}, {"jti": b64(bytes(17))}, {"jti": 1},
             {"iat": str(h.now)}, {"iat": True}, {"iat": 2**40}, {"act": 1}, {"log": 1}, {"sub": None}, {"sub": 1},
             {"act": "Withdraw", "log": "other.example/log"}, {"jti": ZEROS[:21] + "B"}]
    for change in wrong:
        h.add(jws("org", TYP, {**right, **change}), "malformed")
    suspend = h.statement("vera", "suspend", code("org"), reason="unspecified", until=h.now + HOUR)
    h.add(jws("vera", TYP, {**payload_of(suspend), "confirms": None}), "malformed")
    h.add(jws("vera", TYP, {**payload_of(suspend), "until": None}), "malformed")
    h.close()


@history("§1 types: code, digest, set, jwk, and basis of at least one id")
def malformed_types(h):
    h.start("org")
    symbols = code("org")[3:].replace("-", "")
    swapped = symbols[:11] + CODE_ALPHABET[(CODE_ALPHABET.index(symbols[11]) + 1) % 32]
    wrong = "RR-" + "-".join((swapped[:4], swapped[4:8], swapped[8:]))
    for sub in (wrong, code("org").lower(), code("org").replace("-", ""), "RR" + symbols, symbols, ENTITY, code("org") + " "):
        h.add(jws("org", TYP, withdrawal(h, sub=sub)), "malformed")
    bind = {"account": digest("x"), "basis": [h.ids["org"]]}
    for change in ({"account": b64(bytes(31))}, {"account": ZEROS[:-1] + "B"}, {"account": digest("x") + "="}, {"basis": []},
                   {"basis": h.ids["org"]}, {"basis": None}, {"basis": [h.ids["org"], h.ids["org"]]},
                   {"basis": sorted([h.ids["org"], digest("a")], reverse=True)}):
        h.do("org", "bind", code("org"), expect="malformed", **{**bind, **change})
    three = sorted(digests("a", "b", "c"))
    for profile in ([], [three[1], three[0]], [three[0], three[0]], digests(*map(str, range(33))), [1], three[0], {}):
        h.do("org", "amend", code("org"), expect="malformed", basis=[h.ids["org"]], profile=profile, kind=ZEROS, jurisdiction=ZEROS)
    point = jwk("new")
    off = {**point, "y": jwk("other")["y"]}
    outside = {**point, "x": b64((P + 5).to_bytes(32, "big"))}
    for bad in (off, outside, {**point, "kid": "x"}, {**point, "crv": "P-384"}, {**point, "kty": "OKP"}, {**point, "x": point["x"] + "A"},
                {"kty": "EC", "crv": "P-256", "x": point["x"]}, "key"):
        h.do("op1", "appoint", expect="malformed", body="alpha", key=bad, role="vetter", basis=[h.charter_id])
    for name in ("", "Alpha", "alpha_", "a" * 33, "registry"):
        h.do("op1", "appoint", expect="malformed", body=name, key=point, role="vetter", basis=[h.charter_id])
    h.do("op1", "appoint", expect="unknown_body", body="a" * 32, key=point, role="vetter", basis=[h.charter_id])
    h.close()


@history("§1 the order of a set is that of its strings as written, not of the bytes they stand for")
def set_order(h):
    h.start("org")
    low, high = "-" + ZEROS[1:], "A" + ZEROS[1:]  # '-' stands for 62 and is written before 'A', which stands for 0
    last = "_" + ZEROS[1:]
    for profile, expect in (([high, low], "malformed"), ([low, high, last], "effective"), ([high, last, low], "malformed")):
        h.do("org", "amend", code("org"), expect=expect, basis=[h.ids["org"]], profile=profile, kind=ZEROS, jurisdiction=ZEROS)
    h.close()


@history("§1 a leaf is at most 65,535 bytes, §4 also one that stops the reader")
def leaf_too_long(h):
    h.start("org")
    header, payload, _ = h.statement("op1", "marry").split(".")
    unsigned = header + "." + payload + "."
    h.add(unsigned.ljust(65_536, "A"), "malformed")
    h.close()
    h.stops(unsigned.ljust(65_535, "A"), "unknown_act")


# --- §5 the first checks ----------------------------------------------------------------------------------------------


@history("§5 checks 1 to 7, each fault with the next one beside it: the earlier code")
def check_order(h):
    h.start("org")
    h.do("org", "withdraw", code("org"))
    again = h.leaves[-1]
    old = h.now - 24 * HOUR - 1
    bind = {"account": digest("org account"), "basis": [digest("old")]}
    bad = lambda leaf: other_signature(leaf, lambda r, s: (r, s - 1))
    h.do("org", "bind", code("org"), expect="malformed", log="other.example/log", extra=1, **bind)
    h.do("stranger", "bind", code("nobody"), expect="wrong_log", log="other.example/log", iat=old, **bind)
    h.do("stranger", "bind", code("nobody"), expect="too_old", iat=old, **bind)
    h.do("stranger", "bind", code("nobody"), expect="from_future", iat=h.now + 61, **bind)
    h.do("stranger", "bind", code("nobody"), expect="unknown_subject", **bind)
    h.do("stranger", "bind", code("org"), expect="unknown_signer", **bind)
    h.add(bad(h.statement("op1", "bind", code("org"), **bind)), "bad_signature")
    h.do("op1", "bind", code("org"), expect="signer_not_entitled", **bind)
    h.do("org", "bind", code("org"), expect="superseded", **bind)
    h.do("org", "bind", code("org"), expect="account_known", **{**bind, "basis": [h.ids["org"]]})
    h.do("stranger", "dismiss", "x", expect="too_old", iat=old, key=kid("nobody"), reason="unspecified")
    h.do("stranger", "dismiss", "x", expect="wrong_subject", key=kid("nobody"), reason="unspecified")
    h.do("stranger", "dismiss", expect="unknown_signer", key=kid("nobody"), reason="unspecified")
    h.do("vera", "dismiss", expect="signer_not_entitled", key=kid("nobody"), reason="unspecified")
    h.close(2 * DAY)
    h.add(again, "duplicate")  # and too old
    h.close()


@history("§5 check 3: an id is legal once per log, whatever the signature, in this batch and later ones; a void one does not count")
def duplicate(h):
    h.start("org")
    h.do("org", "withdraw", code("org"))
    h.add(h.leaves[-1], "duplicate")
    h.add(other_signature(h.leaves[-1], lambda r, s: (r, s - 1)), "duplicate")
    confirm = h.statement("vera", "confirm", code("org"), account=digest("org account"), until=h.now + DAY, basis=[h.ids["org"]])
    h.add(other_signature(confirm, lambda r, s: (r, s - 1)), "bad_signature")
    h.add(confirm, "pending")
    h.add(confirm, "duplicate")
    early = h.statement("org", "bind", code("org"), account=digest("x"), iat=h.now + 100, basis=[h.ids["org"]])
    h.add(early, "from_future")
    h.close(100)
    h.add(early)
    h.add(confirm, "duplicate")
    h.close(HOUR)
    h.add(early, "duplicate")
    h.close()


@history("§5 check 4: statement_age and statement_skew, exactly and one second beyond, by the time of the batch")
def age_and_skew(h):
    h.limits["statement_age"], h.limits["statement_skew"] = 1000, 60
    h.start("org")
    retract = lambda expect, iat: h.do("org", "retract", code("org"), expect=expect, attestation=ZEROS, iat=iat)
    retract("effective", h.now - 1000)
    retract("too_old", h.now - 1001)
    retract("effective", h.now + 60)
    retract("from_future", h.now + 61)
    h.close()


@history("§2 limits: a recharter's hold for what follows in the same batch")
def limits_change_in_a_batch(h):
    h.start("org")
    h.do("org", "retract", code("org"), attestation=ZEROS, iat=h.now - 1000)
    h.limits["statement_age"], h.limits["wait"] = 500, 77
    h.charter_id = h.recharter("op1", ["council"])
    h.do("org", "retract", code("org"), expect="too_old", attestation=ZEROS, iat=h.now - 1000)
    done = h.do("org", "withdraw", code("org"))
    h.close()
    h.wants("org", waiting=[{"act": "withdraw", "by": done, "from": h.now + 77}])


@history("§5 check 6: a kid that is live, signed with another key; and a key nobody holds")
def kid_of_somebody_else(h):
    h.start("org", "org2")
    header = {"alg": "ES256", "kid": kid("org"), "typ": TYP}
    h.add(jws("org2", TYP, withdrawal(h), header=header), "bad_signature")
    h.add(jws("org", TYP, withdrawal(h), header={**header, "kid": kid("org2")}), "bad_signature")
    h.add(jws("org", TYP, withdrawal(h), header={**header, "kid": kid("stranger")}), "unknown_signer")
    h.do("org2", "withdraw", code("org"), expect="signer_not_entitled")
    h.do("org", "withdraw", code("nobody"), expect="unknown_subject")
    h.do("op1", "finding", code("nobody"), expect="unknown_subject", complaint=ZEROS, outcome="settled")
    h.close()


@history("§5 check 2: a statement for another log")
def wrong_log(h):
    h.start("org")
    h.do("org", "withdraw", code("org"), expect="wrong_log", log="other.example/log")
    h.do("org", "withdraw", code("org"), expect="wrong_log", log="")
    h.close()


# --- §3 Several signers -----------------------------------------------------------------------------------------------


def dismissal(h, who, expect, **more):
    return h.do(who, "dismiss", expect=expect, key=kid("vera"), reason="unspecified", **more)


@history("§3 a set lapses when a batch is more than approval_window after its earliest statement; exactly then it still stands")
def set_lapses(h):
    h.operators, h.quorum, h.limits["approval_window"] = ["op1", "op2", "op3"], 3, 1000
    h.start()
    dismissal(h, "op1", "pending")
    h.close(500)
    dismissal(h, "op2", "pending")
    h.close(500)
    dismissal(h, "op2", "already_signed")
    h.close(1)
    dismissal(h, "op2", "pending")  # the whole set is gone, op2's too
    dismissal(h, "op1", "pending")
    h.close(1000)
    dismissal(h, "op3", "effective")
    h.close()


@history("§3 when the earliest signer of a set is dropped, the window runs from the earliest that is left")
def set_without_its_first(h):
    h.operators, h.quorum, h.limits["approval_window"] = ["op1", "op2", "op3"], 2, 1000
    h.start("org")
    h.auditors()
    h.appoint("valentin", "alpha")
    confirm = {"account": digest("org account"), "until": h.now + DAY, "basis": [h.ids["org"]]}
    dismissal(h, "op1", "pending")
    h.do("anna", "finding", code("org"), expect="pending", complaint=ZEROS, outcome="settled")
    h.close(600)
    h.operators = ["op2", "op3"]
    h.charter_id = h.recharter("op2", ["op1", "op3", "council"])
    dismissal(h, "op2", "pending")
    h.do("vera", "confirm", code("org"), expect="pending", **confirm)
    h.close(600)
    dismissal(h, "op3", "effective")  # vera's own confirm falls with her
    h.do("boris", "finding", code("org"), expect="pending", complaint=ZEROS, outcome="settled")
    h.do("viktor", "confirm", code("org"), expect="pending", **confirm)
    h.do("valentin", "confirm", code("org"), **confirm)
    h.close()


@history("§3 each is judged at its own leaf: what was granted is superseded meanwhile")
def set_judged_again(h):
    h.operators, h.quorum = ["op1", "op2"], 2
    h.start()
    members = h.admission("org")
    appoint = {"body": "alpha", "key": jwk("new"), "role": "vetter", "basis": [h.charter_id]}
    h.do("op1", "admit", expect="pending", **members)
    h.do("op1", "appoint", expect="pending", **appoint)
    h.limits["wait"] = 60
    h.charter_id = h.recharter("op1", ["op2", "council"])
    h.do("op2", "admit", expect="superseded", **members)
    h.do("alpha", "appoint", expect="superseded", **appoint)
    h.close()


@history("§3 complete means at least k: the quorum shrank meanwhile")
def set_and_smaller_quorum(h):
    h.operators, h.quorum = ["op1", "op2", "op3"], 3
    h.start()
    dismissal(h, "op1", "pending")
    h.quorum = 2
    h.charter_id = h.recharter("op1", ["op2", "op3", "council"])
    dismissal(h, "op1", "already_signed")
    dismissal(h, "op2", "effective")
    h.close()


@history("§3 equal: identical but for jti and iat; order of signing does not matter, but each member does")
def set_of_equal_statements(h):
    h.operators, h.quorum = ["op1", "op2"], 2
    h.start()
    dismissal(h, "op1", "pending", iat=h.now - 1000)
    dismissal(h, "op2", "pending", **{"from": 0})
    dismissal(h, "op2", "effective", iat=h.now)
    dismissal(h, "op1", "unknown_person", **{"from": 0})
    h.close()


# --- §4 Batches, §8 State leaf ----------------------------------------------------------------------------------------


@history("§4 batches: empty ones, equal times, leaves after the last state leaf are not folded")
def batches(h):
    h.start("org")
    h.close()
    h.close()
    h.do("org", "suspend", code("org"), reason="protective")
    h.close()
    h.close(DAY)
    h.do("org", "withdraw", code("org"))
    h.add("nonsense")


@history("§4 a log without a state leaf: nothing is folded")
def batch_not_closed(h):
    h.found()


@history("§4 no leaves at all")
def no_leaves(h):
    assert h.leaves == []


@history("§4 a leaf that begins with { and closes no batch is void, and the batch goes on")
def state_misplaced(h):
    h.start("org")
    h.do("org", "withdraw", code("org"))
    for change in ({"size": len(h.leaves) - 1}, {"size": 0}, {"log": "other.example/log"}, {"time": h.now - HOUR - 1}, {"rules": 0},
                   {"act": "status"}, {"extra": 1}, {"time": 2**40}, {"map": ZEROS[:-1]}, {"charter": None}, {"time": str(h.now)},
                   {"status_lists": []}, {"status_lists": {"x": {"bits": 1, "length": 4, "sha256": ZEROS}}}, {"size": -1}):
        h.add(canonical(h.state(**{"size": len(h.leaves), **change})).decode(), "state_misplaced")
    for name in ("attestations", "charter", "log", "map", "rules", "size", "status_lists", "time", "act"):
        state = h.state()
        del state[name]
        h.add(canonical(state).decode(), "state_misplaced")
    text = canonical(h.state()).decode()
    for wrong in ("{", "{}", text + " ", text + "\n", text.replace(":", ": "), text[:-1] + ',"time":1}', "{" + text):
        h.add(wrong, "state_misplaced")
    h.add(" " + text, "malformed")
    h.add("[" + text + "]", "malformed")
    h.do("org", "suspend", code("org"), reason="protective")
    h.close()
    h.wants("org", status="suspended", since=h.now)


@history("§4 time never decreases: a state leaf as late as the one before closes a batch, an earlier one does not")
def state_time(h):
    h.start("org")
    h.close(-1)
    h.add(canonical(h.state()).decode(), "state_misplaced")
    h.later(1)
    h.close()


@history("§8 a state leaf that differs is wrong; the reader goes on from its own result")
def wrong_state(h):
    h.start("org")
    lists = h.state()["status_lists"]
    uri = next(iter(lists))
    h.close(differs=["map"], map=ZEROS)
    h.close(differs=["charter"], charter=digest("other"))
    h.do("org", "suspend", code("org"), reason="protective")
    h.close(differs=["status_lists"], status_lists=lists)  # still says active
    h.close(differs=["status_lists"], status_lists={})
    right = h.state()["status_lists"]
    h.close(differs=["status_lists"], status_lists={**right, ENTITY + "/status/2": right[uri]})
    h.close(differs=["status_lists"], status_lists={uri: {**right[uri], "length": 4}})
    h.close(differs=["status_lists"], status_lists={uri.replace("https", "http"): right[uri]})
    h.close(differs=["charter", "map", "status_lists"], map=digest("m"), charter=digest("c"), status_lists={})
    h.close(attestations=digest("whatever"))  # not for the reducer to judge
    h.close()
    h.wants("org", status="suspended")


@history("§8 a wrong state of the very first batch")
def wrong_first_state(h):
    h.found()
    h.close(differs=["charter", "status_lists"], charter=ZEROS, status_lists={ENTITY + "/status/1": {
        "bits": 2, "length": 131072, "sha256": b64(sha256(bytes(32768)))}})
    h.vetters()
    h.close()


# --- §4 Stopping ------------------------------------------------------------------------------------------------------


@history("§4 Stopping: an act that this page does not name; the batch it stands in is not judged")
def stop_at_unknown_act(h):
    h.start("org")
    h.do("org", "suspend", code("org"), reason="protective")
    anything = {"new": [1, "two", None, True, 2**53 - 1, 1 - 2**53, {"\u20ac": "\u0001", "\U0001f600": "/", "\ufb33": "\""}]}
    h.stops(h.statement("op1", "marry", anything=anything), "unknown_act")
    h.close()
    h.close()


@history("§4 Stopping: signature and other members are not looked at; state is no statement's act")
def stop_at_unknown_act_unsigned(h):
    h.start("org")
    payload = canonical({"act": "state", "log": ORIGIN})
    header = canonical({"alg": "ES256", "kid": ZEROS, "typ": TYP})
    h.stops(b64(header) + "." + b64(payload) + ".", "unknown_act")


@history("§4 Stopping: also in a log without a charter, and without a state leaf behind")
def stop_without_charter(h):
    h.add("nonsense", "no_charter")
    h.close(expect="no_charter")
    h.stops(h.statement("op1", "marry"), "unknown_act")


@history("§4 Stopping: what does not stop: another log, another typ, no object, no string")
def unknown_act_that_does_not_stop(h):
    h.start("org")
    h.do("op1", "marry", expect="malformed", log="other.example/log")
    h.add(jws("op1", "rescue-approval+jwt", {"act": "marry", "log": ORIGIN}), "malformed")
    h.add(jws("op1", TYP, {"log": ORIGIN}), "malformed")
    h.add(jws("op1", TYP, {"act": 1, "log": ORIGIN}), "malformed")
    h.add(jws("op1", TYP, {"act": "marry"}), "malformed")
    h.add(jws("op1", TYP, b'{"act":"marry", "log":"%s"}' % ORIGIN.encode()), "malformed")
    h.add(jws("op1", TYP, {"act": "recharter", "log": "other.example/log", "charter": {"rules": 2}}), "malformed")
    h.add(jws("op1", TYP, {"act": "recharter", "log": ORIGIN, "charter": {"rules": "2"}}), "malformed")
    h.add(jws("op1", TYP, {"act": "appoint", "log": ORIGIN, "charter": {"rules": 2}}), "malformed")
    for number in (2**53, -2**53, 10**17):
        h.add(jws("op1", TYP, {"act": "marry", "log": ORIGIN, "number": number}), "malformed")
    h.add(canonical(h.state(rules=2, log="other.example/log")).decode(), "state_misplaced")
    h.add(canonical(h.state(rules=2, act="status")).decode(), "state_misplaced")
    h.add(canonical(h.state(rules="2")).decode(), "state_misplaced")
    h.close()


@history("§4 Stopping: a state leaf with rules above 1")
def stop_at_state_of_later_rules(h):
    h.start("org")
    h.do("org", "suspend", code("org"), reason="protective")
    h.stops(canonical(h.state(rules=2)).decode(), "unknown_rules")
    h.close()


@history("§4 Stopping: a state leaf with rules above 1 stops wherever it stands and whatever else is in it")
def stop_at_stray_state_of_later_rules(h):
    h.start("org")
    h.stops(canonical({"act": "state", "log": ORIGIN, "rules": 3, "size": 0, "verkle": True}).decode(), "unknown_rules")


# --- §9 Proofs --------------------------------------------------------------------------------------------------------


@history("§9 proofs: no records")
def proof_in_empty_map(h):
    h.found()
    h.close()
    h.proof("org")


@history("§9 proofs: one record")
def proof_in_map_of_one(h):
    h.start("org")
    h.proof("org")
    h.proof("nobody")
    h.refused("org", lambda p: {**p, "claims": "not_included"})
    h.refused("nobody", lambda p: {**p, "code": code("org"), "claims": "not_included"})
    h.refused("org", lambda p: {**p, "siblings": [ZEROS], "claims": "included"})


@history("§9 proofs: several records; absent codes that end in nothing and in another code's leaf; proofs to refuse")
def proofs(h):
    names = ["team %d" % n for n in range(9)]
    h.start(*names)
    h.do(names[3], "suspend", code(names[3]), reason="protective")
    h.close()
    for name in names:
        h.proof(name)
    for n in range(8):
        h.proof("nobody %d" % n)
    first, second = names[0], names[1]
    h.refused(first, lambda p: {**p, "siblings": p["siblings"][:-1]})
    h.refused(first, lambda p: {**p, "siblings": p["siblings"] + [ZEROS]})
    h.refused(first, lambda p: {**p, "siblings": list(reversed(p["siblings"]))})
    h.refused(first, lambda p: {**p, "siblings": [ZEROS] + p["siblings"][1:]})
    h.refused(first, lambda p: {**p, "siblings": [ZEROS] * 257})
    h.refused(first, lambda p: {**p, "leaf": {**p["leaf"], "value": digest("other")}})
    h.refused(first, lambda p: {n: v for n, v in p.items() if n != "leaf"})
    h.refused(first, lambda p: {**p, "code": code(second)})
    h.refused(first, lambda p: {**p, "root": digest("other")})
    h.refused(first, lambda p: {**p, "claims": "not_included"})
    h.refused(first, lambda p: {n: v for n, v in {**p, "claims": "not_included"}.items() if n != "leaf"})
    h.refused(first, lambda p: {**p, "code": code(h.far_from(first)), "claims": "not_included"})  # does not share the bits walked
