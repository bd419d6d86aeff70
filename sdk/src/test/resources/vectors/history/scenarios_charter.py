"""Histories of the registry itself: charter, recharter, appoint, dismiss."""
from builder import DAY, HOUR, ORIGIN, code, digest, history, jwk, kid, other_signature, verifier_key

# --- charter ----------------------------------------------------------------------------------------------------------


@history("§6 charter: in force, no records yet")
def charter(h):
    h.operators, h.quorum = ["op1", "op2", "op3"], 2
    h.found()
    h.close()


def illegal(rule, name):
    """A leaf 0 that is not legal, then a statement and a second state leaf: every leaf is void with no_charter."""
    def keep(write):
        @history(rule, name)
        def scenario(h):
            write(h)
            h.wanted[0] = {"outcome": "void", "code": "no_charter"}
            h.charter_id = h.charter_id or digest("no charter")
            h.do("op1", "dismiss", key=kid("vera"), reason="unspecified", expect="no_charter")
            h.close(HOUR, expect="no_charter")
            h.add("nonsense", "no_charter")
            h.add("{}", "no_charter")
            h.close(HOUR, expect="no_charter")
        return scenario
    return keep


@illegal("§4 leaf 0 is the charter", "charter-missing")
def _(h):
    h.do("op1", "appoint", body="alpha", key=jwk("vera"), role="vetter", basis=[digest("charter")])


@illegal("§4 leaf 0 is the charter, not a state leaf", "charter-behind-state-leaf")
def _(h):
    h.close(expect="no_charter")
    h.found(expect="no_charter")


@illegal("§6 charter: the council approves", "charter-without-council")
def _(h):
    h.operators, h.quorum = ["op1", "op2", "op3"], 2
    h.found(approvers=["op2", "op3"])


@illegal("§6 charter: at least k of its operators", "charter-without-quorum")
def _(h):
    h.operators, h.quorum = ["op1", "op2", "op3"], 2
    h.found(approvers=["council"])


@illegal("§6 charter: approved by nobody else", "charter-approved-by-a-body")
def _(h):
    h.found(approvers=["council", "alpha"])


@illegal("§2 no approval is by the statement's own signer", "charter-approved-by-its-signer")
def _(h):
    h.found(approvers=["council", "op1"])


@illegal("§6 charter: the approvals verify", "charter-approval-does-not-verify")
def _(h):
    charter = h.charter()
    forged = other_signature(h.approval("council", "charter", charter), lambda r, s: (r, s - 1))
    h.found(charter=charter, approvals=[forged])


@illegal("§2 an approval's content is the digest of the charter", "charter-approval-of-other-content")
def _(h):
    h.found(approvals=h.approvals("charter", h.charter(quorum=2), "council"))


@illegal("§2 an approval's act is the statement's", "charter-approval-of-a-recharter")
def _(h):
    h.found(approvals=h.approvals("recharter", h.charter(), "council"))


@illegal("§2 all keys of a charter differ", "charter-with-one-key-in-two-offices")
def _(h):
    h.bodies = {"alpha": "alpha", "beta": "op2"}
    h.found()


@illegal("§2 quorum is at most the number of operators", "charter-with-quorum-above-operators")
def _(h):
    h.found(charter=h.charter(quorum=3), approvers=["council", "op2"])


@illegal("§2 log keys are named like the log", "charter-with-log-key-of-another-log")
def _(h):
    h.found(charter=h.charter(log_keys=[verifier_key("other.example/log", "first")]))


@illegal("§2 the hash in a verifier key is right", "charter-with-broken-log-key")
def _(h):
    name, _, rest = verifier_key(ORIGIN, "first").split("+", 2)
    h.found(charter=h.charter(log_keys=[name + "+00000000+" + rest]))


@illegal("§6 charter: signed by an operator it lists", "charter-signed-by-council")
def _(h):
    h.found(signer="council", approvers=["op1"])


@illegal("§6 charter: signed by an operator it lists", "charter-signed-by-stranger")
def _(h):
    h.found(signer="stranger", approvers=["council", "op1"])


@illegal("§2 the limits are positive", "charter-with-limit-of-zero")
def _(h):
    h.limits["wait"] = 0
    h.found()


@illegal("§2 status_list_size is a multiple of 4", "charter-with-odd-status-list-size")
def _(h):
    h.limits["status_list_size"] = 6
    h.found()


@illegal("§2 no body is called registry", "charter-with-body-registry")
def _(h):
    h.bodies["registry"] = "gamma"
    h.found()


@illegal("§5 check 4: a charter is judged by its own limits", "charter-too-old")
def _(h):
    h.limits["statement_age"] = 100
    h.found()
    h.later(101)


@history("§5 check 4: a charter is judged by its own limits")
def charter_just_in_time(h):
    h.limits["statement_age"] = 100
    h.found()
    h.later(100)
    h.close()


@history("§6 charter: it is leaf 0, charter_misplaced")
def charter_misplaced(h):
    h.found()
    h.found(expect="charter_misplaced")
    h.close(HOUR)
    h.found(expect="charter_misplaced", charter=h.charter(quorum=2))
    h.found(expect="signer_not_entitled", signer="council", approvers=["op1"])
    h.found(expect="unknown_signer", signer="op3", approvers=["op1"])
    h.found(expect="wrong_subject", sub="https://other.example")
    h.found(expect="malformed", sub=code("org"))
    h.close()


@history("§4 Stopping: a charter with rules above 1")
def charter_of_later_rules(h):
    charter = h.charter(rules=2, something_new=True)
    h.stops(h.statement("op1", "charter", charter=charter, approvals=[]), "unknown_rules")
    h.close()


# --- recharter --------------------------------------------------------------------------------------------------------


@history("§6 recharter by an operator: in force at once; offices, bodies and limits are the new charter's")
def recharter(h):
    h.operators, h.quorum = ["op1", "op2", "op3"], 2
    h.start("org")
    h.do("viktor", "confirm", code("org"), expect="pending", account=digest("org account"), until=h.now + DAY,
         basis=[h.ids["org"]])
    h.appoint("gleb", "beta")
    h.bodies, h.operators, h.council, h.limits["wait"] = {"alpha": "alpha", "gamma": "gamma"}, ["op2", "op4"], "council2", 60
    h.charter_id = h.recharter("op1", ["op2", "op4", "council", "council2"])
    h.do("vera", "confirm", code("org"), expect="pending", account=digest("org account"), until=h.now + DAY, basis=[h.ids["org"]])
    h.do("gleb", "confirm", code("org"), expect="unknown_signer", account=digest("org account"), until=h.now + DAY,
         basis=[h.ids["org"]])
    h.do("beta", "dismiss", expect="unknown_signer", key=kid("viktor"), reason="unspecified")
    h.do("op1", "dismiss", expect="unknown_signer", key=kid("vera"), reason="unspecified")
    h.do("op2", "dismiss", expect="unknown_person", key=kid("gleb"), reason="unspecified")
    h.appoint("galina", "gamma")
    h.do("org", "withdraw", code("org"))
    h.close(60)
    h.do("galina", "confirm", code("org"), expect="not_in_force", account=digest("org account"), until=h.now + DAY,
         basis=[h.ids["org"]])
    h.close()
    h.wants("org", status="withdrawn", since=h.now)


@history("§6 recharter: basis is the charter in force")
def recharter_superseded(h):
    first = h.found()
    h.limits["wait"] = 60
    h.charter_id = h.recharter("op1", ["council"])
    h.recharter("op1", ["council"], expect="superseded", basis=first)
    h.do("op1", "appoint", body="alpha", key=jwk("vera"), role="vetter", basis=[first], expect="superseded")
    h.close()


@history("§6 recharter: what must not change")
def recharter_of_prefix_or_list_size(h):
    h.found()
    h.recharter("op1", ["council"], expect="charter_invalid", code_prefix="CM")
    h.limits["status_list_size"] *= 2
    h.recharter("op1", ["council"], expect="charter_invalid")
    h.close()


@history("§6 recharter: every key is fresh or holds the same office")
def recharter_moves_keys(h):
    h.start("org")
    h.operators = ["op1", "op2", "vera"]
    h.recharter("op1", ["council"], expect="charter_invalid")
    h.operators = ["op1", "op2", "org pause"]
    h.recharter("op1", ["council"], expect="charter_invalid")
    h.operators, h.council = ["op1"], "op2"
    h.recharter("op1", ["council", "op2"], expect="charter_invalid")
    h.operators, h.council, h.bodies = ["op1", "op2"], "council", {"alpha": "alpha", "delta": "beta"}
    h.recharter("op1", ["council"], expect="charter_invalid")
    h.bodies = {"alpha": "alpha", "beta": "beta2"}
    h.charter_id = h.recharter("op1", ["council"])
    h.bodies = {"alpha": "alpha", "beta": "beta"}
    h.recharter("op1", ["council"], expect="charter_invalid")
    h.close()


@history("§6 recharter: a body that changed its key keeps its people")
def recharter_changes_body_key(h):
    h.start("org")
    h.bodies = {"alpha": "alpha", "beta": "beta2"}
    h.charter_id = h.recharter("op1", ["council"])
    h.do("viktor", "suspend", code("org"), reason="unspecified", until=h.now + HOUR)
    h.do("beta", "dismiss", expect="unknown_signer", key=kid("viktor"), reason="unspecified")
    h.do("beta2", "dismiss", key=kid("viktor"), reason="unspecified")
    h.close()


@history("§6 recharter: who has to approve")
def recharter_approvers(h):
    h.operators, h.quorum = ["op1", "op2", "op3"], 2
    h.found()
    h.operators, h.council = ["op3", "op4", "op5"], "council2"
    councils = ["council", "council2"]
    h.recharter("op1", ["op2", "op3", *councils], expect="charter_invalid")  # one new operator of two
    h.recharter("op1", ["op3", "op4", "council2"], expect="charter_invalid")  # council in force
    h.recharter("op1", ["op3", "op4", "council"], expect="charter_invalid")  # its successor
    h.recharter("op1", ["op4", "op5", *councils], expect="charter_invalid")  # one operator in force of two
    h.recharter("op1", ["op3", "op4", "alpha", *councils], expect="charter_invalid")  # somebody else
    h.recharter("op1", ["op1", "op3", "op4", *councils], expect="charter_invalid")  # the signer
    h.charter_id = h.recharter("op1", ["op3", "op4", *councils])
    h.close()


@history("§6 recharter: the charter holds together")
def recharter_that_does_not_hold_together(h):
    h.found()
    h.recharter("op1", ["council", "op2"], expect="charter_invalid", quorum=3)
    h.recharter("op1", ["council"], expect="charter_invalid", log_keys=[verifier_key("other.example/log", "first")])
    h.bodies["beta"] = "alpha"
    h.recharter("op1", ["council"], expect="charter_invalid")
    h.bodies["beta"] = "beta"
    h.recharter("op1", ["council"], expect="malformed", quorum=0)
    h.recharter("op1", ["council"], expect="malformed", rules=0)
    h.recharter("op1", ["council"], expect="malformed", log_keys=[])
    h.close()


@history("§6 recharter: an operator or the council")
def recharter_by_others(h):
    h.start("org")
    for name in ("alpha", "vera", "org"):
        h.recharter(name, ["council", "op1"], expect="signer_not_entitled")
    h.recharter("op3", ["council", "op1"], expect="unknown_signer")
    h.close()


@history("§6 recharter by the council: waits, falls due exactly then; its keys count as used at once")
def recharter_by_council(h):
    h.limits["council_wait"] = 1000
    h.start("org")
    h.do("viktor", "revoke", code("org"), expect="signer_not_entitled", reason="unspecified")
    h.operators, old = ["op3", "op4"], h.charter_id
    waiting = h.recharter("council", ["op3"])
    h.do("op1", "appoint", expect="key_used", body="alpha", key=jwk("op3"), role="vetter", basis=[old])
    h.do("op3", "suspend", code("org"), expect="unknown_signer", reason="unspecified", until=h.now + HOUR)
    h.do("op1", "revoke", code("org"), expect="pending", reason="unspecified")
    h.close(999)
    h.do("op1", "recharter", expect="superseded", charter=h.charter(), basis=[waiting],
         approvals=h.approvals("recharter", h.charter(), "council"))
    h.close(1)
    h.do("op1", "suspend", code("org"), expect="unknown_signer", reason="unspecified", until=h.now + HOUR)
    h.do("vera", "revoke", code("org"), expect="signer_not_entitled", reason="unspecified")  # op1's revoke was dropped
    h.charter_id = waiting
    h.appoint("anna", "alpha", "auditor")
    h.close()


@history("§6 recharter by the council: cancelled by an act of k operators, not by one of a body")
def recharter_by_council_cancelled(h):
    h.limits["council_wait"] = 1000
    h.start("org")
    h.operators = ["op3", "op4"]
    h.recharter("council", ["op3"])
    h.do("alpha", "dismiss", key=kid("vera"), reason="unspecified")
    h.close(500)
    h.do("op1", "erase", code("org"), digests=[digest("org account")])
    h.close(1000)
    h.do("op3", "dismiss", expect="unknown_signer", key=kid("viktor"), reason="unspecified")
    acts = [lambda: h.appoint("galina", "alpha"), lambda: h.admit("new", vouchers=("galina", "viktor"), status_index=1),
            lambda: h.do("op1", "dismiss", key=kid("viktor"), reason="unspecified")]
    for number, act in enumerate(acts):
        h.operators = ["op1", "op%d" % (5 + number)]
        h.recharter("council", ["op1"])
        act()
        h.close(1000)
    h.do("op2", "dismiss", key=kid("galina"), reason="unspecified")
    h.close()


@history("§6 recharter by the council: an incomplete act of the operators does not cancel it")
def recharter_by_council_not_cancelled(h):
    h.operators, h.quorum, h.limits["council_wait"] = ["op1", "op2"], 2, 1000
    h.start()
    h.operators = ["op3", "op4"]
    h.recharter("council", ["op3", "op4"])
    h.do("op1", "dismiss", expect="pending", key=kid("vera"), reason="unspecified")
    h.close(1000)
    h.do("op2", "dismiss", expect="unknown_signer", key=kid("vera"), reason="unspecified")
    h.do("op3", "dismiss", expect="pending", key=kid("vera"), reason="unspecified")
    h.close()


@history("§6 recharter by the council: replaces one that waits")
def recharter_by_council_replaced(h):
    h.limits["council_wait"] = 1000
    h.found()
    h.operators = ["op3", "op4"]
    h.recharter("council", ["op3"])
    h.close(500)
    h.recharter("council", ["op3"], expect="charter_invalid")  # used since the first
    h.operators = ["op5", "op6"]
    second = h.recharter("council", ["op5"])
    h.close(500)
    h.close(500)
    h.charter_id = second
    h.operators = ["op5", "op6"]
    h.vetters()
    h.close()


@history("§6 recharter by the council: cancelled by a recharter that an operator signs")
def recharter_by_council_overtaken(h):
    h.limits["council_wait"] = 1000
    h.found()
    h.operators = ["op3", "op4"]
    h.recharter("council", ["op3"])
    h.operators, h.limits["wait"] = ["op1", "op2"], 60
    h.charter_id = h.recharter("op1", ["council"])
    h.close(2000)
    h.vetters()
    h.close()


@history("§6 recharter by the council: who has to approve")
def recharter_by_council_approvers(h):
    h.operators, h.quorum = ["op1", "op2", "op3"], 2
    h.found()
    h.operators, h.council = ["op4", "op5"], "council2"
    h.recharter("council", ["op4", "council2"], expect="charter_invalid")
    h.recharter("council", ["op4", "op5"], expect="charter_invalid")
    h.recharter("council", ["op4", "op5", "council2", "alpha"], expect="charter_invalid")
    h.recharter("council", ["op1", "op4", "op5", "council2"])  # an operator in force may
    h.close()


@history("§4 Stopping: a recharter with rules above 1")
def recharter_to_later_rules(h):
    h.start("org")
    h.do("org", "withdraw", code("org"))
    h.stops(h.statement("op1", "recharter", charter=h.charter(rules=2), approvals="?"), "unknown_rules")
    h.close()


# --- appoint ----------------------------------------------------------------------------------------------------------


@history("§6 appoint: the body and k operators, in any order")
def appoint(h):
    h.operators, h.quorum = ["op1", "op2", "op3"], 2
    h.found()
    vera = {"body": "alpha", "key": jwk("vera"), "role": "vetter", "basis": [h.charter_id]}
    h.do("op1", "appoint", expect="pending", **vera)
    h.do("op2", "appoint", expect="pending", **vera)
    h.do("op3", "appoint", expect="pending", **vera)
    h.do("alpha", "appoint", **vera)
    shop = {"body": "beta", "key": jwk("shop"), "role": "platform", "platform": "shop.example", "basis": [h.charter_id]}
    h.do("beta", "appoint", expect="pending", **shop)
    h.do("op3", "appoint", expect="pending", **shop)
    h.do("beta", "appoint", expect="already_signed", **shop)
    h.do("op3", "appoint", expect="already_signed", **shop)
    h.do("op1", "appoint", **shop)
    h.do("op2", "appoint", expect="key_used", **shop)
    h.close()
    h.do("alpha", "dismiss", key=kid("vera"), reason="unspecified")
    h.do("beta", "dismiss", key=kid("shop"), reason="unspecified")
    h.close()


@history("§6 appoint: its conditions in order")
def appoint_refused(h):
    h.start("org")
    new = {"body": "alpha", "key": jwk("new"), "role": "auditor", "basis": [h.charter_id]}
    for name in ("council", "vera", "org"):
        h.do(name, "appoint", expect="signer_not_entitled", **new)
    h.do("op1", "appoint", expect="superseded", **{**new, "body": "omega", "basis": [digest("old")]})
    h.do("beta", "appoint", expect="unknown_body", **{**new, "body": "omega", "key": jwk("op1")})
    h.do("beta", "appoint", expect="signer_not_entitled", **{**new, "key": jwk("op1")})
    for name in ("op1", "op2", "council", "alpha", "vera", "org", "org pause"):
        h.do("op1", "appoint", expect="key_used", **{**new, "key": jwk(name)})
    h.do("op1", "appoint", expect="malformed", platform="shop.example", **new)
    h.do("op1", "appoint", expect="malformed", **{**new, "role": "platform"})
    h.do("op1", "appoint", expect="malformed", **{**new, "role": "platform", "platform": "localhost"})
    h.do("op1", "appoint", expect="malformed", **{**new, "role": "operator"})
    h.do("op1", "appoint", expect="malformed", **{**new, "body": "registry"})
    h.close()


@history("§3 a key serves once in a log, for ever")
def appoint_dismissed_key(h):
    h.start()
    h.do("alpha", "dismiss", key=kid("vera"), reason="ceased_operating")
    for body, by in (("alpha", "op1"), ("beta", "beta")):
        h.do(by, "appoint", expect="key_used", body=body, key=jwk("vera"), role="vetter", basis=[h.charter_id])
    h.close()


@history("§3 two incomplete sets about one key: the second is judged again when the first has completed")
def appoint_one_key_twice(h):
    h.found()
    one, two = ({"body": "alpha", "key": jwk("vera"), "role": role, "basis": [h.charter_id]} for role in ("vetter", "auditor"))
    h.do("op1", "appoint", expect="pending", **one)
    h.do("op1", "appoint", expect="pending", **two)
    h.do("alpha", "appoint", **two)
    h.do("alpha", "appoint", expect="key_used", **one)
    h.close()


# --- dismiss ----------------------------------------------------------------------------------------------------------


@history("§6 dismiss: by the body alone, or by k operators")
def dismiss(h):
    h.operators, h.quorum = ["op1", "op2", "op3"], 2
    h.start("org")
    h.do("op1", "dismiss", expect="pending", key=kid("vera"), reason="non_cooperation")
    h.do("op1", "dismiss", expect="already_signed", key=kid("vera"), reason="non_cooperation")
    h.do("op3", "dismiss", expect="pending", key=kid("vera"), reason="unspecified")
    h.do("op2", "dismiss", key=kid("vera"), reason="non_cooperation")
    h.do("op2", "dismiss", expect="unknown_person", key=kid("vera"), reason="non_cooperation")
    h.do("beta", "dismiss", key=kid("viktor"), reason="ceased_operating")
    h.do("vera", "suspend", code("org"), expect="unknown_signer", reason="unspecified", until=h.now + HOUR)
    h.close()
    h.wants("org", status="active", last={"id": h.ids["org"], "index": 8})


@history("§6 dismiss: its conditions in order")
def dismiss_refused(h):
    h.start("org")
    for name in ("council", "vera", "org"):
        h.do(name, "dismiss", expect="signer_not_entitled", key=kid("viktor"), reason="unspecified")
    for name in ("org", "op2", "alpha", "stranger"):
        h.do("op1", "dismiss", expect="unknown_person", key=kid(name), reason="unspecified")
    h.do("beta", "dismiss", expect="unknown_person", key=kid("stranger"), reason="unspecified", **{"from": 10**6})
    h.do("beta", "dismiss", expect="signer_not_entitled", key=kid("vera"), reason="unspecified", **{"from": 10**6})
    here = len(h.leaves)
    h.do("op1", "dismiss", expect="from_ahead", key=kid("vera"), reason="unspecified", **{"from": here + 1})
    h.do("op1", "dismiss", key=kid("vera"), reason="unspecified", **{"from": here + 1})
    h.close()


@history("§3 a dismissed person's incomplete statements are dropped")
def dismiss_drops_what_is_pending(h):
    h.start("org")
    confirm = {"account": digest("org account"), "until": h.now + DAY, "basis": [h.ids["org"]]}
    h.do("vera", "confirm", code("org"), expect="pending", **confirm)
    h.do("alpha", "dismiss", key=kid("vera"), reason="unspecified")
    h.do("viktor", "confirm", code("org"), expect="pending", **confirm)
    h.appoint("galina", "alpha")
    h.do("galina", "confirm", code("org"), **confirm)
    h.close()


@history("§6 dismiss with from: vouchers left are of fewer than two bodies")
def dismiss_from_suspends(h):
    h.start("org", "org2")
    h.appoint("galina", "beta")
    third = len(h.leaves)
    h.admit("org3", vouchers=("vera", "viktor", "galina"), status_index=2)
    h.do("org3", "amend", code("org3"), basis=[h.ids["org3"]], profile=[digest("new")], kind=digest("k"), jurisdiction=digest("j"))
    h.do("op2", "dismiss", key=kid("viktor"), reason="vetting_error", **{"from": third})  # galina is of beta, too
    h.close(HOUR)
    gone = h.do("op1", "dismiss", key=kid("vera"), reason="vetting_error", **{"from": third})
    h.close()
    h.wants("org", status="active", last={"id": h.ids["org"], "index": 5})
    h.wants("org3", status="suspended", reason="vetting_error", since=h.now, until=None,
            vouchers=[{"body": "beta", "key": kid("galina")}])
    h.wants("org3", suspensions=[{"by": gone, "key": kid("op1"), "kind": "officers", "reason": "vetting_error", "since": h.now}])


@history("§6 dismiss with from: exactly at the admission's index counts, one later does not")
def dismiss_from_at_the_index(h):
    h.found()
    h.vetters()
    h.appoint("galina", "beta")
    at = len(h.leaves)
    h.admit("org")
    h.admit("org2", status_index=1)
    h.do("beta", "dismiss", key=kid("viktor"), reason="vetting_error", **{"from": at + 1})
    h.close()
    h.wants("org", status="active")
    h.wants("org2", status="suspended")


@history("§6 dismiss with from: confirmations go in all records, also in one that is revoked; vouchers of a revoked one stay")
def dismiss_from_and_confirmations(h):
    h.start("org", "org2")
    h.appoint("shop", "alpha", "platform", platform="shop.example")
    h.appoint("chat", "beta", "platform", platform="chat.example")
    for org in ("org", "org2"):
        confirm = {"account": digest(org + " account"), "until": h.now + DAY, "basis": [h.ids[org]]}
        h.do("shop", "confirm", code(org), **confirm)
        h.do("vera", "confirm", code(org), expect="pending", **confirm)
        h.do("viktor", "confirm", code(org), **confirm)
    h.do("op1", "revoke", code("org2"), expect="pending", reason="vetting_error")
    h.do("viktor", "revoke", code("org2"), reason="vetting_error")
    h.close(HOUR)
    h.do("shop", "confirm", code("org"), account=digest("org account"), until=h.now + DAY, basis=[h.ids["org"]])
    h.do("chat", "confirm", code("org"), account=digest("org account"), until=h.now + DAY, basis=[h.ids["org"]])
    at = len(h.leaves) - 1
    h.do("beta", "dismiss", key=kid("chat"), reason="vetting_error", **{"from": at})
    h.do("alpha", "dismiss", key=kid("vera"), reason="vetting_error", **{"from": 0})
    h.do("alpha", "dismiss", key=kid("shop"), reason="vetting_error", **{"from": len(h.leaves)})
    h.close()
    h.wants("org", status="suspended", reason="vetting_error")
    h.wants("org2", status="revoked", vouchers=sorted(
        [{"body": "alpha", "key": kid("vera")}, {"body": "beta", "key": kid("viktor")}], key=lambda v: v["key"]))


@history("§6 dismiss: without from nothing else changes")
def dismiss_without_from(h):
    h.start("org")
    confirm = {"account": digest("org account"), "until": h.now + DAY, "basis": [h.ids["org"]]}
    h.do("vera", "confirm", code("org"), expect="pending", **confirm)
    confirmed = len(h.leaves)
    done = h.do("viktor", "confirm", code("org"), **confirm)
    h.do("op1", "dismiss", key=kid("vera"), reason="vetting_error")
    h.close()
    h.wants("org", status="active", last={"id": done, "index": confirmed})


@history("§5 check 5: acts on the registry name its entity id")
def wrong_subject(h):
    h.start("org")
    h.do("op1", "dismiss", "https://other.example", expect="wrong_subject", key=kid("vera"), reason="unspecified")
    h.do("op1", "dismiss", code("org"), expect="wrong_subject", key=kid("vera"), reason="unspecified")
    h.do("stranger", "appoint", "https://other.example", expect="wrong_subject", body="alpha", key=jwk("new"), role="vetter",
         basis=[h.charter_id])
    h.close()


@history("§3 a person is live while the charter in force has its body: gone with it, back with it")
def recharter_drops_and_restores_body(h):
    h.start("org")
    h.do("viktor", "confirm", code("org"), expect="pending", account=digest("org account"), until=h.now + DAY,
         basis=[h.ids["org"]])
    h.bodies = {"alpha": "alpha"}
    h.charter_id = h.recharter("op1", ["council"])
    h.do("viktor", "suspend", code("org"), expect="unknown_signer", reason="unspecified", until=h.now + HOUR)
    h.do("op1", "dismiss", expect="unknown_person", key=kid("viktor"), reason="unspecified")
    h.bodies = {"alpha": "alpha", "beta": "beta2"}
    h.charter_id = h.recharter("op1", ["council"])
    h.do("viktor", "suspend", code("org"), reason="unspecified", until=h.now + HOUR)
    h.do("viktor", "confirm", code("org"), expect="pending", account=digest("org account"), until=h.now + DAY,
         basis=[h.ids["org"]])
    h.close()


@history("§1, §2 a charter or approvals with a wrong value are malformed")
def recharter_malformed(h):
    h.start()
    right = h.charter()
    limits = right["limits"]
    wrong = [
        {"rules": 0}, {"rules": "1"}, {"quorum": 0}, {"quorum": True}, {"code_prefix": "CI"}, {"code_prefix": "C"}, {"bodies": []},
        {"bodies": right["bodies"][::-1]}, {"bodies": [{"id": "alpha", "key": jwk("alpha"), "name": "Alpha"}]},
        {"bodies": [{"id": "registry", "key": jwk("alpha")}]}, {"operators": right["operators"][::-1]}, {"operators": []},
        {"operators": right["operators"][:1] * 2}, {"council": kid("council")}, {"extra": 1},
        {"limits": {**limits, "wait": 0}}, {"limits": {**limits, "wait": 2**31}}, {"limits": {**limits, "extra": 1}},
        {"limits": {name: n for name, n in limits.items() if name != "wait"}}, {"limits": {**limits, "status_list_size": 2**20 + 4}},
        {"limits": {**limits, "status_list_size": 131074}}, {"log_keys": []}, {"log_keys": [ORIGIN]},
        {"log_keys": sorted((verifier_key(ORIGIN, n) for n in ("first", "second")), reverse=True)}]
    for change in wrong:
        h.recharter("op1", ["council"], expect="malformed", **change)
    one, two = h.approvals("recharter", right, "council", "op2")
    for approvals in ([], [two, one], [one, one], one, [one, two + "="]):
        h.do("op1", "recharter", expect="malformed", charter=right, approvals=approvals, basis=[h.charter_id])
    h.charter_id = h.recharter("op1", ["council"], limits={**limits, "wait": 2**31 - 1})
    h.close()
