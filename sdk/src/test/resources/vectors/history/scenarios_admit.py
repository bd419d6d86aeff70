"""Histories of admission."""
from builder import DAY, HOUR, code, digest, digests, history, jwk, kid, other_signature
from p256 import N


@history("§6 admit: k operators; the record, active, with accounts in force and unconfirmed")
def admit(h):
    h.operators, h.quorum = ["op1", "op2", "op3"], 2
    h.found()
    h.vetters()
    members = h.admission("org")
    h.do("op2", "admit", expect="pending", **members)
    h.close(HOUR)
    index = len(h.leaves)
    done = h.do("op3", "admit", **members)
    h.do("op1", "admit", expect="code_used", **members)
    h.close()
    h.wants("org", status="active", reason=None, since=None, until=None, admitted={"id": done, "index": index},
            last={"id": done, "index": index}, key_by=done, profile_by=done, key=jwk("org"), pause_key=jwk("org pause"),
            accounts=[{"by": done, "confirmations": [], "digest": digest("org account"), "from": h.now}],
            suspensions=[], waiting=[], status_index=0)


@history("§3 several signers: statements that are not equal do not complete each other")
def admit_unequal(h):
    h.operators, h.quorum = ["op1", "op2"], 2
    h.found()
    h.vetters()
    members = h.admission("org")
    h.do("op1", "admit", expect="pending", **members)
    h.do("op2", "admit", expect="pending", **{**members, "valid_until": members["valid_until"] + 1})
    h.do("op2", "admit", expect="pending", **{**members, "status_index": 1})
    h.close()
    h.do("op2", "admit", **members)
    h.do("op1", "admit", expect="code_used", **{**members, "status_index": 1})
    h.close()


@history("§6 admit: code and signer")
def admit_code(h):
    h.start("org")
    for name in ("council", "alpha", "vera", "org"):
        h.do(name, "admit", expect="signer_not_entitled", **h.admission("new", status_index=1))
    h.admit("new", expect="wrong_prefix", sub=code("new", prefix="CM"), status_index=1)
    h.admit("new", expect="code_used", sub=code("org"), status_index=1)
    h.do("vera", "admit", expect="signer_not_entitled", **{**h.admission("new"), "sub": code("new", prefix="CM")})
    h.close()


@history("§6 admit: the application is for this registry and signed with its key")
def admit_application(h):
    h.found()
    h.vetters()
    for changes in ({"log": "other.example/log"}, {"sub": "https://other.example"}):
        h.admit("org", expect="application_invalid", application=h.application("org", **changes))
    h.admit("org", expect="application_invalid", application=h.application("org", signer="org pause"))
    forged = other_signature(h.application("org"), lambda r, s: (r, s - 1))
    h.admit("org", expect="application_invalid", application=forged)
    stolen = h.application("org", signer="org", key=jwk("other"))
    h.admit("org", expect="application_invalid", application=stolen)
    h.close()


@history("§6 admit: the application's keys differ and are fresh")
def admit_keys(h):
    h.start("org")
    h.admit("new", expect="key_used", application=h.application("new", pause_key=jwk("new")), status_index=1)
    for name in ("vera", "op2", "council", "org pause", "alpha"):
        h.admit("new", expect="key_used", application=h.application("new", pause_key=jwk(name)), status_index=1)
    h.admit("new", expect="key_used", application=h.application("org"), status_index=1)
    h.admit("new", expect="key_used", status_index=1, application=h.application("new", signer="vera", key=jwk("vera")))
    h.close()


def vouched(h, org, expect, names=("vera", "viktor"), change=(), by="vera", **more):
    """An admission in which the vouch of `by` is made with `change`."""
    form = h.application(org)
    vouches = [h.vouch(name, form, **(dict(change) if name == by else {})) for name in sorted(names, key=kid)]
    h.admit(org, expect=expect, application=form, vouches=vouches, **more)


@history("§6 admit: every vouch is for this log and application and lives at most vouch_max")
def admit_vouch_invalid(h):
    h.found()
    h.vetters()
    vouched(h, "org", "vouch_invalid", change={"log": "other.example/log"})
    vouched(h, "org", "vouch_invalid", change={"application": digest("other")})
    vouched(h, "org", "vouch_invalid", change={"exp": h.now + 30 * DAY + 1})
    vouched(h, "org", "vouch_invalid", change={"exp": h.now})
    vouched(h, "org", "vouch_invalid", change={"iat": h.now + 30 * DAY})
    form = h.application("org")
    vouches = [h.vouch(name, form) for name in sorted(("vera", "viktor"), key=kid)]
    vouches[0] = other_signature(vouches[0], lambda r, s: (r, s - 1))
    h.admit("org", expect="vouch_invalid", application=form, vouches=vouches)
    vouched(h, "org", "effective", change={"exp": h.now + 30 * DAY})
    h.close()


@history("§6 admit: a vouch is signed by a live vetter")
def admit_vouch_by_stranger(h):
    h.found()
    h.vetters()
    h.auditors()
    h.appoint("galina", "alpha")
    h.do("alpha", "dismiss", key=kid("galina"), reason="unspecified")
    for stranger in ("galina", "anna", "op2", "stranger"):
        h.appointments.setdefault(stranger, digest("none"))
        vouched(h, "org", "vouch_by_stranger", names=("viktor", stranger), by=stranger)
    vouched(h, "org", "vouch_invalid", names=("viktor", "stranger"), change={"log": "x"}, by="stranger")
    h.close()


@history("§6 admit: exp is after the batch's time")
def admit_vouch_expired(h):
    h.found()
    h.vetters()
    form = h.application("org")
    vouches = [h.vouch(name, form, exp=h.now + HOUR) for name in sorted(("vera", "viktor"), key=kid)]
    h.close(HOUR)
    h.admit("org", expect="vouch_expired", application=form, vouches=vouches)
    h.close()
    h.do("op1", "admit", expect="effective", **h.admission("org"))
    h.close()


@history("§6 admit: a vouch one second before its end")
def admit_vouch_just_in_time(h):
    h.found()
    h.vetters()
    form = h.application("org")
    vouches = [h.vouch(name, form, exp=h.now + HOUR) for name in sorted(("vera", "viktor"), key=kid)]
    h.close(HOUR - 1)
    h.admit("org", application=form, vouches=vouches)
    h.close()


@history("§6 admit: the vetters are of at least two bodies; nobody vouches twice; 2 to 8 vouches in order of kid")
def admit_vouches_short(h):
    h.found()
    h.vetters()
    h.appoint("valentin", "alpha")
    h.admit("org", expect="vouches_short", vouchers=("vera", "valentin"))
    form = h.application("org")
    one, two = (h.vouch(name, form) for name in sorted(("vera", "viktor"), key=kid))
    again = h.vouch("vera", form)
    for vouches in ([one], [two, one], sorted([h.vouch("vera", form), again]), []):
        h.admit("org", expect="malformed", application=form, vouches=vouches)
    h.admit("org", vouchers=("vera", "valentin", "viktor"))
    h.close()


@history("§6 admit: one vouch after the other, each through all its checks")
def admit_vouch_by_vouch(h):
    h.found()
    h.vetters()
    form = h.application("org")
    first, second = sorted(("vera", "viktor"), key=kid)
    short = {"log": "other.example/log"}
    h.later(1)
    h.admit("org", expect="vouch_expired", application=form, vouches=[h.vouch(first, form, iat=h.now - 1, exp=h.now),
                                                                     h.vouch(second, form, **short)])
    h.admit("org", expect="vouch_invalid", application=form, vouches=[h.vouch(first, form, **short),
                                                                     h.vouch(second, form, iat=h.now - 1, exp=h.now)])
    h.close()


@history("§6 admit: basis is the charter in force and the vouchers' appointments, looked at after the vouches")
def admit_superseded(h):
    h.start("org")
    right = h.admission("new")["basis"]
    for wrong in ([h.charter_id], right[:2], right[1:], sorted([*right, digest("more")])):
        h.admit("new", expect="superseded", basis=wrong, status_index=0)
    h.appoint("valentin", "alpha")
    h.admit("new", expect="vouches_short", vouchers=("vera", "valentin"), basis=[digest("old")], status_index=0)
    h.admit("new", expect="status_index_used", status_index=0)
    h.limits["wait"] = 60
    h.charter_id = h.recharter("op1", ["council"])
    h.admit("new", expect="superseded", basis=right, status_index=1)
    h.admit("new", status_index=1)
    h.close()


@history("§6 admit: status_index")
def admit_status_index(h):
    h.limits["status_list_size"] = 8
    h.found()
    h.vetters()
    h.admit("one", expect="status_index_out_of_range", status_index=8)
    h.admit("one", expect="malformed", status_index=2**31)
    h.admit("one", expect="malformed", status_index=-1)
    h.admit("one", status_index=7)
    h.admit("two", expect="status_index_used", status_index=7)
    h.admit("two", expect="status_index_out_of_range", status_index=16, valid_until=h.now)
    h.admit("two", expect="status_index_used", status_index=7, valid_until=h.now)
    h.admit("two", status_index=15)
    h.admit("three", status_index=3)
    h.admit("four", status_index=16)
    h.do("one", "suspend", code("one"), reason="protective")
    h.do("op1", "revoke", code("two"), expect="pending", reason="unspecified")
    h.do("vera", "revoke", code("two"), reason="unspecified")
    h.close(HOUR)
    h.do("four pause", "suspend", code("four"), reason="protective")
    h.close()


@history("§6 admit: never more than 256 status lists")
def admit_status_index_256_lists(h):
    h.limits["status_list_size"] = 4
    h.found()
    h.vetters()
    h.admit("one", expect="status_index_out_of_range", status_index=1024)
    h.admit("one", expect="status_index_out_of_range", status_index=2**31 - 1)
    h.close()


@history("§6 admit: validity")
def admit_validity(h):
    h.found()
    h.vetters()
    late = {"valid_from": h.now - 100 * DAY}
    h.admit("org", expect="validity_out_of_range", valid_from=h.now, valid_until=h.now)
    h.admit("org", expect="validity_out_of_range", valid_from=h.now + DAY, valid_until=h.now + DAY)
    h.admit("org", expect="validity_out_of_range", valid_until=h.now, **late)
    h.admit("org", expect="validity_out_of_range", valid_until=h.now + 400 * DAY + 1)
    h.admit("org", valid_until=h.now + 1, **late)
    h.admit("org2", valid_from=h.now + DAY, valid_until=h.now + 401 * DAY, status_index=1)
    h.close(DAY)
    h.do("org", "withdraw", code("org"))  # no longer valid, but that is for the reader's clock
    h.close()
    h.wants("org", status="active")


@history("§5 check 8: several faults in one admission, the first condition counts")
def admit_first_fault_counts(h):
    h.start("org")
    bad = dict(valid_until=h.now, status_index=0, basis=[digest("old")])
    form = h.application("org", log="other.example/log")
    vouched(h, "org", "wrong_prefix", change={"log": "x"}, sub=code("x", prefix="CM"), **bad)
    h.admit("org", expect="code_used", application=form, **bad)
    h.admit("new", expect="application_invalid", application=form, **bad)
    form = h.application("org")
    h.admit("new", expect="key_used", application=form, vouches=[h.vouch(n, form, log="x") for n in sorted(("vera", "viktor"), key=kid)], **bad)
    vouched(h, "new", "vouch_invalid", change={"log": "x"}, **bad)
    h.admit("new", expect="superseded", **bad)
    h.admit("new", expect="status_index_used", **{**bad, "basis": h.admission("new")["basis"]})
    h.close()


@history("§1 embedded JWS: what does not parse in them makes the statement malformed")
def admit_malformed(h):
    h.found()
    h.vetters()
    form = h.application("org")
    h.admit("org", expect="malformed", application=other_signature(form, lambda r, s: (r, N - s)))
    h.admit("org", expect="malformed", application=form + "=")
    h.admit("org", expect="malformed", application=h.application("org", profile=[]))
    h.admit("org", expect="malformed", application=h.application("org", kind="scam"))
    h.admit("org", expect="malformed", application=h.application("org", extra=1))
    h.admit("org", expect="malformed", application=h.application("org", accounts=digests(*map(str, range(17)))))
    h.admit("org", expect="malformed", application=h.application("org", profile=list(reversed(digests("a", "b")))))
    h.admit("org", expect="malformed", application=h.vouch("org", form))
    first, second = sorted(("vera", "viktor"), key=kid)
    h.admit("org", expect="malformed", application=form, vouches=[h.vouch(first, form), h.vouch(second, form, exp=-1)])
    h.admit("org", expect="malformed", application=form, vouches=[h.vouch(first, form), form])
    h.admit("org", application=h.application("org", accounts=[], profile=digests("only name")))
    h.close()
