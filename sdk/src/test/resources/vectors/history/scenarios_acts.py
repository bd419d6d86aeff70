"""Histories of acts about an organisation that is admitted: what it does itself, confirm, rekey, erase."""
from builder import DAY, HOUR, code, digest, digests, history, jwk, key, kid, other_signature

WAIT = 72 * HOUR


def words(*labels):
    """The members of an amend."""
    return {"profile": digests(*(label + " name" for label in labels)), "kind": digest(labels[0] + " kind"),
            "jurisdiction": digest(labels[0] + " jurisdiction")}


# --- amend ------------------------------------------------------------------------------------------------------------


@history("§6 amend: waits, falls due exactly at t + wait; then its id is the basis of the next")
def amend(h):
    h.start("org")
    first = h.do("org", "amend", code("org"), basis=[h.ids["org"]], **words("new", "newer"))
    h.close(WAIT - 1)
    h.close(1)
    h.do("org", "amend", code("org"), expect="superseded", basis=[h.ids["org"]], **words("third"))
    second = len(h.leaves)
    third = h.do("org", "amend", code("org"), basis=[first], **words("third"))
    h.close()
    h.wants("org", profile_by=first, last={"id": third, "index": second}, **words("new", "newer"))
    h.wants("org", waiting=[{"act": "amend", "by": third, "from": h.now + WAIT, **words("third")}])


@history("§6 amend: one second before it falls due")
def amend_waits(h):
    h.start("org")
    h.do("org", "amend", code("org"), basis=[h.ids["org"]], **words("new"))
    h.close(WAIT - 1)
    h.close()
    h.wants("org", profile_by=h.ids["org"], profile=digests("org name", "org site"))


@history("§6 amend: replaces an amendment that waits, and begins to wait anew")
def amend_replaced(h):
    h.start("org")
    h.do("org", "amend", code("org"), basis=[h.ids["org"]], **words("new"))
    h.close(WAIT - 1)
    second = h.do("org", "amend", code("org"), basis=[h.ids["org"]], **words("newer"))
    h.close(1)
    h.close()
    h.wants("org", profile_by=h.ids["org"], waiting=[{"act": "amend", "by": second, "from": h.now - 1 + WAIT, **words("newer")}])


@history("§6 amend: signer, basis, then not_active")
def amend_refused(h):
    h.start("org", "org2")
    change = {"basis": [h.ids["org"]], **words("new")}
    for name in ("org pause", "org2", "vera", "op1", "alpha"):
        h.do(name, "amend", code("org"), expect="signer_not_entitled", **change)
    h.do("org pause", "suspend", code("org"), reason="protective")
    h.do("org", "amend", code("org"), expect="superseded", **{**change, "basis": [digest("old")]})
    h.do("org", "amend", code("org"), expect="not_active", **change)
    h.do("org", "bind", code("org"), expect="superseded", account=digest("org account"), basis=[digest("old")])
    h.do("org", "bind", code("org"), expect="not_active", account=digest("org account"), basis=[h.ids["org"]])
    h.rekey("org", "org", "op1", expect="not_active")
    h.close()


@history("§7 several things fall due at once, in order of from, then of their leaves; withdraw comes last and takes the rest away")
def due_in_order(h):
    h.limits["wait"] = 1000
    h.start("org", "org2")
    changed = h.do("org", "amend", code("org"), basis=[h.ids["org"]], **words("new"))
    moved = h.rekey("org", "org", "org new")
    h.do("org", "withdraw", code("org"))
    h.do("org2", "withdraw", code("org2"))
    h.close(500)
    h.do("org2", "amend", code("org2"), basis=[h.ids["org2"]], **words("new2"))
    h.close(5000)
    h.do("org", "retract", code("org"), expect="unknown_signer", attestation=digest("post"))
    h.do("org new", "retract", code("org"), attestation=digest("post"))
    h.close()
    h.wants("org", status="withdrawn", reason="at_own_request", since=h.now - 4500, profile_by=changed, key_by=moved, waiting=[])
    h.wants("org2", status="withdrawn", since=h.now - 4500, profile_by=h.ids["org2"], waiting=[], until=None)


# --- bind and confirm -------------------------------------------------------------------------------------------------


@history("§6 bind: the account waits, unconfirmed; it may be confirmed meanwhile")
def bind(h):
    h.start("org")
    done = h.do("org", "bind", code("org"), account=digest("new account"), basis=[h.ids["org"]])
    start = h.now + WAIT
    h.close(HOUR)
    confirm = {"account": digest("new account"), "until": h.now + DAY, "basis": [done]}
    h.do("viktor", "confirm", code("org"), expect="pending", **confirm)
    confirmed = len(h.leaves)
    h.do("vera", "confirm", code("org"), **confirm)
    h.close()
    given = {"by": sorted((kid("vera"), kid("viktor"))), "index": confirmed, "until": h.now + DAY, "who": "vetters"}
    h.wants("org", accounts=sorted([
        {"by": done, "confirmations": [given], "digest": digest("new account"), "from": start},
        {"by": h.ids["org"], "confirmations": [], "digest": digest("org account"), "from": h.now - 2 * HOUR}],
        key=lambda account: account["digest"]))


@history("§6 bind: its conditions")
def bind_refused(h):
    h.start("org")
    account = {"account": digest("new account"), "basis": [h.ids["org"]]}
    for name in ("org pause", "vera", "op1"):
        h.do(name, "bind", code("org"), expect="signer_not_entitled", **account)
    h.do("org", "bind", code("org"), expect="superseded", **{**account, "basis": sorted([h.ids["org"], digest("more")])})
    h.do("org", "bind", code("org"), **account)
    h.do("org", "bind", code("org"), expect="account_known", **account)
    h.do("org", "bind", code("org"), expect="account_known", **{**account, "account": digest("org account")})
    h.do("org", "unbind", code("org"), account=digest("new account"))
    h.do("org", "bind", code("org"), **account)
    h.close()


@history("§6 bind: at most 64 accounts; one that is there already is account_known, not too_many_accounts")
def bind_too_many(h):
    h.found()
    h.vetters()
    h.admit("org", application=h.application("org", accounts=digests(*("account %d" % n for n in range(16)))))
    for number in range(16, 64):
        h.do("org", "bind", code("org"), account=digest("account %d" % number), basis=[h.ids["org"]])
    h.do("org", "bind", code("org"), expect="too_many_accounts", account=digest("account 64"), basis=[h.ids["org"]])
    h.do("org", "bind", code("org"), expect="account_known", account=digest("account 63"), basis=[h.ids["org"]])
    h.do("org", "unbind", code("org"), account=digest("account 0"))
    h.do("org", "bind", code("org"), account=digest("account 64"), basis=[h.ids["org"]])
    h.close()


@history("§6 confirm: two vetters, of one body too; or one platform, at once; kept apart by who gave them, each replacing its own")
def confirm(h):
    h.start("org")
    h.appoint("valentin", "alpha")
    h.appoint("shop", "beta", "platform", platform="shop.example")
    h.appoint("shop2", "alpha", "platform", platform="shop.example")
    h.appoint("chat", "alpha", "platform", platform="chat.example")
    confirm = {"account": digest("org account"), "until": h.now + DAY, "basis": [h.ids["org"]]}
    h.do("vera", "confirm", code("org"), expect="pending", **confirm)
    h.do("shop", "confirm", code("org"), **confirm)  # equal, but belongs to no set
    h.do("valentin", "confirm", code("org"), **confirm)
    h.do("chat", "confirm", code("org"), **confirm)
    h.close(HOUR)
    later = {**confirm, "until": h.now + DAY}
    replaced = len(h.leaves)
    h.do("shop2", "confirm", code("org"), **later)
    h.do("viktor", "confirm", code("org"), expect="pending", **later)
    h.do("viktor", "confirm", code("org"), expect="already_signed", **later)
    h.do("vera", "confirm", code("org"), expect="pending", **confirm)
    h.do("vera", "confirm", code("org"), **later)
    h.close()
    at = h.now
    h.wants("org", accounts=[{"by": h.ids["org"], "digest": digest("org account"), "from": at - 2 * HOUR, "confirmations": [
        {"by": [kid("chat")], "index": replaced - 2, "until": at - HOUR + DAY, "who": "platform:chat.example"},
        {"by": [kid("shop2")], "index": replaced, "until": at + DAY, "who": "platform:shop.example"},
        {"by": sorted((kid("vera"), kid("viktor"))), "index": replaced + 4, "until": at + DAY, "who": "vetters"}]}])


@history("§6 confirm: its conditions in order")
def confirm_refused(h):
    h.start("org", "org2")
    h.appoint("shop", "beta", "platform", platform="shop.example")
    h.auditors()
    good = {"account": digest("org account"), "until": h.now + DAY, "basis": [h.ids["org"]]}
    for name in ("anna", "op1", "alpha", "org", "council"):
        h.do(name, "confirm", code("org"), expect="signer_not_entitled", **good)
    h.do("vera", "confirm", code("org"), expect="unknown_account", account=digest("x"), until=h.now, basis=[digest("old")])
    h.do("vera", "confirm", code("org"), expect="superseded", **{**good, "until": h.now, "basis": [digest("old")]})
    h.do("vera", "confirm", code("org"), expect="confirmation_out_of_range", **{**good, "until": h.now})
    h.do("shop", "confirm", code("org"), expect="confirmation_out_of_range", **{**good, "until": h.now + 200 * DAY + 1})
    h.do("shop", "confirm", code("org"), **{**good, "until": h.now + 200 * DAY})
    h.do("org", "suspend", code("org"), reason="protective")
    h.do("shop", "confirm", code("org"), **{**good, "until": h.now + 1})
    h.do("op1", "revoke", code("org2"), expect="pending", reason="unspecified")
    h.do("anna", "revoke", code("org2"), reason="unspecified")
    h.do("vera", "confirm", code("org2"), expect="not_in_force", account=digest("x"), until=h.now, basis=[digest("old")])
    h.close()


@history("§6 confirm: an account bound again is another account")
def confirm_of_account_bound_again(h):
    h.start("org")
    h.do("vera", "confirm", code("org"), expect="pending", account=digest("org account"), until=h.now + DAY, basis=[h.ids["org"]])
    h.do("org", "unbind", code("org"), account=digest("org account"))
    again = h.do("org", "bind", code("org"), account=digest("org account"), basis=[h.ids["org"]])
    h.do("viktor", "confirm", code("org"), expect="superseded", account=digest("org account"), until=h.now + DAY, basis=[h.ids["org"]])
    h.do("viktor", "confirm", code("org"), expect="pending", account=digest("org account"), until=h.now + DAY, basis=[again])
    h.close()


# --- rekey by the organisation ----------------------------------------------------------------------------------------


@history("§6 rekey by the organisation: the old key until it falls due, then the new one; what the old one had pending is dropped")
def rekey(h):
    h.start("org")
    paused = h.do("org", "suspend", code("org"), reason="protective")
    h.do("vera", "reinstate", code("org"), expect="pending", basis=[paused])
    h.do("org", "reinstate", code("org"), basis=[paused])
    h.rekey("org", "org", "org new", "org pause new")
    h.do("org new", "retract", code("org"), expect="unknown_signer", attestation=digest("post"))
    h.close(WAIT - 1)
    paused = h.do("org", "suspend", code("org"), reason="protective")
    h.close(1)
    h.close()  # the pause cancelled it
    h.do("vera", "reinstate", code("org"), expect="pending", basis=[paused])
    h.do("org", "reinstate", code("org"), basis=[paused])
    h.rekey("org", "org", "org new", expect="key_used")
    done = h.rekey("org", "org", "org newer", "org pause newer")
    h.close(WAIT)
    h.do("org", "retract", code("org"), expect="unknown_signer", attestation=digest("post"))
    h.do("org pause", "suspend", code("org"), expect="unknown_signer", reason="protective")
    h.do("org newer", "bind", code("org"), expect="superseded", account=digest("x"), basis=[h.ids["org"]])
    h.do("org newer", "bind", code("org"), account=digest("x"), basis=[done])
    h.do("org pause newer", "suspend", code("org"), reason="protective")
    h.close()
    h.wants("org", key=jwk("org newer"), pause_key=jwk("org pause newer"), key_by=done)


@history("§3 a signer whose key is replaced while it awaits another: its statement is dropped")
def rekey_drops_what_is_pending(h):
    h.limits["rekey_wait"] = 1000
    four_bodies(h)
    paused = h.do("org", "suspend", code("org"), reason="protective")
    keys = {"key": jwk("org new"), "pause_key": jwk("org pause new")}
    same = dict(basis=[h.ids["org"]], approval=h.approval("org new", "rekey", keys, sub=code("org")), **keys)
    h.do("galina", "rekey", code("org"), expect="pending", **same)
    h.do("dora", "rekey", code("org"), **same)
    h.do("org", "reinstate", code("org"), expect="pending", basis=[paused])
    h.close(1000)
    h.do("vera", "reinstate", code("org"), expect="pending", basis=[paused])
    h.do("org new", "reinstate", code("org"), basis=[paused])
    h.close()
    h.wants("org", status="active")


@history("§6 rekey by the organisation: without a pause key the old one stays; replaces a rekey that waits")
def rekey_replaced(h):
    h.start("org")
    h.rekey("org", "org", "org new", "org pause new")
    h.close(HOUR)
    done = h.rekey("org", "org", "org newer")
    h.close(WAIT - HOUR)
    h.do("org", "retract", code("org"), attestation=digest("post"))
    h.close(HOUR)
    h.do("org newer", "retract", code("org"), attestation=digest("post"))
    h.rekey("org newer", "org", "org new", expect="key_used", basis=done)
    h.rekey("org newer", "org", "org last", "org pause new", expect="key_used", basis=done)
    h.close()
    h.wants("org", key=jwk("org newer"), pause_key=jwk("org pause"), key_by=done)


@history("§6 rekey: keys and approval")
def rekey_refused(h):
    h.start("org")
    h.rekey("org", "org", "new", basis=digest("old"), expect="superseded")
    for name in ("org", "org pause", "vera", "op2"):
        h.rekey("org", "org", name, expect="key_used")
    h.rekey("org", "org", "new", "new", expect="key_used")
    keys, sub = {"key": jwk("new"), "pause_key": jwk("new pause")}, code("org")
    bad = [
        h.approval("new", "rekey", keys, sub=sub, log="other.example/log"), h.approval("new", "rekey", keys),
        h.approval("new", "recharter", keys, sub=sub), h.approval("org", "rekey", keys, sub=sub),
        h.approval("new pause", "rekey", keys, sub=sub), h.approval("new", "rekey", {"key": jwk("new")}, sub=sub),
        other_signature(h.approval("new", "rekey", keys, sub=sub), lambda r, s: (r, s - 1))]
    for approval in bad:
        h.rekey("org", "org", "new", "new pause", approval=approval, expect="approval_invalid")
    h.rekey("org", "org", "new", approval=h.approval("new", "rekey", keys, sub=sub), expect="approval_invalid")
    h.rekey("org", "org", "new", "new pause", approval="x", expect="malformed")
    h.rekey("org pause", "org", "new", expect="signer_not_entitled")
    h.rekey("op1", "org", "new", expect="signer_not_entitled")
    h.rekey("org", "org", "new", "new pause", approval=h.approval("new", "rekey", keys, sub=sub))
    h.close()


# --- rekey by vetters -------------------------------------------------------------------------------------------------


def four_bodies(h):
    h.bodies = {"alpha": "alpha", "beta": "beta", "gamma": "gamma", "delta": "delta"}
    h.start("org")
    h.appoint("galina", "gamma")
    h.appoint("gleb", "gamma")
    h.appoint("dora", "delta")
    h.close(HOUR)


@history("§6 rekey by vetters: cancels, drops confirmations, suspends; falls due together with the end of its suspension")
def rekey_by_vetters(h):
    four_bodies(h)
    h.appoint("shop", "beta", "platform", platform="shop.example")
    h.do("shop", "confirm", code("org"), account=digest("org account"), until=h.now + DAY, basis=[h.ids["org"]])
    h.do("org", "bind", code("org"), account=digest("new account"), basis=[h.ids["org"]])
    h.do("org", "amend", code("org"), basis=[h.ids["org"]], **words("new"))
    h.rekey("org", "org", "thief")
    h.do("org", "withdraw", code("org"))
    h.rekey("galina", "org", "org new", "org pause new", expect="pending")
    h.rekey("galina", "org", "org new", "org pause new", expect="pending")  # another approval: not equal
    keys = {"key": jwk("org new"), "pause_key": jwk("org pause new")}
    approval = h.approval("org new", "rekey", keys, sub=code("org"))
    same = dict(basis=[h.ids["org"]], approval=approval, **keys)
    h.do("galina", "rekey", code("org"), expect="pending", **same)
    h.do("galina", "rekey", code("org"), expect="already_signed", **same)
    h.do("gleb", "rekey", code("org"), expect="same_body", **same)
    done = h.do("dora", "rekey", code("org"), **same)
    h.do("gleb", "rekey", code("org"), expect="rekey_waiting", **same)
    h.close(7 * DAY - 1)
    h.do("org", "unbind", code("org"), account=digest("org account"))
    h.close(1)
    h.do("org new", "retract", code("org"), attestation=digest("post"))
    h.do("org pause", "suspend", code("org"), expect="unknown_signer", reason="protective")
    h.close()
    h.wants("org", status="active", key=jwk("org new"), pause_key=jwk("org pause new"), key_by=done, accounts=[], waiting=[], suspensions=[])


@history("§6 rekey by vetters: what it leaves until it falls due")
def rekey_by_vetters_waits(h):
    four_bodies(h)
    h.do("org", "withdraw", code("org"))
    keys = {"key": jwk("org new"), "pause_key": jwk("org pause new")}
    same = dict(basis=[h.ids["org"]], approval=h.approval("org new", "rekey", keys, sub=code("org")), **keys)
    h.do("dora", "rekey", code("org"), expect="pending", **same)
    h.close(HOUR)
    done = h.do("gleb", "rekey", code("org"), **same)
    due = h.now + 7 * DAY
    h.close()
    h.wants("org", status="suspended", reason="key_compromise", since=h.now, until=due, key=jwk("org"),
            waiting=[{"act": "rekey", "by": done, "from": due, "signers": "vetters", **keys}],
            suspensions=[{"by": done, "key": kid("gleb"), "kind": "rekey", "reason": "key_compromise", "since": h.now, "until": due}])


@history("§6 rekey by vetters: its conditions in order")
def rekey_by_vetters_refused(h):
    four_bodies(h)
    h.auditors()
    h.rekey("anna", "org", "new", "new pause", expect="signer_not_entitled")
    h.rekey("vera", "org", "op1", expect="superseded", basis=digest("old"))
    h.rekey("vera", "org", "op1", expect="body_vouched")
    h.rekey("galina", "org", "op1", expect="pause_key_missing")
    h.rekey("galina", "org", "op1", "new pause", expect="key_used")
    h.rekey("galina", "org", "new", "new", expect="key_used")
    h.rekey("galina", "org", "new", "new pause", expect="approval_invalid", approval=h.approval("new", "rekey", {}, sub=code("org")))
    h.do("op1", "revoke", code("org"), expect="pending", reason="unspecified")
    h.do("dora", "revoke", code("org"), reason="unspecified")
    h.rekey("vera", "org", "op1", expect="body_vouched")
    h.rekey("galina", "org", "op1", expect="not_in_force")
    h.close()


@history("§6 suspend by the organisation: the veto against a rekey by vetters")
def rekey_vetoed(h):
    four_bodies(h)
    keys = {"key": jwk("thief"), "pause_key": jwk("thief pause")}
    same = dict(basis=[h.ids["org"]], approval=h.approval("thief", "rekey", keys, sub=code("org")), **keys)
    h.do("dora", "rekey", code("org"), expect="pending", **same)
    done = h.do("gleb", "rekey", code("org"), **same)
    started = h.now
    h.close(DAY)
    paused = h.do("org pause", "suspend", code("org"), reason="key_compromise")
    h.do("thief", "retract", code("org"), expect="unknown_signer", attestation=digest("x"))
    h.do("vera", "reinstate", code("org"), expect="mixed_suspensions", basis=sorted([done, paused]))
    h.rekey("galina", "org", "thief2", "thief pause", expect="key_used")
    h.close(30 * DAY)
    h.do("gleb", "reinstate", code("org"), expect="pending", basis=[done])
    h.do("vera", "reinstate", code("org"), basis=[done])
    h.close()
    h.wants("org", key=jwk("org"), status="suspended", reason="key_compromise", waiting=[],
            suspensions=[{"by": paused, "key": kid("org pause"), "kind": "self", "reason": "key_compromise", "since": started + DAY}])


@history("§6 rekey by vetters: the body of a voucher taken out by dismiss may sign")
def rekey_by_body_no_longer_voucher(h):
    h.bodies = {"alpha": "alpha", "beta": "beta", "gamma": "gamma"}
    h.start("org")
    h.appoint("valentin", "alpha")
    h.appoint("galina", "gamma")
    keys = {"key": jwk("org new"), "pause_key": jwk("org pause new")}
    same = dict(basis=[h.ids["org"]], approval=h.approval("org new", "rekey", keys, sub=code("org")), **keys)
    h.do("valentin", "rekey", code("org"), expect="body_vouched", **same)
    h.do("alpha", "dismiss", key=kid("vera"), reason="vetting_error", **{"from": 0})
    h.do("valentin", "rekey", code("org"), expect="pending", **same)
    h.do("galina", "rekey", code("org"), **same)
    h.close()
    h.wants("org", status="suspended", reason="vetting_error")


# --- withdraw, unbind, erase, finding, retract -------------------------------------------------------------------------


@history("§6 withdraw: falls due; since is its from, however late the batch")
def withdraw(h):
    h.start("org")
    h.do("org", "withdraw", code("org"))
    due = h.now + WAIT
    h.close(WAIT + 5 * DAY)
    for name, act, more in (("withdraw", "withdraw", {}), ("unbind", "unbind", {"account": digest("org account")}),
                            ("suspend", "suspend", {"reason": "protective"})):
        h.do("org", act, code("org"), expect="not_in_force", **more)
    h.do("org", "amend", code("org"), expect="not_active", basis=[h.ids["org"]], **words("new"))
    h.do("org", "bind", code("org"), expect="not_active", basis=[h.ids["org"]], account=digest("x"))
    h.do("vera", "suspend", code("org"), expect="not_in_force", reason="unspecified", until=h.now + 1)
    h.rekey("org", "org", "new", expect="not_active")
    h.do("org", "erase", code("org"), digests=[digest("org account")])
    h.do("org", "retract", code("org"), attestation=digest("post"))
    h.close()
    h.wants("org", status="withdrawn", reason="at_own_request", since=due, until=None, accounts=[])


@history("§6 withdraw: replaces a withdrawal that waits; an officer's suspension cancels it; a suspended organisation may withdraw")
def withdraw_cancelled(h):
    h.start("org")
    h.do("org", "withdraw", code("org"))
    h.close(HOUR)
    h.do("org", "withdraw", code("org"))
    h.close(WAIT - HOUR)
    h.do("vera", "suspend", code("org"), reason="unspecified", until=h.now + HOUR)
    h.close(HOUR)
    h.do("org", "withdraw", code("org"))
    h.do("org", "suspend", code("org"), reason="at_own_request")
    fourth = h.do("org", "withdraw", code("org"))
    h.close()
    h.wants("org", status="suspended", reason="at_own_request", waiting=[{"act": "withdraw", "by": fourth, "from": h.now + WAIT}])


@history("§6 unbind: at once, also while suspended and for an account that waits")
def unbind(h):
    h.start("org", "org2")
    h.do("org", "bind", code("org"), account=digest("new account"), basis=[h.ids["org"]])
    h.do("org", "unbind", code("org"), account=digest("new account"))
    h.do("org", "unbind", code("org"), expect="unknown_account", account=digest("new account"))
    for name in ("org pause", "org2", "vera", "op1"):
        h.do(name, "unbind", code("org"), expect="signer_not_entitled", account=digest("org account"))
    h.do("org pause", "suspend", code("org"), reason="protective")
    h.do("org", "unbind", code("org"), account=digest("org account"))
    h.close()
    h.wants("org", accounts=[])


@history("§6 erase: profile, kind, jurisdiction, accounts and a waiting amendment")
def erase(h):
    h.operators, h.quorum = ["op1", "op2", "op3"], 2
    h.start("org")
    h.do("org", "amend", code("org"), basis=[h.ids["org"]], profile=digests("new name", "new site"), kind=digest("new kind"),
         jurisdiction=digest("org jurisdiction"))
    own = digests("org name", "org kind", "org jurisdiction", "new site")
    h.do("org", "erase", code("org"), expect="unknown_digest", digests=sorted([*own, digest("stranger")]))
    h.do("op1", "erase", code("org"), expect="pending", digests=own)
    h.do("org", "erase", code("org"), digests=own)
    h.do("op2", "erase", code("org"), expect="unknown_digest", digests=own)
    both = digests("org account", "new kind")
    h.do("op3", "erase", code("org"), expect="pending", digests=both)
    h.do("op3", "erase", code("org"), expect="already_signed", digests=both)
    h.do("op1", "erase", code("org"), digests=both)
    for name in ("org pause", "vera", "alpha", "council"):
        h.do(name, "erase", code("org"), expect="signer_not_entitled", digests=[digest("org site")])
    h.close(WAIT)
    h.close()
    h.wants("org", profile=[digest("new name")], kind=None, jurisdiction=None, accounts=[], waiting=[])
    h.do("op1", "erase", code("org"), expect="malformed", digests=[])
    h.do("op1", "erase", code("org"), expect="malformed", digests=digests(*map(str, range(65))))
    h.close()


@history("§6 erase: what is left while the amendment waits")
def erase_from_waiting(h):
    h.start("org")
    done = h.do("org", "amend", code("org"), basis=[h.ids["org"]], profile=digests("new name"), kind=digest("new kind"),
                jurisdiction=digest("new jurisdiction"))
    h.do("op1", "erase", code("org"), digests=digests("new name", "new jurisdiction", "org site", "org jurisdiction"))
    h.close()
    h.wants("org", profile=[digest("org name")], kind=digest("org kind"), jurisdiction=None,
            waiting=[{"act": "amend", "by": done, "from": h.now + WAIT, "profile": [], "kind": digest("new kind")}])


@history("§6 erase: when revoked only k operators")
def erase_when_revoked(h):
    h.start("org")
    h.do("op1", "revoke", code("org"), expect="pending", reason="unspecified")
    h.do("vera", "revoke", code("org"), reason="unspecified")
    h.do("org", "erase", code("org"), expect="signer_not_entitled", digests=[digest("x")])
    h.do("op1", "erase", code("org"), expect="unknown_digest", digests=[digest("x")])
    h.do("op1", "erase", code("org"), digests=digests("org account", "org name"))
    h.close()
    h.wants("org", status="revoked", accounts=[], profile=digests("org site"))


@history("§6 finding: two auditors of two bodies; none but the record's last")
def finding(h):
    h.start("org")
    h.auditors()
    h.appoint("ada", "alpha", "auditor")
    found = {"complaint": digest("complaint"), "outcome": "not_upheld"}
    for name in ("vera", "op1", "org", "alpha"):
        h.do(name, "finding", code("org"), expect="signer_not_entitled", **found)
    h.do("anna", "finding", code("org"), expect="pending", **found)
    h.do("anna", "finding", code("org"), expect="already_signed", **found)
    h.do("ada", "finding", code("org"), expect="same_body", **found)
    h.do("boris", "finding", code("org"), expect="pending", **{**found, "outcome": "upheld"})
    h.do("boris", "finding", code("org"), **found)
    h.do("boris", "finding", code("org"), expect="pending", **found)  # a new set
    at = len(h.leaves)
    last = h.do("ada", "finding", code("org"), **{**found, "outcome": "upheld"})
    h.do("anna", "finding", code("org"), expect="malformed", **{**found, "outcome": "guilty"})
    h.close()
    h.wants("org", status="active", last={"id": last, "index": at})


@history("§6 retract: the organisation's key, in every status")
def retract(h):
    h.start("org")
    h.do("org pause", "retract", code("org"), expect="signer_not_entitled", attestation=digest("post"))
    h.do("op1", "revoke", code("org"), expect="pending", reason="unspecified")
    h.do("vera", "revoke", code("org"), reason="unspecified")
    at = len(h.leaves)
    done = h.do("org", "retract", code("org"), attestation=digest("post"))
    h.close()
    h.wants("org", status="revoked", last={"id": done, "index": at})
