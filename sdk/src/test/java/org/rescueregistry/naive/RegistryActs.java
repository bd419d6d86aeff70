package org.rescueregistry.naive;

import static org.rescueregistry.naive.VoidLeaf.unless;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.rescueregistry.naive.NaiveState.Person;

/** The rows of section 6 that are about the registry, and {@code admit}: each method reads as its row. */
final class RegistryActs {
    private final NaiveState state;

    RegistryActs(NaiveState state) {
        this.state = state;
    }

    /** Leaf 0 alone gets past {@code charter_misplaced}; its signature was verified with the charter's own key. */
    String charter(Case c) {
        Map<String, Object> charter = c.object("charter");
        Set<String> operators = Charters.operators(charter);
        c.entitled(operators.contains(c.kid()));
        unless(c.index() == 0, "charter_misplaced");
        Charters.holdsTogether(charter, state.log);
        Set<String> signers = Charters.approvers(c.statement(), Charters.keys(charter));
        signers.add(c.kid());
        String council = Charters.council(charter);
        unless(signers.contains(council), "charter_invalid");
        unless(Charters.count(signers, operators) >= (Long) charter.get("quorum"), "charter_invalid");
        signers.removeAll(operators);
        unless(signers.equals(Set.of(council)), "charter_invalid");
        Charters.keys(charter).values().forEach(state::accept);
        state.entity = c.text("sub");
        state.charter = charter;
        state.charterId = c.id();
        return "effective";
    }

    String recharter(Case c) {
        boolean byCouncil = state.isCouncil(c.kid());
        c.entitled(byCouncil || state.isOperator(c.kid()));
        c.restsOn(state.charterId);
        Map<String, Object> now = state.charter;
        Map<String, Object> next = c.object("charter");
        Charters.holdsTogether(next, state.log);
        unless(next.get("code_prefix").equals(now.get("code_prefix")), "charter_invalid");
        unless(
                NaiveJson.object(next.get("limits")).get("status_list_size").equals(state.limit("status_list_size")),
                "charter_invalid");
        keepsOffices(now, next);
        approved(c, now, next, byCouncil);
        Charters.keys(next).values().forEach(state::accept);
        if (byCouncil) {
            state.coming = new NaiveState.Coming(next, c.id(), c.time() + state.limit("council_wait"));
            return "effective";
        }
        state.coming = null;
        state.charter = next;
        state.charterId = c.id();
        return "effective";
    }

    /** Every key of the new charter is fresh, or in the office in which it is. */
    private void keepsOffices(Map<String, Object> now, Map<String, Object> next) {
        Set<String> same = new HashSet<>(Charters.operators(next));
        same.retainAll(Charters.operators(now));
        if (Charters.council(now).equals(Charters.council(next))) {
            same.add(Charters.council(now));
        }
        Charters.bodies(next).forEach((kid, id) -> {
            if (id.equals(Charters.bodies(now).get(kid))) {
                same.add(kid);
            }
        });
        Charters.keys(next).forEach((kid, jwk) -> unless(same.contains(kid) || state.fresh(jwk), "charter_invalid"));
    }

    private void approved(Case c, Map<String, Object> now, Map<String, Object> next, boolean byCouncil) {
        Map<String, Map<String, Object>> keys = Charters.keys(now);
        keys.putAll(Charters.keys(next));
        Set<String> signers = Charters.approvers(c.statement(), keys);
        signers.add(c.kid());
        unless(Charters.count(signers, Charters.operators(next)) >= (Long) next.get("quorum"), "charter_invalid");
        unless(signers.contains(Charters.council(now)), "charter_invalid");
        unless(signers.contains(Charters.council(next)), "charter_invalid");
        unless(byCouncil || Charters.count(signers, Charters.operators(now)) >= state.quorum(), "charter_invalid");
        for (Map<String, Object> charter : List.of(now, next)) {
            signers.removeAll(Charters.operators(charter));
            signers.remove(Charters.council(charter));
        }
        unless(signers.isEmpty(), "charter_invalid");
    }

    String appoint(Case c) {
        String body = state.bodyWithKey(c.kid());
        c.entitled(body != null || state.isOperator(c.kid()));
        c.restsOn(state.charterId);
        unless(Charters.bodies(state.charter).containsValue(c.text("body")), "unknown_body");
        c.entitled(body == null || body.equals(c.text("body")));
        unless(state.fresh(c.object("key")), "key_used");
        Set<String> signers = c.join(false);
        boolean bodySigned = signers.stream().anyMatch(kid -> c.said("body").equals(state.bodyWithKey(kid)));
        if (!bodySigned || !c.quorumOf(signers)) {
            return c.pending();
        }
        c.complete();
        state.coming = null;
        state.accept(c.object("key"));
        String platform = c.says("platform") ? c.text("platform") : null;
        state.persons.put(NaiveKeys.kid(c.object("key")), new Person(c.text("body"), c.text("role"), platform, c.id()));
        return "effective";
    }

    String dismiss(Case c) {
        String body = state.bodyWithKey(c.kid());
        c.entitled(body != null || state.isOperator(c.kid()));
        Person person = state.live(c.text("key"));
        unless(person != null, "unknown_person");
        c.entitled(body == null || person.body.equals(body));
        unless(!c.says("from") || c.number("from") <= c.index(), "from_ahead");
        if (body == null) {
            if (!c.quorumOf(c.join(false))) {
                return c.pending();
            }
            c.complete();
            state.coming = null;
        }
        person.gone = true;
        if (c.says("from")) {
            state.records.values().forEach(record -> takeOut(c, record));
        }
        return "effective";
    }

    private void takeOut(Case c, Map<String, Object> record) {
        boolean touched = false;
        Map<String, Object> voucher = Records.find(record, "vouchers", "key", c.said("key"));
        long admitted = (Long) NaiveJson.object(record.get("admitted")).get("index");
        if (!Records.isFinal(record) && admitted >= c.number("from") && voucher != null) {
            touched = true;
            Records.remove(record, "vouchers", voucher);
            Set<Object> bodies = new HashSet<>();
            Records.list(record, "vouchers").forEach(left -> bodies.add(left.get("body")));
            if (bodies.size() < 2) {
                c.suspend(record, "officers", "vetting_error", -1);
            }
        }
        for (Map<String, Object> account : Records.list(record, "accounts")) {
            for (Map<String, Object> confirmation : Records.list(account, "confirmations")) {
                boolean by = NaiveJson.array(confirmation.get("by")).contains(c.said("key"));
                if (by && (Long) confirmation.get("index") >= c.number("from")) {
                    touched = true;
                    Records.remove(account, "confirmations", confirmation);
                }
            }
        }
        if (touched) {
            record.put("last", c.here());
        }
    }

    String admit(Case c) {
        c.entitled(state.isOperator(c.kid()));
        unless(c.text("sub").startsWith("RR-" + state.charter.get("code_prefix")), "wrong_prefix");
        unless(!state.records.containsKey(c.text("sub")), "code_used");
        NaiveJws application = Rows.application(c.said("application"));
        Map<String, Object> applied = application.payload();
        Map<String, Object> key = NaiveJson.object(applied.get("key"));
        Map<String, Object> pauseKey = NaiveJson.object(applied.get("pause_key"));
        unless(applied.get("log").equals(state.log), "application_invalid");
        unless(applied.get("sub").equals(state.entity), "application_invalid");
        unless(application.kid().equals(NaiveKeys.kid(key)), "application_invalid");
        unless(NaiveKeys.verifies(key, application), "application_invalid");
        unless(!key.equals(pauseKey) && state.fresh(key) && state.fresh(pauseKey), "key_used");
        List<NaiveJws> vouches = Rows.vouches(c.said("vouches"));
        vouches.forEach(vouch -> vouched(c, vouch, application.id()));
        Set<Object> bodies = new HashSet<>();
        List<Object> basis = new ArrayList<>(List.of(state.charterId));
        List<Object> vouchers = new ArrayList<>();
        for (NaiveJws vouch : vouches) {
            Person vetter = state.live(vouch.kid());
            bodies.add(vetter.body);
            basis.add(vetter.appointment);
            vouchers.add(Records.of("body", vetter.body, "key", vouch.kid()));
        }
        unless(bodies.size() >= 2, "vouches_short");
        c.restsOn(basis.toArray());
        inRange(c);
        if (!c.quorumOf(c.join(false))) {
            return c.pending();
        }
        c.complete();
        state.coming = null;
        state.accept(key);
        state.accept(pauseKey);
        state.statusIndices.add(c.number("status_index"));
        state.records.put(c.text("sub"), admitted(c, applied, vouchers));
        return "effective";
    }

    private void vouched(Case c, NaiveJws vouch, String application) {
        Map<String, Object> said = vouch.payload();
        long life = (Long) said.get("exp") - (Long) said.get("iat");
        unless(said.get("log").equals(state.log), "vouch_invalid");
        unless(said.get("application").equals(application), "vouch_invalid");
        unless(0 < life && life <= state.limit("vouch_max"), "vouch_invalid");
        unless(state.is("vetter", vouch.kid()), "vouch_by_stranger");
        unless(NaiveKeys.verifies(state.keys.get(vouch.kid()), vouch), "vouch_invalid");
        unless((Long) said.get("exp") > c.time(), "vouch_expired");
    }

    private void inRange(Case c) {
        long entries = state.limit("status_list_size");
        long index = c.number("status_index");
        unless(index < (state.lists() + 1) * entries && index < 256 * entries, "status_index_out_of_range");
        unless(!state.statusIndices.contains(index), "status_index_used");
        long from = c.number("valid_from");
        long until = c.number("valid_until");
        boolean right = from < until && c.time() < until && until - from <= state.limit("validity_max");
        unless(right, "validity_out_of_range");
    }

    private static Map<String, Object> admitted(Case c, Map<String, Object> applied, List<Object> vouchers) {
        Map<String, Object> record = Records.of(
                "accounts", new ArrayList<>(),
                "admitted", c.here(),
                "code", c.said("sub"),
                "jurisdiction", applied.get("jurisdiction"),
                "key", applied.get("key"),
                "key_by", c.id(),
                "kind", applied.get("kind"),
                "last", c.here(),
                "pause_key", applied.get("pause_key"),
                "profile", new ArrayList<>(NaiveJson.array(applied.get("profile"))),
                "profile_by", c.id(),
                "status", "active",
                "status_index", c.said("status_index"),
                "suspensions", new ArrayList<>(),
                "valid_from", c.said("valid_from"),
                "valid_until", c.said("valid_until"),
                "vouchers", vouchers,
                "waiting", new ArrayList<>());
        for (Object digest : NaiveJson.array(applied.get("accounts"))) {
            Map<String, Object> account = new TreeMap<>(Records.of("by", c.id(), "digest", digest, "from", c.time()));
            account.put("confirmations", new ArrayList<>());
            Records.add(record, "accounts", account, "digest");
        }
        return record;
    }
}
