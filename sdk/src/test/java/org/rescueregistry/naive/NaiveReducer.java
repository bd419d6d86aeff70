package org.rescueregistry.naive;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.rescueregistry.naive.VoidLeaf.unless;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Folds the leaves of one log: batches and stopping of section 4, the checks of section 5, the state leaf of section 8. */
final class NaiveReducer {
    private static final int LONGEST = 65_535;

    private final NaiveState state;
    private final RegistryActs registryActs;
    private final OrganisationActs organisationActs;
    private final List<byte[]> open = new ArrayList<>();
    private final List<String> outcomes = new ArrayList<>();
    private long size;
    private long lastTime;
    private @Nullable String stop;

    NaiveReducer(String log) {
        state = new NaiveState(log);
        registryActs = new RegistryActs(state);
        organisationActs = new OrganisationActs(state);
    }

    NaiveState state() {
        return state;
    }

    /** Of each leaf that a state leaf has closed: {@code effective}, {@code pending}, a refusal code, {@code state}, {@code wrong_state map …}. */
    List<String> outcomes() {
        return outcomes;
    }

    /** The code and the index at which the reader stopped, or null. */
    @Nullable
    String stop() {
        return stop;
    }

    void append(byte[] leaf) {
        if (stop != null) {
            return;
        }
        String stops = stops(leaf);
        if (stops != null) {
            stop = stops + " at " + size;
            return;
        }
        Map<String, Object> closing = closing(leaf);
        open.add(leaf);
        size++;
        if (closing != null) {
            close(closing);
        }
    }

    private static boolean beginsAsState(byte[] leaf) {
        return leaf.length > 0 && leaf[0] == '{';
    }

    /** Section 4, "Stopping": the code, or null. */
    @Nullable
    String stops(byte[] leaf) {
        if (leaf.length > LONGEST) {
            return null;
        }
        try {
            boolean isState = beginsAsState(leaf);
            Map<String, Object> said = isState
                    ? NaiveJson.object(NaiveJson.read(leaf))
                    : NaiveJws.readUnsigned(new String(leaf, ISO_8859_1), Rows.STATEMENT)
                            .payload();
            if (!state.log.equals(said.get("log"))) {
                return null;
            }
            if (isState) {
                return "state".equals(said.get("act")) && later(said) ? "unknown_rules" : null;
            }
            if (said.get("act") instanceof String act) {
                boolean brings = act.equals("charter") || act.equals("recharter");
                if (brings && said.get("charter") instanceof Map && later(NaiveJson.object(said.get("charter")))) {
                    return "unknown_rules";
                }
                return Rows.ACTS.containsKey(act) ? null : "unknown_act";
            }
            return null;
        } catch (VoidLeaf e) {
            return null;
        }
    }

    private static boolean later(Map<String, Object> said) {
        return said.get("rules") instanceof Long rules && rules > 1;
    }

    /** The state leaf, if this one closes the batch. */
    private @Nullable Map<String, Object> closing(byte[] leaf) {
        if (!beginsAsState(leaf) || leaf.length > LONGEST) {
            return null;
        }
        try {
            Map<String, Object> said = Shapes.members(
                    NaiveJson.read(leaf),
                    Set.of("act", "attestations", "charter", "log", "map", "rules", "size", "status_lists", "time"));
            VoidLeaf.wellFormed("state".equals(said.get("act")));
            List.of("attestations", "charter", "map").forEach(name -> Shapes.digest(said.get(name)));
            Shapes.string(said.get("log"));
            Shapes.integer(said.get("rules"), 1, Long.MAX_VALUE);
            Shapes.integer(said.get("size"), 0, Long.MAX_VALUE);
            Shapes.time(said.get("time"));
            for (Object list : NaiveJson.object(said.get("status_lists")).values()) {
                Map<String, Object> members = Shapes.members(list, Set.of("bits", "length", "sha256"));
                Shapes.integer(members.get("bits"), 2, 2);
                Shapes.integer(members.get("length"), 0, Long.MAX_VALUE);
                Shapes.digest(members.get("sha256"));
            }
            boolean closes = said.get("log").equals(state.log)
                    && said.get("size").equals(size)
                    && (Long) said.get("time") >= lastTime;
            return closes ? said : null;
        } catch (VoidLeaf e) {
            return null;
        }
    }

    private void close(Map<String, Object> closing) {
        lastTime = (Long) closing.get("time");
        long index = size - open.size();
        if (index > 0 && !state.charter.isEmpty()) {
            state.open(lastTime);
        }
        for (byte[] leaf : open.subList(0, open.size() - 1)) {
            outcomes.add(judge(leaf, index++, lastTime));
        }
        outcomes.add(state.charter.isEmpty() ? "no_charter" : compared(closing));
        open.clear();
    }

    private String compared(Map<String, Object> closing) {
        Set<String> differs = new TreeSet<>();
        if (!closing.get("charter").equals(state.charterId)) {
            differs.add("charter");
        }
        if (!closing.get("map").equals(NaiveMap.root(state.recordTexts()))) {
            differs.add("map");
        }
        if (!closing.get("status_lists").equals(state.statusLists())) {
            differs.add("status_lists");
        }
        return differs.isEmpty() ? "state" : "wrong_state " + String.join(" ", differs);
    }

    /** Section 5. */
    String judge(byte[] leaf, long index, long time) {
        if (index > 0 && state.charter.isEmpty()) {
            return "no_charter";
        }
        try {
            unless(!beginsAsState(leaf), "state_misplaced");
            VoidLeaf.wellFormed(leaf.length <= LONGEST);
            NaiveJws statement = Rows.statement(new String(leaf, ISO_8859_1));
            String judged = judge(new Case(state, statement, index, time));
            state.legal.add(statement.id());
            state.dropWhoIsGone();
            return judged;
        } catch (VoidLeaf e) {
            return index == 0 ? "no_charter" : e.code();
        }
    }

    private String judge(Case c) {
        unless(c.said("log").equals(state.log), "wrong_log");
        unless(!state.legal.contains(c.id()), "duplicate");
        boolean charter = c.said("act").equals("charter");
        unless(charter || c.index() > 0, "no_charter");
        Map<String, Object> limits = NaiveJson.object((charter ? c.object("charter") : state.charter).get("limits"));
        unless(c.time() - c.number("iat") <= (Long) limits.get("statement_age"), "too_old");
        unless(c.number("iat") - c.time() <= (Long) limits.get("statement_skew"), "from_future");
        boolean aboutRegistry = Rows.ABOUT_THE_REGISTRY.contains(c.text("act"));
        unless(!aboutRegistry || c.index() == 0 || c.said("sub").equals(state.entity), "wrong_subject");
        Map<String, Object> record = state.records.get(c.text("sub"));
        unless(aboutRegistry || c.said("act").equals("admit") || record != null, "unknown_subject");
        signed(c);
        return switch (c.text("act")) {
            case "charter" -> registryActs.charter(c);
            case "recharter" -> registryActs.recharter(c);
            case "appoint" -> registryActs.appoint(c);
            case "dismiss" -> registryActs.dismiss(c);
            case "admit" -> registryActs.admit(c);
            default -> organisationActs.judge(c, record);
        };
    }

    /** Check 6 without what each row says; leaf 0 brings the keys along. */
    private void signed(Case c) {
        Map<String, Map<String, Object>> keys = state.keys;
        if (c.index() == 0) {
            keys = Charters.keys(c.object("charter"));
            unless(keys.containsKey(c.kid()), "unknown_signer");
        } else {
            unless(state.isLive(c.kid()), "unknown_signer");
        }
        unless(NaiveKeys.verifies(keys.get(c.kid()), c.statement()), "bad_signature");
    }

    /** What folding came to, in a text to be held against another. */
    String result() {
        StringBuilder result = new StringBuilder();
        for (int i = 0; i < outcomes.size(); i++) {
            result.append(i).append(' ').append(outcomes.get(i)).append('\n');
        }
        result.append("stop ").append(stop).append("\ncharter ").append(state.charterId);
        result.append("\nmap ").append(NaiveMap.root(state.recordTexts()));
        result.append("\nlists ").append(NaiveJson.print(state.statusLists())).append('\n');
        state.recordTexts().values().forEach(record -> result.append(record).append('\n'));
        return result.toString();
    }
}
