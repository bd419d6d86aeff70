package org.rescueregistry.naive;

import static org.rescueregistry.naive.VoidLeaf.wellFormed;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a statement of each act looks like (sections 1 and 6): its members, and the shape of each. */
final class Rows {
    static final String STATEMENT = "rescue-statement+jwt";
    static final String APPLICATION = "rescue-application+jwt";
    static final String VOUCH = "rescue-vouch+jwt";
    static final String APPROVAL = "rescue-approval+jwt";

    static final Set<String> REASONS = Set.of(
            "key_compromise",
            "superseded",
            "ceased_operating",
            "registration_lapsed",
            "vetting_error",
            "identity_misrepresented",
            "advance_fee_or_extortion",
            "safeguarding_breach",
            "sanctions_match",
            "non_cooperation",
            "under_review",
            "at_own_request",
            "protective",
            "unspecified");
    static final Set<String> OUTCOMES = Set.of("upheld", "not_upheld", "settled", "out_of_scope");
    static final Set<String> ROLES = Set.of("vetter", "auditor", "platform");

    /** A member with a question mark may be absent. */
    static final Map<String, String> ACTS = Map.ofEntries(
            Map.entry("charter", "charter approvals"),
            Map.entry("recharter", "charter approvals basis"),
            Map.entry("appoint", "body key role platform? basis"),
            Map.entry("dismiss", "key reason from?"),
            Map.entry("admit", "application vouches status_index valid_from valid_until basis"),
            Map.entry("amend", "profile kind jurisdiction basis"),
            Map.entry("bind", "account basis"),
            Map.entry("confirm", "account until basis"),
            Map.entry("rekey", "key pause_key? approval basis"),
            Map.entry("withdraw", ""),
            Map.entry("unbind", "account"),
            Map.entry("erase", "digests"),
            Map.entry("suspend", "reason until? confirms?"),
            Map.entry("reinstate", "basis"),
            Map.entry("revoke", "reason"),
            Map.entry("finding", "complaint outcome"),
            Map.entry("retract", "attestation"));

    static final Set<String> ABOUT_THE_REGISTRY = Set.of("charter", "recharter", "appoint", "dismiss");

    private Rows() {}

    static NaiveJws statement(String leaf) {
        NaiveJws statement = NaiveJws.read(leaf, STATEMENT);
        Map<String, Object> payload = statement.payload();
        wellFormed(payload.get("act") instanceof String act && ACTS.containsKey(act));
        String act = (String) payload.get("act");
        envelope(payload);
        if (act.equals("charter")) {
            Shapes.entity(payload.get("sub"));
        } else if (!ABOUT_THE_REGISTRY.contains(act)) {
            Shapes.code(payload.get("sub"));
        }
        Set<String> names = new HashSet<>(Set.of("act", "log", "sub", "jti", "iat"));
        for (String member : ACTS.get(act).split(" ")) {
            String name = member.replace("?", "");
            if (!member.endsWith("?") || payload.containsKey(name)) {
                names.add(name);
            }
        }
        names.remove("");
        Shapes.members(payload, names);
        names.forEach(name -> member(act, name, payload.get(name)));
        wellFormed(payload.containsKey("platform") == "platform".equals(payload.get("role")));
        wellFormed(!(payload.containsKey("until") && payload.containsKey("confirms")));
        return statement;
    }

    private static void envelope(Map<String, Object> payload) {
        Shapes.string(payload.get("log"));
        Shapes.string(payload.get("sub"));
        Shapes.jti(payload.get("jti"));
        Shapes.time(payload.get("iat"));
    }

    private static void member(String act, String name, Object value) {
        switch (name) {
            case "act", "log", "sub", "jti", "iat" -> {}
            case "basis" -> Shapes.digests(value, 1, Integer.MAX_VALUE);
            case "charter" -> Shapes.charter(value);
            case "approvals" -> approvals(value);
            case "approval" -> approval(value);
            case "body" -> Shapes.name(value);
            case "role" -> wellFormed(ROLES.contains(Shapes.string(value)));
            case "platform" -> Shapes.domain(value);
            case "reason" -> wellFormed(REASONS.contains(Shapes.string(value)));
            case "outcome" -> wellFormed(OUTCOMES.contains(Shapes.string(value)));
            case "from" -> Shapes.integer(value, 0, Long.MAX_VALUE);
            case "application" -> application(value);
            case "vouches" -> vouches(value);
            case "status_index" -> Shapes.integer(value, 0, Integer.MAX_VALUE);
            case "valid_from", "valid_until", "until" -> Shapes.time(value);
            case "profile" -> Shapes.digests(value, 1, 32);
            case "digests" -> Shapes.digests(value, 1, 64);
            case "pause_key" -> Shapes.jwk(value);
            case "key" -> {
                if (act.equals("dismiss")) {
                    Shapes.digest(value);
                } else {
                    Shapes.jwk(value);
                }
            }
            default -> Shapes.digest(value);
        }
    }

    static NaiveJws application(Object text) {
        NaiveJws application = NaiveJws.read(text, APPLICATION);
        Map<String, Object> payload = Shapes.members(
                application.payload(),
                Set.of("log", "sub", "jti", "iat", "key", "pause_key", "profile", "kind", "jurisdiction", "accounts"));
        envelope(payload);
        Shapes.jwk(payload.get("key"));
        Shapes.jwk(payload.get("pause_key"));
        Shapes.digests(payload.get("profile"), 1, 32);
        Shapes.digest(payload.get("kind"));
        Shapes.digest(payload.get("jurisdiction"));
        Shapes.digests(payload.get("accounts"), 0, 16);
        return application;
    }

    static NaiveJws approval(Object text) {
        NaiveJws approval = NaiveJws.read(text, APPROVAL);
        Map<String, Object> payload =
                Shapes.members(approval.payload(), Set.of("act", "log", "sub", "jti", "iat", "content"));
        envelope(payload);
        wellFormed(Set.of("charter", "recharter", "rekey").contains(Shapes.string(payload.get("act"))));
        Shapes.digest(payload.get("content"));
        return approval;
    }

    static List<NaiveJws> approvals(Object value) {
        List<NaiveJws> approvals = new ArrayList<>();
        Shapes.items(value, 1, 40).forEach(text -> approvals.add(approval(text)));
        byKid(approvals);
        return approvals;
    }

    static List<NaiveJws> vouches(Object value) {
        List<NaiveJws> vouches = new ArrayList<>();
        for (Object text : Shapes.items(value, 2, 8)) {
            NaiveJws vouch = NaiveJws.read(text, VOUCH);
            Shapes.members(vouch.payload(), Set.of("log", "application", "jti", "iat", "exp"));
            Shapes.string(vouch.payload().get("log"));
            Shapes.digest(vouch.payload().get("application"));
            Shapes.jti(vouch.payload().get("jti"));
            Shapes.time(vouch.payload().get("iat"));
            Shapes.time(vouch.payload().get("exp"));
            vouches.add(vouch);
        }
        byKid(vouches);
        return vouches;
    }

    private static void byKid(List<NaiveJws> signed) {
        List<Object> kids = new ArrayList<>();
        signed.forEach(jws -> kids.add(jws.kid()));
        Shapes.ascending(kids, kid -> (String) kid);
    }
}
