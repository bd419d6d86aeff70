package org.rescueregistry.naive;

import static org.rescueregistry.naive.VoidLeaf.unless;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The rows of section 6 that are about an organisation with a record: each method reads as its row. */
final class OrganisationActs {
    private final NaiveState state;

    OrganisationActs(NaiveState state) {
        this.state = state;
    }

    String judge(Case c, Map<String, Object> record) {
        String result = switch (c.text("act")) {
            case "amend" -> amend(c, record);
            case "bind" -> bind(c, record);
            case "confirm" -> confirm(c, record);
            case "rekey" -> rekey(c, record);
            case "withdraw" -> withdraw(c, record);
            case "unbind" -> unbind(c, record);
            case "erase" -> erase(c, record);
            case "suspend" -> suspend(c, record);
            case "reinstate" -> reinstate(c, record);
            case "revoke" -> revoke(c, record);
            case "finding" -> finding(c);
            default -> retract(c, record);
        };
        if (result.equals("effective")) {
            record.put("last", c.here());
        }
        return result;
    }

    private static boolean active(Map<String, Object> record) {
        return record.get("status").equals("active");
    }

    private static boolean inForce(Map<String, Object> record) {
        return !Records.isFinal(record);
    }

    private static boolean organisation(Case c, Map<String, Object> record) {
        return NaiveState.isOrganisation(record, c.kid());
    }

    private String amend(Case c, Map<String, Object> record) {
        c.entitled(organisation(c, record));
        c.restsOn(record.get("profile_by"));
        unless(active(record), "not_active");
        Map<String, Object> item = Records.of("act", "amend", "by", c.id(), "from", c.time() + state.limit("wait"));
        List.of("profile", "kind", "jurisdiction").forEach(name -> item.put(name, c.said(name)));
        Records.waitAlone(record, item);
        return "effective";
    }

    private String bind(Case c, Map<String, Object> record) {
        c.entitled(organisation(c, record));
        c.restsOn(record.get("key_by"));
        unless(active(record), "not_active");
        unless(Records.find(record, "accounts", "digest", c.said("account")) == null, "account_known");
        unless(Records.list(record, "accounts").size() < 64, "too_many_accounts");
        Map<String, Object> account = Records.of(
                "by",
                c.id(),
                "confirmations",
                new ArrayList<>(),
                "digest",
                c.said("account"),
                "from",
                c.time() + state.limit("wait"));
        Records.add(record, "accounts", account, "digest");
        return "effective";
    }

    private String confirm(Case c, Map<String, Object> record) {
        boolean platform = state.is("platform", c.kid());
        c.entitled(platform || state.is("vetter", c.kid()));
        unless(inForce(record), "not_in_force");
        Map<String, Object> account = Records.find(record, "accounts", "digest", c.said("account"));
        unless(account != null, "unknown_account");
        c.restsOn(account.get("by"));
        long until = c.number("until");
        unless(c.time() < until && until <= c.time() + state.limit("confirmation_max"), "confirmation_out_of_range");
        Set<String> signers = Set.of(c.kid());
        if (!platform) {
            signers = c.join(false);
            if (signers.size() < 2) {
                return c.pending();
            }
            c.complete();
        }
        String who = platform ? "platform:" + state.persons.get(c.kid()).platform : "vetters";
        Map<String, Object> older = Records.find(account, "confirmations", "who", who);
        Records.remove(account, "confirmations", older);
        Map<String, Object> confirmation =
                Records.of("by", new ArrayList<Object>(signers), "index", c.index(), "until", until, "who", who);
        Records.add(account, "confirmations", confirmation, "who");
        return "effective";
    }

    private String rekey(Case c, Map<String, Object> record) {
        boolean own = organisation(c, record);
        c.entitled(own || state.is("vetter", c.kid()));
        c.restsOn(record.get("key_by"));
        if (!own) {
            unless(Records.find(record, "vouchers", "body", state.bodyOf(c.kid())) == null, "body_vouched");
        }
        unless(own ? active(record) : inForce(record), own ? "not_active" : "not_in_force");
        unless(own || c.says("pause_key"), "pause_key_missing");
        unless(!Records.vettersRekeyWaits(record), "rekey_waiting");
        Map<String, Object> keys = new TreeMap<>(Map.of("key", c.said("key")));
        if (c.says("pause_key")) {
            keys.put("pause_key", c.said("pause_key"));
            unless(!c.said("key").equals(c.said("pause_key")), "key_used");
            unless(state.fresh(c.object("pause_key")), "key_used");
        }
        unless(state.fresh(c.object("key")), "key_used");
        NaiveJws approval = Rows.approval(c.said("approval"));
        unless(Charters.approves(approval, c.said(), keys), "approval_invalid");
        unless(approval.kid().equals(NaiveKeys.kid(c.object("key"))), "approval_invalid");
        unless(NaiveKeys.verifies(c.object("key"), approval), "approval_invalid");
        if (!own) {
            if (c.join(true).size() < 2) {
                return c.pending();
            }
            c.complete();
        }
        keys.values().forEach(jwk -> state.accept(NaiveJson.object(jwk)));
        long from = c.time() + state.limit(own ? "wait" : "rekey_wait");
        Map<String, Object> item =
                Records.of("act", "rekey", "by", c.id(), "from", from, "signers", own ? "organisation" : "vetters");
        item.putAll(keys);
        if (own) {
            Records.waitAlone(record, item);
            return "effective";
        }
        Records.cancelOwn(record, c.time());
        Records.list(record, "accounts").forEach(account -> account.put("confirmations", new ArrayList<>()));
        c.suspend(record, "rekey", "key_compromise", from);
        Records.wait(record, item);
        return "effective";
    }

    private String withdraw(Case c, Map<String, Object> record) {
        c.entitled(organisation(c, record));
        unless(inForce(record), "not_in_force");
        Records.waitAlone(record, Records.of("act", "withdraw", "by", c.id(), "from", c.time() + state.limit("wait")));
        return "effective";
    }

    private String unbind(Case c, Map<String, Object> record) {
        c.entitled(organisation(c, record));
        unless(inForce(record), "not_in_force");
        Map<String, Object> account = Records.find(record, "accounts", "digest", c.said("account"));
        unless(account != null, "unknown_account");
        Records.remove(record, "accounts", account);
        return "effective";
    }

    private String erase(Case c, Map<String, Object> record) {
        boolean own = organisation(c, record);
        c.entitled(own ? !record.get("status").equals("revoked") : state.isOperator(c.kid()));
        List<Object> digests = NaiveJson.array(c.said("digests"));
        unless(Records.digests(record).containsAll(digests), "unknown_digest");
        if (!own) {
            if (!c.quorumOf(c.join(false))) {
                return c.pending();
            }
            c.complete();
            state.coming = null;
        }
        Records.erase(record, digests);
        return "effective";
    }

    private String suspend(Case c, Map<String, Object> record) {
        if (!c.says("until") && !c.says("confirms")) {
            return pause(c, record);
        }
        c.entitled(state.isOfficer(c.kid()));
        allowed(c);
        unless(inForce(record), "not_in_force");
        if (c.says("until")) {
            long until = c.number("until");
            unless(c.time() < until && until <= c.time() + state.limit("suspension_max"), "suspension_out_of_range");
            unless(!suspendedRecently(c), "suspended_recently");
            unless(suspensionsInForce(c) < state.limit("suspensions_per_key"), "too_many_suspensions");
            c.suspend(record, "officers", "under_review", until);
            Records.cancelOwn(record, c.time());
            return "effective";
        }
        Map<String, Object> suspension = Records.find(record, "suspensions", "by", c.said("confirms"));
        boolean confirmable =
                suspension != null && suspension.get("kind").equals("officers") && suspension.containsKey("until");
        unless(confirmable, "nothing_to_confirm");
        unless(!state.bodyOf((String) suspension.get("key")).equals(state.bodyOf(c.kid())), "same_body");
        suspension.remove("until");
        suspension.put("reason", c.said("reason"));
        Records.restate(record);
        return "effective";
    }

    private static void allowed(Case c) {
        Set<String> ownWords = Set.of("at_own_request", "protective", "under_review");
        unless(!ownWords.contains(c.text("reason")), "reason_not_allowed");
    }

    private boolean suspendedRecently(Case c) {
        return state.began.stream()
                .filter(began ->
                        began.code().equals(c.said("sub")) && began.kid().equals(c.kid()))
                .anyMatch(began -> c.time() - began.since() < state.limit("suspend_again"));
    }

    private long suspensionsInForce(Case c) {
        long count = 0;
        for (Map<String, Object> record : state.records.values()) {
            for (Map<String, Object> suspension : Records.list(record, "suspensions")) {
                boolean own = suspension.get("key").equals(c.kid());
                boolean ends = suspension.containsKey("until") && (Long) suspension.get("until") > c.time();
                count += own && ends ? 1 : 0;
            }
        }
        return count;
    }

    /** {@code suspend} by the organisation. */
    private String pause(Case c, Map<String, Object> record) {
        c.entitled(organisation(c, record) || NaiveState.isPauseKey(record, c.kid()));
        Set<String> allowed = Set.of("at_own_request", "protective", "key_compromise");
        unless(allowed.contains(c.text("reason")), "reason_not_allowed");
        unless(inForce(record), "not_in_force");
        Map<String, Object> vetoed = Records.find(record, "waiting", "signers", "vetters");
        if (vetoed != null) {
            Map<String, Object> suspension = Records.find(record, "suspensions", "by", vetoed.get("by"));
            suspension.remove("until");
            suspension.put("kind", "officers");
            Records.remove(record, "waiting", vetoed);
        }
        Records.cancelOwn(record, c.time());
        if (Records.find(record, "suspensions", "kind", "self") == null) {
            c.suspend(record, "self", c.text("reason"), -1);
        }
        Records.restate(record);
        return "effective";
    }

    private String reinstate(Case c, Map<String, Object> record) {
        List<Map<String, Object>> lifted = new ArrayList<>();
        for (Object id : NaiveJson.array(c.said("basis"))) {
            Map<String, Object> suspension = Records.find(record, "suspensions", "by", id);
            unless(suspension != null, "superseded");
            lifted.add(suspension);
        }
        Set<Object> kinds = new HashSet<>();
        lifted.forEach(suspension -> kinds.add(suspension.get("kind")));
        unless(!kinds.contains("rekey"), "rekey_waiting");
        unless(kinds.size() == 1, "mixed_suspensions");
        boolean self = kinds.contains("self");
        boolean vetter = state.is("vetter", c.kid());
        c.entitled(self ? organisation(c, record) || vetter : state.isOfficer(c.kid()));
        unless(record.get("status").equals("suspended"), "not_in_force");
        Set<String> signers = c.join(!self);
        boolean enough = self
                ? signers.stream().anyMatch(kid -> NaiveState.isOrganisation(record, kid))
                        && signers.stream().anyMatch(kid -> state.is("vetter", kid))
                : signers.size() >= 2;
        if (!enough) {
            return c.pending();
        }
        c.complete();
        lifted.forEach(suspension -> Records.remove(record, "suspensions", suspension));
        Records.restate(record);
        return "effective";
    }

    private String revoke(Case c, Map<String, Object> record) {
        boolean mayBeFirst = state.isOperator(c.kid()) || state.is("auditor", c.kid());
        c.entitled(state.isOfficer(c.kid()) && (mayBeFirst || !c.others().isEmpty()));
        allowed(c);
        unless(!record.get("status").equals("revoked"), "not_in_force");
        if (c.join(true).size() >= 2) {
            c.complete();
            Records.end(record, "revoked", c.text("reason"), c.time());
            return "effective";
        }
        boolean could = !suspendedRecently(c) && suspensionsInForce(c) < state.limit("suspensions_per_key");
        if (inForce(record) && could) {
            c.suspend(record, "officers", "under_review", c.time() + state.limit("suspension_max"));
            Records.cancelOwn(record, c.time());
            record.put("last", c.here());
        }
        return c.pending();
    }

    private String finding(Case c) {
        c.entitled(state.is("auditor", c.kid()));
        if (c.join(true).size() < 2) {
            return c.pending();
        }
        c.complete();
        return "effective";
    }

    private static String retract(Case c, Map<String, Object> record) {
        c.entitled(organisation(c, record));
        return "effective";
    }
}
