package org.rescueregistry.naive;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** What might be said of an organisation that has a record, by whom it should be said, mostly. */
final class OrganisationIdeas {
    /** Acts that lead on stand here more than once. */
    private static final List<String> ACTS = List.of(
            "amend",
            "amend",
            "bind",
            "bind",
            "confirm",
            "confirm",
            "rekey",
            "rekey",
            "rekey",
            "withdraw",
            "unbind",
            "erase",
            "suspend",
            "suspend",
            "confirms",
            "confirms",
            "pause",
            "reinstate",
            "reinstate",
            "revoke",
            "finding",
            "retract");

    private static final List<String> OFTEN =
            List.of("vetting_error", "safeguarding_breach", "sanctions_match", "non_cooperation", "key_compromise");

    private final Walk walk;
    private final Pen pen;

    OrganisationIdeas(Walk walk) {
        this.walk = walk;
        this.pen = walk.pen();
    }

    void next() {
        Map<String, Object> record = pen.any(walk.state().records.values());
        switch (pen.any(ACTS)) {
            case "amend" -> amend(record);
            case "bind" -> bind(record);
            case "confirm" -> confirm(record);
            case "rekey" -> rekey(record);
            case "withdraw" -> {
                if (pen.chance(40)) {
                    walk.say(key(record), payload("withdraw", record));
                }
            }
            case "unbind" -> unbind(record);
            case "erase" -> erase(record);
            case "suspend" -> suspend(record);
            case "confirms" -> confirms(record);
            case "pause" -> pause(record);
            case "reinstate" -> reinstate(record);
            case "revoke" -> revoke(record);
            case "finding" -> finding(record);
            default -> retract(record);
        }
    }

    private Map<String, Object> payload(String act, Map<String, Object> record) {
        return pen.payload(act, (String) record.get("code"), walk.now());
    }

    private static String key(Map<String, Object> record) {
        return NaiveKeys.kid(NaiveJson.object(record.get("key")));
    }

    private static String pauseKey(Map<String, Object> record) {
        return NaiveKeys.kid(NaiveJson.object(record.get("pause_key")));
    }

    private void amend(Map<String, Object> record) {
        Map<String, Object> payload = payload("amend", record);
        payload.put("profile", pen.digests(pen.size(3, 32)));
        payload.put("kind", pen.digest());
        payload.put("jurisdiction", pen.digest());
        payload.put("basis", List.of(record.get("profile_by")));
        walk.say(key(record), payload);
    }

    private void bind(Map<String, Object> record) {
        int times = pen.chance(2) ? 95 : 1;
        for (int i = 0; i < times; i++) {
            Map<String, Object> payload = payload("bind", record);
            payload.put("account", pen.chance(10) ? account(record).get("digest") : pen.digest());
            payload.put("basis", List.of(record.get("key_by")));
            walk.say(key(record), payload);
        }
    }

    /** One of its accounts; if it has none, one that it never had. */
    private Map<String, Object> account(Map<String, Object> record) {
        List<Map<String, Object>> accounts = Records.list(record, "accounts");
        boolean invented = accounts.isEmpty() || pen.chance(5);
        return invented ? Records.of("digest", pen.digest(), "by", pen.digest()) : pen.any(accounts);
    }

    private void confirm(Map<String, Object> record) {
        Map<String, Object> account = account(record);
        Map<String, Object> payload = payload("confirm", record);
        payload.put("account", account.get("digest"));
        payload.put("basis", List.of(account.get("by")));
        payload.put("until", pen.around(walk.now(), walk.now() + walk.state().limit("confirmation_max")));
        if (pen.chance(40)) {
            walk.say(pen.any(walk.people("platform")), payload);
        } else {
            walk.together(some(walk.people("vetter"), 2), payload);
        }
    }

    /** So many of these in any order, or all there are. */
    private List<String> some(List<String> those, int count) {
        List<String> some = new ArrayList<>(those);
        Collections.shuffle(some, new Random(pen.below(1 << 30)));
        return some.subList(0, Math.min(count, some.size()));
    }

    private void rekey(Map<String, Object> record) {
        boolean own = pen.chance(50);
        Map<String, Object> keys =
                new TreeMap<>(Map.of("key", Cast.jwk(pen.chance(93) ? pen.freshKey() : walk.anybody())));
        if (pen.chance(own ? 50 : 93)) {
            keys.put("pause_key", pen.chance(93) ? Cast.jwk(pen.freshKey()) : keys.get("key"));
        }
        Map<String, Object> payload = payload("rekey", record);
        String approver = pen.chance(94) ? NaiveKeys.kid(NaiveJson.object(keys.get("key"))) : walk.anybody();
        String sub = pen.chance(96) ? (String) record.get("code") : Pen.ENTITY;
        String act = pen.chance(96) ? "rekey" : "recharter";
        payload.put("approval", pen.approval(act, sub, walk.now(), pen.chance(96) ? keys : "else", approver));
        payload.putAll(keys);
        payload.put("basis", List.of(record.get("key_by")));
        if (own) {
            walk.say(key(record), payload);
            return;
        }
        List<String> vetters = walk.people("vetter");
        if (pen.chance(85)) {
            vetters.removeIf(
                    kid -> Records.find(record, "vouchers", "body", walk.state().bodyOf(kid)) != null);
        }
        walk.together(some(vetters, 2), payload);
    }

    private void unbind(Map<String, Object> record) {
        Map<String, Object> payload = payload("unbind", record);
        payload.put("account", account(record).get("digest"));
        walk.say(key(record), payload);
    }

    private void erase(Map<String, Object> record) {
        List<Object> has = new ArrayList<>(Records.digests(record));
        has.removeIf(digest -> digest == null);
        if (has.isEmpty() || pen.chance(8)) {
            has.add(pen.digest());
        }
        Map<String, Object> payload = payload("erase", record);
        List<String> digests = some(has.stream().map(Object::toString).toList(), 1 + pen.below(2));
        payload.put("digests", digests.stream().sorted().toList());
        if (pen.chance(50)) {
            walk.say(key(record), payload);
        } else {
            walk.together(some(walk.operators(), (int) walk.state().quorum()), payload);
        }
    }

    private void suspend(Map<String, Object> record) {
        Map<String, Object> payload = payload("suspend", record);
        payload.put("reason", pen.any(pen.chance(90) ? OFTEN : Rows.REASONS));
        payload.put("until", pen.around(walk.now(), walk.now() + walk.state().limit("suspension_max")));
        String officer = pen.any(walk.officers());
        walk.say(officer, payload);
        if (pen.chance(10)) {
            walk.say(officer, walk.again(payload));
        }
    }

    /** {@code suspend} with {@code confirms}. */
    private void confirms(Map<String, Object> record) {
        List<Map<String, Object>> suspensions = Records.list(record, "suspensions");
        if (suspensions.isEmpty() && pen.chance(80)) {
            suspend(record);
            return;
        }
        Map<String, Object> payload = payload("suspend", record);
        payload.put("reason", pen.any(pen.chance(90) ? OFTEN : Rows.REASONS));
        payload.put(
                "confirms",
                suspensions.isEmpty() ? pen.digest() : pen.any(suspensions).get("by"));
        walk.say(pen.any(walk.officers()), payload);
    }

    /** {@code suspend} by the organisation. */
    private void pause(Map<String, Object> record) {
        Map<String, Object> payload = payload("suspend", record);
        payload.put(
                "reason",
                pen.chance(90) ? pen.of("at_own_request", "protective", "key_compromise") : pen.any(Rows.REASONS));
        walk.say(pen.chance(50) ? key(record) : pauseKey(record), payload);
    }

    private void reinstate(Map<String, Object> record) {
        List<Map<String, Object>> suspensions = Records.list(record, "suspensions");
        List<String> lifted = new ArrayList<>(
                suspensions.stream().map(each -> (String) each.get("by")).toList());
        if (lifted.isEmpty()) {
            if (pen.chance(80)) {
                return;
            }
            lifted.add(pen.digest());
        }
        Map<String, Object> payload = payload("reinstate", record);
        payload.put("basis", some(lifted, 1 + pen.below(2)).stream().sorted().toList());
        boolean self = !suspensions.isEmpty() && suspensions.get(0).get("kind").equals("self");
        List<String> signers =
                self ? new ArrayList<>(List.of(key(record), pen.any(walk.people("vetter")))) : some(walk.officers(), 2);
        if (pen.chance(10)) {
            signers = some(walk.people("vetter"), 3);
        }
        Collections.shuffle(signers, new Random(pen.below(1 << 30)));
        walk.together(signers, payload);
    }

    private void revoke(Map<String, Object> record) {
        Map<String, Object> payload = payload("revoke", record);
        payload.put("reason", pen.any(pen.chance(90) ? OFTEN : Rows.REASONS));
        List<String> first = pen.chance(50) ? walk.operators() : walk.people("auditor");
        walk.say(pen.any(pen.chance(90) ? first : walk.officers()), payload);
        if (pen.chance(30)) {
            walk.say(pen.any(walk.officers()), walk.again(payload));
        }
    }

    private void finding(Map<String, Object> record) {
        Map<String, Object> payload = payload("finding", record);
        payload.put("complaint", pen.digest());
        payload.put("outcome", pen.any(Rows.OUTCOMES));
        walk.together(some(walk.people("auditor"), 2), payload);
    }

    private void retract(Map<String, Object> record) {
        Map<String, Object> payload = payload("retract", record);
        payload.put("attestation", pen.digest());
        walk.say(key(record), payload);
    }
}
