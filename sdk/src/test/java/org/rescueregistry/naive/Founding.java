package org.rescueregistry.naive;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** How a log begins: its charter, and who is appointed. There are a few, each written once for all histories. */
final class Founding {
    static final long START = 1_800_000_000;

    private static final long DAY = 86_400;

    /** With the page's defaults, and with limits that a short history reaches; with quorums of one, two and three. */
    static final List<Founding> ALL = List.of(
            new Founding(defaults(), 2, 0),
            new Founding(narrow(), 2, 1),
            new Founding(narrow(), 1, 2),
            new Founding(narrow(), 3, 3));

    private final Pen pen = new Pen();
    private final Map<String, Object> limits;
    private final int quorum;
    final List<byte[]> leaves = new ArrayList<>();

    private Founding(Map<String, Object> limits, int quorum, long seed) {
        this.limits = limits;
        this.quorum = quorum;
        pen.seed(seed);
        write();
    }

    /** For whoever repeats a failing history. */
    @Override
    public String toString() {
        return "founding with a quorum of " + quorum + " and limits " + limits;
    }

    private static Map<String, Object> defaults() {
        return new TreeMap<>(Map.ofEntries(
                Map.entry("statement_age", DAY),
                Map.entry("statement_skew", 60L),
                Map.entry("approval_window", 3 * DAY),
                Map.entry("wait", 3 * DAY),
                Map.entry("rekey_wait", 7 * DAY),
                Map.entry("council_wait", 7 * DAY),
                Map.entry("suspension_max", 3 * DAY),
                Map.entry("suspend_again", 30 * DAY),
                Map.entry("suspensions_per_key", 3L),
                Map.entry("vouch_max", 30 * DAY),
                Map.entry("validity_max", 400 * DAY),
                Map.entry("confirmation_max", 200 * DAY),
                Map.entry("status_list_size", 131_072L)));
    }

    private static Map<String, Object> narrow() {
        return new TreeMap<>(Map.ofEntries(
                Map.entry("statement_age", 100L),
                Map.entry("statement_skew", 5L),
                Map.entry("approval_window", 90L),
                Map.entry("wait", 60L),
                Map.entry("rekey_wait", 130L),
                Map.entry("council_wait", 110L),
                Map.entry("suspension_max", 80L),
                Map.entry("suspend_again", 150L),
                Map.entry("suspensions_per_key", 1L),
                Map.entry("vouch_max", 200L),
                Map.entry("validity_max", 4000L),
                Map.entry("confirmation_max", 300L),
                Map.entry("status_list_size", 4L)));
    }

    /** Sorted as a charter has them. */
    static List<Object> jwks(Collection<String> kids) {
        List<Object> jwks = new ArrayList<>();
        new TreeSet<>(kids).forEach(kid -> jwks.add(Cast.jwk(kid)));
        return jwks;
    }

    Map<String, Object> charter() {
        List<String> operators = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            operators.add(Cast.kid("operator " + i));
        }
        List<Object> bodies = new ArrayList<>();
        for (String body : Cast.BODIES) {
            bodies.add(Records.of("id", body, "key", Cast.jwk(Cast.kid("body " + body))));
        }
        List<Object> logKeys = new ArrayList<>(Cast.logKeys(Pen.LOG));
        logKeys.sort(Comparator.comparing(Object::toString));
        return Records.of(
                "bodies",
                bodies,
                "code_prefix",
                "CN",
                "council",
                Cast.jwk(Cast.kid("council")),
                "limits",
                limits,
                "log_keys",
                logKeys,
                "operators",
                jwks(operators),
                "quorum",
                (long) quorum,
                "rules",
                1L);
    }

    private void write() {
        NaiveReducer reducer = new NaiveReducer(Pen.LOG);
        leaves.add(charterLeaf(pen, Pen.ENTITY, charter(), List.of("operator 1", "operator 2", "council")));
        leaves.forEach(reducer::append);
        close(reducer, START);
        for (String body : Cast.BODIES) {
            appoint(reducer, body, "vetter", body + " vetter 0");
        }
        for (String body : List.of("hill-desk", "river-desk")) {
            appoint(reducer, body, "vetter", body + " vetter 1");
        }
        for (String body : List.of("hill-desk", "lake-desk", "sea-desk")) {
            appoint(reducer, body, "auditor", body + " auditor");
        }
        appoint(reducer, "sea-desk", "platform", "platform");
        close(reducer, START + 1);
        if (reducer.outcomes().contains("malformed") || reducer.state().persons.size() != 10) {
            throw new AssertionError(reducer.result());
        }
    }

    /** By operator 0, and approved by these. */
    static byte[] charterLeaf(Pen pen, String entity, Map<String, Object> charter, List<String> approvers) {
        Map<String, Object> payload = pen.payload("charter", entity, START);
        List<String> kids = new ArrayList<>(approvers.stream().map(Cast::kid).toList());
        kids.sort(Comparator.naturalOrder());
        payload.put("charter", charter);
        payload.put(
                "approvals",
                kids.stream()
                        .<Object>map(kid -> pen.approval("charter", entity, START, charter, kid))
                        .toList());
        return Pen.bytes(Cast.signed(Rows.STATEMENT, Cast.kid("operator 0"), payload));
    }

    private void appoint(NaiveReducer reducer, String body, String role, String name) {
        List<String> signers = new ArrayList<>(List.of("body " + body));
        for (int i = 0; i < quorum; i++) {
            signers.add("operator " + i);
        }
        for (String signer : signers) {
            Map<String, Object> payload = pen.payload("appoint", Pen.ENTITY, START);
            payload.put("basis", List.of(reducer.state().charterId));
            payload.put("body", body);
            payload.put("key", Cast.jwk(Cast.kid(name)));
            payload.put("role", role);
            if (role.equals("platform")) {
                payload.put("platform", Cast.PLATFORM);
            }
            byte[] leaf = Pen.bytes(Cast.signed(Rows.STATEMENT, Cast.kid(signer), payload));
            leaves.add(leaf);
            reducer.append(leaf);
        }
    }

    /** Nothing in a founding changes a record, so the state before the batch is the state after it. */
    private void close(NaiveReducer reducer, long time) {
        String charterId = reducer.state().charterId;
        if (charterId.isEmpty()) {
            charterId = Rows.statement(new String(leaves.get(0), UTF_8)).id();
        }
        byte[] leaf = Pen.bytes(NaiveJson.print(StateLeaves.right(reducer.state(), charterId, leaves.size(), time)));
        leaves.add(leaf);
        reducer.append(leaf);
    }
}
