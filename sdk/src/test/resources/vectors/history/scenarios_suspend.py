"""Histories of suspension: suspend, reinstate, revoke."""
from builder import DAY, HOUR, code, digest, digests, history, jwk, kid

MAX = 72 * HOUR


def suspension(by, name, since, kind="officers", reason="under_review", **until):
    return {"by": by, "key": kid(name), "kind": kind, "reason": reason, "since": since, **until}


@history("§6 suspend by an officer: shows under_review, cancels what the organisation has waiting, lapses at until exactly")
def suspend(h):
    h.start("org")
    h.do("org", "bind", code("org"), account=digest("new account"), basis=[h.ids["org"]])
    h.do("org", "amend", code("org"), basis=[h.ids["org"]], profile=digests("new"), kind=digest("k"), jurisdiction=digest("j"))
    h.rekey("org", "org", "org new")
    h.do("org", "withdraw", code("org"))
    h.do("vera", "suspend", code("org"), reason="advance_fee_or_extortion", until=h.now + MAX)
    h.close(MAX - 1)
    h.do("org", "bind", code("org"), expect="not_active", account=digest("new account"), basis=[h.ids["org"]])
    h.close(1)
    h.do("org", "bind", code("org"), account=digest("new account"), basis=[h.ids["org"]])
    h.close()
    h.wants("org", status="active", suspensions=[], waiting=[], reason=None, since=None, until=None)


@history("§7 Status: of the first suspension without until; else of the one whose until is last, of equals the first")
def suspend_several_times(h):
    h.start("org")
    h.auditors()
    one = h.do("vera", "suspend", code("org"), reason="unspecified", until=h.now + HOUR)
    h.close(1)
    two = h.do("anna", "suspend", code("org"), reason="unspecified", until=h.now + HOUR)
    h.close(1)
    three = h.do("boris", "suspend", code("org"), reason="unspecified", until=h.now + HOUR - 1)
    h.close()
    h.wants("org", status="suspended", reason="under_review", since=h.now - 1, until=h.now - 1 + HOUR, suspensions=[
        suspension(one, "vera", h.now - 2, until=h.now - 2 + HOUR), suspension(two, "anna", h.now - 1, until=h.now - 1 + HOUR),
        suspension(three, "boris", h.now, until=h.now - 1 + HOUR)])


@history("§7 Status: a suspension without until comes before those that lapse")
def suspend_self_beside_officers(h):
    h.start("org")
    h.do("vera", "suspend", code("org"), reason="unspecified", until=h.now + HOUR)
    h.close(1)
    since = h.now
    h.do("org", "suspend", code("org"), reason="protective")
    h.do("op1", "suspend", code("org"), reason="unspecified", until=h.now + MAX)
    h.close(1)
    h.close()
    h.wants("org", status="suspended", reason="protective", since=since, until=None)


@history("§6 suspend by an officer: its conditions in order")
def suspend_refused(h):
    h.start("org")
    h.appoint("shop", "beta", "platform", platform="shop.example")
    bad = {"until": h.now}
    for name in ("shop", "alpha", "council", "org", "org pause"):
        h.do(name, "suspend", code("org"), expect="signer_not_entitled", reason="protective", **bad)
    for reason in ("at_own_request", "protective", "under_review"):
        h.do("vera", "suspend", code("org"), expect="reason_not_allowed", reason=reason, **bad)
        h.do("vera", "suspend", code("org"), expect="reason_not_allowed", reason=reason, confirms=digest("none"))
    h.do("vera", "suspend", code("org"), expect="signer_not_entitled", reason="unspecified")
    h.do("vera", "suspend", code("org"), expect="malformed", reason="unspecified", until=h.now + 1, confirms=digest("none"))
    h.do("vera", "suspend", code("org"), expect="malformed", reason="arrested", until=h.now + 1)
    h.do("vera", "suspend", code("org"), expect="suspension_out_of_range", reason="unspecified", until=h.now)
    h.do("vera", "suspend", code("org"), expect="suspension_out_of_range", reason="unspecified", until=h.now + MAX + 1)
    h.do("vera", "suspend", code("org"), reason="unspecified", until=h.now + 1)
    h.do("vera", "suspend", code("org"), expect="suspended_recently", reason="unspecified", until=h.now + 1)
    h.do("vera", "suspend", code("org"), expect="suspension_out_of_range", reason="unspecified", until=h.now)
    h.close()


@history("§6 suspend: the same person again only after suspend_again, also when the suspension was lifted or has lapsed")
def suspend_again(h):
    h.start("org", "org2")
    done = h.do("vera", "suspend", code("org"), reason="unspecified", until=h.now + DAY)
    h.do("op1", "reinstate", code("org"), expect="pending", basis=[done])
    h.do("viktor", "reinstate", code("org"), basis=[done])
    h.do("vera", "suspend", code("org"), expect="suspended_recently", reason="unspecified", until=h.now + DAY)
    h.do("vera", "suspend", code("org2"), reason="unspecified", until=h.now + DAY)
    h.close(30 * DAY - 1)
    h.do("vera", "suspend", code("org"), expect="suspended_recently", reason="unspecified", until=h.now + DAY)
    h.close(1)
    h.do("vera", "suspend", code("org"), reason="unspecified", until=h.now + DAY)
    h.close()


@history("§6 suspend: unconfirmed suspensions in force per key")
def suspend_too_many(h):
    h.start("a", "b", "c", "d")
    first = h.do("vera", "suspend", code("a"), reason="unspecified", until=h.now + HOUR)
    h.do("vera", "suspend", code("b"), reason="unspecified", until=h.now + HOUR)
    h.do("vera", "suspend", code("c"), reason="unspecified", until=h.now + MAX)
    h.do("vera", "suspend", code("d"), expect="too_many_suspensions", reason="unspecified", until=h.now + HOUR)
    h.do("vera", "suspend", code("c"), expect="suspended_recently", reason="unspecified", until=h.now + HOUR)
    h.do("viktor", "suspend", code("a"), reason="unspecified", confirms=first)  # is no longer unconfirmed
    h.do("vera", "suspend", code("d"), reason="unspecified", until=h.now + HOUR)
    h.close(HOUR)
    h.do("viktor", "suspend", code("d"), reason="unspecified", until=h.now + HOUR)
    h.close()


@history("§6 suspend: suspensions by dismiss, rekey and a first revoke count for their key, too")
def suspend_counts_every_kind(h):
    h.bodies = {"alpha": "alpha", "beta": "beta", "gamma": "gamma", "delta": "delta"}
    h.start("org", "org2")
    h.appoint("galina", "gamma")
    h.appoint("dora", "delta")
    keys = {"key": jwk("new"), "pause_key": jwk("new pause")}
    same = dict(basis=[h.ids["org"]], approval=h.approval("new", "rekey", keys, sub=code("org")), **keys)
    h.do("galina", "rekey", code("org"), expect="pending", **same)
    h.do("dora", "rekey", code("org"), **same)
    h.do("galina", "suspend", code("org"), reason="unspecified", until=h.now + HOUR)
    h.do("dora", "suspend", code("org"), expect="suspended_recently", reason="unspecified", until=h.now + HOUR)
    h.do("op2", "revoke", code("org2"), expect="pending", reason="unspecified")
    h.do("op2", "suspend", code("org2"), expect="suspended_recently", reason="unspecified", until=h.now + HOUR)
    h.do("op1", "dismiss", key=kid("vera"), reason="vetting_error", **{"from": 0})
    h.do("op1", "suspend", code("org"), expect="suspended_recently", reason="unspecified", until=h.now + HOUR)
    h.close()


@history("§6 suspend with confirms: by another body, the suspension loses its until and takes the reason")
def suspend_confirmed(h):
    h.start("org")
    h.auditors()
    done = h.do("anna", "suspend", code("org"), reason="advance_fee_or_extortion", until=h.now + HOUR)
    since = h.now
    h.do("vera", "suspend", code("org"), expect="nothing_to_confirm", reason="unspecified", confirms=digest("none"))
    h.do("vera", "suspend", code("org"), expect="same_body", reason="unspecified", confirms=done)
    h.do("alpha", "dismiss", key=kid("anna"), reason="unspecified")
    h.do("vera", "suspend", code("org"), expect="same_body", reason="unspecified", confirms=done)
    h.do("op1", "suspend", code("org"), reason="safeguarding_breach", confirms=done)
    h.do("op2", "suspend", code("org"), expect="nothing_to_confirm", reason="safeguarding_breach", confirms=done)
    mine = h.do("org", "suspend", code("org"), reason="protective")
    h.do("op2", "suspend", code("org"), expect="nothing_to_confirm", reason="unspecified", confirms=mine)
    h.close(100 * DAY)
    h.close()
    h.wants("org", status="suspended", reason="safeguarding_breach", since=since, until=None, suspensions=[
        suspension(done, "anna", since, reason="safeguarding_breach"), suspension(mine, "org", since, "self", "protective")])


@history("§6 suspend with confirms: two operators are of one body; a suspension that lapsed cannot be confirmed")
def suspend_confirmed_too_late(h):
    h.start("org")
    done = h.do("op1", "suspend", code("org"), reason="unspecified", until=h.now + HOUR)
    h.do("op2", "suspend", code("org"), expect="same_body", reason="unspecified", confirms=done)
    h.close(HOUR)
    h.do("vera", "suspend", code("org"), expect="nothing_to_confirm", reason="unspecified", confirms=done)
    h.close()
    h.wants("org", status="active")


@history("§6 suspend by the organisation: either key, at once, does not lapse; a second one only cancels")
def suspend_self(h):
    h.start("org", "org2")
    for name in ("org2", "org2 pause", "vera", "op1", "alpha"):
        h.do(name, "suspend", code("org"), expect="signer_not_entitled", reason="protective")
    for reason in ("under_review", "unspecified", "ceased_operating"):
        h.do("org", "suspend", code("org"), expect="reason_not_allowed", reason=reason)
    h.do("org", "bind", code("org"), account=digest("new account"), basis=[h.ids["org"]])
    h.do("org", "withdraw", code("org"))
    done, since = h.do("org pause", "suspend", code("org"), reason="protective"), h.now
    h.do("org", "withdraw", code("org"))
    h.close(HOUR)
    at = len(h.leaves)
    again = h.do("org", "suspend", code("org"), reason="key_compromise")
    h.close(500 * DAY)
    h.close()
    h.wants("org", status="suspended", reason="protective", since=since, suspensions=[suspension(done, "org pause", since, "self", "protective")],
            last={"id": again, "index": at}, waiting=[])
    h.wants("org2", status="active")


# --- reinstate --------------------------------------------------------------------------------------------------------


@history("§6 reinstate of kind officers: two officers of two bodies")
def reinstate(h):
    h.start("org")
    h.auditors()
    one = h.do("vera", "suspend", code("org"), reason="unspecified", until=h.now + MAX)
    two = h.do("op1", "suspend", code("org"), reason="unspecified", until=h.now + MAX)
    both = sorted([one, two])
    for name in ("org", "org pause", "alpha", "council"):
        h.do(name, "reinstate", code("org"), expect="signer_not_entitled", basis=both)
    h.do("op1", "reinstate", code("org"), expect="pending", basis=both)
    h.do("op1", "reinstate", code("org"), expect="already_signed", basis=both)
    h.do("op2", "reinstate", code("org"), expect="same_body", basis=both)
    h.do("viktor", "reinstate", code("org"), expect="pending", basis=[one])
    h.do("boris", "reinstate", code("org"), expect="same_body", basis=[one])
    h.do("anna", "reinstate", code("org"), basis=[one])
    h.do("vera", "reinstate", code("org"), expect="superseded", basis=both)
    h.do("vera", "reinstate", code("org"), expect="pending", basis=[two])
    h.do("boris", "reinstate", code("org"), basis=[two])
    h.close()
    h.wants("org", status="active", suspensions=[])


@history("§6 reinstate of kind self: the organisation's key and one vetter; a second vetter is legal and pending")
def reinstate_self(h):
    h.start("org", "org2")
    h.auditors()
    done = h.do("org pause", "suspend", code("org"), reason="protective")
    for name in ("org pause", "org2", "op1", "anna", "alpha"):
        h.do(name, "reinstate", code("org"), expect="signer_not_entitled", basis=[done])
    h.do("vera", "reinstate", code("org"), expect="pending", basis=[done])
    h.do("viktor", "reinstate", code("org"), expect="pending", basis=[done])
    h.do("viktor", "reinstate", code("org"), expect="already_signed", basis=[done])
    at = len(h.leaves)
    last = h.do("org", "reinstate", code("org"), basis=[done])
    h.do("org", "reinstate", code("org"), expect="superseded", basis=[done])
    h.close()
    h.wants("org", status="active", last={"id": last, "index": at})


@history("§6 reinstate: superseded, rekey_waiting, mixed_suspensions, and only then who signs")
def reinstate_refused(h):
    h.bodies = {"alpha": "alpha", "beta": "beta", "gamma": "gamma", "delta": "delta"}
    h.start("org")
    h.appoint("galina", "gamma")
    h.appoint("dora", "delta")
    mine = h.do("org", "suspend", code("org"), reason="protective")
    theirs = h.do("vera", "suspend", code("org"), reason="unspecified", until=h.now + HOUR)
    h.do("council", "reinstate", code("org"), expect="mixed_suspensions", basis=sorted([mine, theirs]))
    keys = {"key": jwk("new"), "pause_key": jwk("new pause")}
    same = dict(basis=[h.ids["org"]], approval=h.approval("new", "rekey", keys, sub=code("org")), **keys)
    h.do("galina", "rekey", code("org"), expect="pending", **same)
    set_by = h.do("dora", "rekey", code("org"), **same)
    h.do("council", "reinstate", code("org"), expect="rekey_waiting", basis=[set_by])
    h.do("council", "reinstate", code("org"), expect="rekey_waiting", basis=sorted([mine, theirs, set_by]))
    h.do("council", "reinstate", code("org"), expect="superseded", basis=sorted([mine, theirs, set_by, digest("none")]))
    h.do("council", "reinstate", code("org"), expect="superseded", basis=[digest("none")])
    h.do("vera", "reinstate", code("org"), expect="malformed", basis=[])
    h.do("vera", "reinstate", code("org"), expect="malformed")
    h.do("stranger", "reinstate", code("org"), expect="unknown_signer", basis=[digest("none")])
    h.do("op1", "revoke", code("org"), expect="pending", reason="unspecified")
    h.do("vera", "revoke", code("org"), reason="unspecified")
    h.do("op1", "reinstate", code("org"), expect="superseded", basis=[theirs])
    h.close()
    h.wants("org", status="revoked", suspensions=[], waiting=[])


# --- revoke -----------------------------------------------------------------------------------------------------------


@history("§6 revoke: the first suspends and cancels, the second, of another body, makes it final")
def revoke(h):
    h.start("org")
    h.auditors()
    h.do("org", "bind", code("org"), account=digest("new account"), basis=[h.ids["org"]])
    h.do("vera", "revoke", code("org"), expect="signer_not_entitled", reason="advance_fee_or_extortion")
    first_at, since = len(h.leaves), h.now
    first = h.do("anna", "revoke", code("org"), expect="pending", reason="advance_fee_or_extortion")
    h.close(HOUR)
    h.do("anna", "revoke", code("org"), expect="already_signed", reason="advance_fee_or_extortion")
    h.do("vera", "revoke", code("org"), expect="same_body", reason="advance_fee_or_extortion")
    h.do("viktor", "revoke", code("org"), expect="signer_not_entitled", reason="unspecified")
    h.do("org", "withdraw", code("org"))
    at = len(h.leaves)
    second = h.do("viktor", "revoke", code("org"), reason="advance_fee_or_extortion")
    h.do("op1", "revoke", code("org"), expect="not_in_force", reason="advance_fee_or_extortion")
    h.close(10 * DAY)
    h.close()
    h.wants("org", status="revoked", reason="advance_fee_or_extortion", since=since + HOUR, until=None, suspensions=[], waiting=[],
            last={"id": second, "index": at}, key=jwk("org"))


@history("§6 revoke: what the first leaves, until it lapses")
def revoke_first(h):
    h.start("org")
    h.auditors()
    h.do("org", "bind", code("org"), account=digest("new account"), basis=[h.ids["org"]])
    at, since = len(h.leaves), h.now
    first = h.do("boris", "revoke", code("org"), expect="pending", reason="safeguarding_breach")
    h.close(HOUR)
    h.close()
    h.wants("org", status="suspended", reason="under_review", since=since, until=since + MAX, last={"id": first, "index": at},
            suspensions=[suspension(first, "boris", since, until=since + MAX)])


@history("§6 revoke: the set lapses; begun anew by the same person it does not suspend again")
def revoke_lapses(h):
    h.start("org")
    h.auditors()
    h.do("anna", "revoke", code("org"), expect="pending", reason="unspecified")
    h.close(MAX)
    h.do("anna", "revoke", code("org"), expect="already_signed", reason="unspecified")
    h.close(1)
    at, before = len(h.leaves), h.leaves
    h.do("viktor", "revoke", code("org"), expect="signer_not_entitled", reason="unspecified")
    h.do("anna", "revoke", code("org"), expect="pending", reason="unspecified")
    h.close()
    h.wants("org", status="active", suspensions=[])


@history("§6 revoke: the first does not suspend when its key has too many suspensions")
def revoke_first_with_too_many(h):
    h.limits["suspensions_per_key"] = 1
    h.start("org", "org2")
    h.do("op1", "suspend", code("org2"), reason="unspecified", until=h.now + HOUR)
    h.do("op1", "revoke", code("org"), expect="pending", reason="unspecified")
    h.close(HOUR)
    h.do("vera", "revoke", code("org"), reason="unspecified")
    h.close()
    h.wants("org", status="revoked", since=h.now)


@history("§6 revoke: a suspension lifted meanwhile does not end the set")
def revoke_after_reinstate(h):
    h.start("org")
    h.auditors()
    first = h.do("anna", "revoke", code("org"), expect="pending", reason="unspecified")
    h.do("op1", "reinstate", code("org"), expect="pending", basis=[first])
    h.do("vera", "reinstate", code("org"), basis=[first])
    h.do("op2", "revoke", code("org"), reason="unspecified")
    h.close()
    h.wants("org", status="revoked")


@history("§7 Status: a withdrawn record can still be revoked; the first revoke of it suspends nothing")
def revoke_after_withdrawal(h):
    h.limits["wait"] = 100
    h.start("org", "org2")
    h.do("org", "withdraw", code("org"))
    h.do("org2", "withdraw", code("org2"))
    h.close(100)
    at = len(h.leaves)
    h.do("op1", "revoke", code("org"), expect="pending", reason="sanctions_match")
    h.do("op1", "revoke", code("org2"), expect="pending", reason="sanctions_match")
    h.do("viktor", "revoke", code("org"), reason="sanctions_match")
    h.close()
    h.wants("org", status="revoked", reason="sanctions_match", since=h.now, suspensions=[])
    h.wants("org2", status="withdrawn", reason="at_own_request", since=h.now, suspensions=[])


@history("§6 revoke: a waiting account stays, a waiting rekey by vetters goes")
def revoke_leaves_accounts(h):
    h.bodies = {"alpha": "alpha", "beta": "beta", "gamma": "gamma", "delta": "delta"}
    h.limits["suspensions_per_key"] = 1
    h.start("org", "org2")
    h.appoint("galina", "gamma")
    h.appoint("dora", "delta")
    h.do("op1", "suspend", code("org2"), reason="unspecified", until=h.now + HOUR)
    done = h.do("org", "bind", code("org"), account=digest("new account"), basis=[h.ids["org"]])
    h.do("op1", "revoke", code("org"), expect="pending", reason="unspecified")  # one suspension is all op1 has: nothing is cancelled
    h.do("vera", "revoke", code("org"), reason="unspecified")
    keys = {"key": jwk("new"), "pause_key": jwk("new pause")}
    same = dict(basis=[h.ids["org2"]], approval=h.approval("new", "rekey", keys, sub=code("org2")), **keys)
    h.do("galina", "rekey", code("org2"), expect="pending", **same)
    h.do("dora", "rekey", code("org2"), **same)
    h.do("op2", "revoke", code("org2"), expect="pending", reason="unspecified")
    h.do("viktor", "revoke", code("org2"), reason="unspecified")
    start = h.now
    h.close(30 * DAY)
    h.close()
    h.wants("org", status="revoked", accounts=sorted(
        [{"by": done, "confirmations": [], "digest": digest("new account"), "from": start + MAX},
         {"by": h.ids["org"], "confirmations": [], "digest": digest("org account"), "from": start - HOUR}], key=lambda a: a["digest"]))
    h.wants("org2", status="revoked", key=jwk("org2"), waiting=[], suspensions=[])


@history("§6 revoke: signer, reason, not_in_force")
def revoke_refused(h):
    h.start("org")
    h.appoint("shop", "beta", "platform", platform="shop.example")
    for name in ("shop", "alpha", "council", "org", "vera"):
        h.do(name, "revoke", code("org"), expect="signer_not_entitled", reason="protective")
    for reason in ("at_own_request", "protective", "under_review"):
        h.do("op1", "revoke", code("org"), expect="reason_not_allowed", reason=reason)
    h.do("op1", "revoke", code("org"), expect="pending", reason="unspecified")
    h.do("vera", "revoke", code("org"), reason="unspecified")
    h.do("op1", "revoke", code("org"), expect="reason_not_allowed", reason="protective")
    h.do("op1", "revoke", code("org"), expect="not_in_force", reason="unspecified")
    h.do("org", "unbind", code("org"), expect="not_in_force", account=digest("org account"))
    h.do("org", "suspend", code("org"), expect="not_in_force", reason="protective")
    h.close()
    h.wants("org", status="revoked")


@history("§3 an auditor dismissed in mid-revocation: the set falls, what was suspended stays suspended")
def revoke_by_dismissed(h):
    h.start("org")
    h.auditors()
    h.do("anna", "revoke", code("org"), expect="pending", reason="unspecified")
    h.do("alpha", "dismiss", key=kid("anna"), reason="unspecified")
    h.do("viktor", "revoke", code("org"), expect="signer_not_entitled", reason="unspecified")
    h.do("boris", "revoke", code("org"), expect="pending", reason="unspecified")
    h.do("vera", "revoke", code("org"), reason="unspecified")
    h.close()
    h.wants("org", status="revoked")
