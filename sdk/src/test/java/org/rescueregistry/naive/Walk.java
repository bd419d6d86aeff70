package org.rescueregistry.naive;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A random walk through the rulebook: a log that grows by what people might sign as things stand, most of it legal, some
 * of it not, while the clock jumps to where something falls due. A step is a number; the same steps give the same log.
 */
final class Walk {
    private final Pen pen = new Pen();
    private final NaiveReducer writer = new NaiveReducer(Pen.LOG);
    private final List<byte[]> leaves = new ArrayList<>();
    private final OrganisationIdeas organisations = new OrganisationIdeas(this);
    private final RegistryIdeas registry = new RegistryIdeas(this);
    private final Mischief mischief = new Mischief(this);
    private final Map<String, Integer> seen = new TreeMap<>();
    private long now = Founding.START + 1;
    private long closed = now;
    private boolean stopped;

    private Walk(Founding founding) {
        founding.leaves.forEach(writer::append);
        leaves.addAll(founding.leaves);
    }

    static Walk of(Founding founding, List<Long> steps) {
        Walk walk = new Walk(founding);
        for (long step : steps) {
            walk.step(step);
        }
        if (walk.pen.chance(90)) {
            walk.close();
        }
        return walk;
    }

    List<byte[]> leaves() {
        return leaves;
    }

    /** How often what was met on the way: {@code act effective}, {@code act pending}, {@code status …} at each state leaf. */
    Map<String, Integer> seen() {
        return seen;
    }

    Pen pen() {
        return pen;
    }

    NaiveState state() {
        return writer.state();
    }

    long now() {
        return now;
    }

    /** The time of the last state leaf that closed a batch. */
    long closed() {
        return closed;
    }

    long index() {
        return leaves.size();
    }

    private void step(long seed) {
        pen.seed(seed);
        if (stopped) {
            return;
        }
        int choice = pen.below(100);
        if (choice < 22) {
            close();
            advance();
        } else if (choice < 34 || state().records.isEmpty()) {
            registry.next();
        } else if (choice < 52 && !state().pending.isEmpty()) {
            countersign();
        } else if (choice < 60) {
            mischief.next();
        } else {
            organisations.next();
        }
    }

    /** Somebody, mostly one who may, joins a set. */
    private void countersign() {
        NaiveState.Pending set = pen.any(state().pending);
        say(
                pen.chance(80) ? pen.any(fitting(set.statement().payload())) : anybody(),
                again(set.statement().payload()));
    }

    /** The same once more, with a stamp of its own. */
    Map<String, Object> again(Map<String, Object> payload) {
        Map<String, Object> again = new TreeMap<>(payload);
        again.put("jti", pen.jti());
        again.put("iat", now);
        return again;
    }

    /** Who might sign an act of several. */
    List<String> fitting(Map<String, Object> payload) {
        List<String> kids = switch ((String) payload.get("act")) {
            case "confirm", "rekey" -> people("vetter");
            case "finding" -> people("auditor");
            case "reinstate", "revoke" -> officers();
            default -> operators();
        };
        if (payload.get("act").equals("appoint")) {
            kids.addAll(Charters.bodies(state().charter).keySet());
        }
        Map<String, Object> record = state().records.get(payload.get("sub"));
        if (payload.get("act").equals("reinstate") && record != null) {
            kids.add(NaiveKeys.kid(NaiveJson.object(record.get("key"))));
        }
        return kids;
    }

    List<String> operators() {
        return new ArrayList<>(Charters.operators(state().charter));
    }

    /** Those of this role, also of bodies that are gone; the stranger when there are none. */
    List<String> people(String role) {
        List<String> kids = new ArrayList<>();
        state().persons.forEach((kid, person) -> {
            if (person.role.equals(role) && (!person.gone || pen.chance(10))) {
                kids.add(kid);
            }
        });
        return kids.isEmpty() ? new ArrayList<>(List.of(Cast.kid("stranger"))) : kids;
    }

    List<String> officers() {
        List<String> kids = operators();
        kids.addAll(people("vetter"));
        kids.addAll(people("auditor"));
        return kids;
    }

    String anybody() {
        Set<String> kids = new TreeSet<>(state().keys.keySet());
        kids.add(Cast.kid("stranger"));
        return pen.any(kids);
    }

    /** Signs and appends; sometimes what comes out is twisted. */
    void say(String kid, Map<String, Object> payload) {
        if (pen.chance(12)) {
            mischief.twisted(kid, payload);
        } else {
            plainly(kid, payload);
        }
    }

    void plainly(String kid, Map<String, Object> payload) {
        leaf(Cast.signed(Rows.STATEMENT, kid, payload));
    }

    /** So many of these say the same, one after the other. */
    void together(List<String> kids, Map<String, Object> payload) {
        for (String kid : kids) {
            say(kid, again(payload));
            if (pen.chance(12)) {
                return;
            }
        }
    }

    void leaf(String leaf) {
        if (stopped) {
            return;
        }
        byte[] bytes = Pen.bytes(leaf);
        if (writer.stops(bytes) != null) {
            stopped = true;
            leaves.add(bytes);
            return;
        }
        String outcome = writer.judge(bytes, index(), now);
        leaves.add(bytes);
        if (outcome.equals("effective") || outcome.equals("pending")) {
            count(Rows.statement(leaf).payload().get("act") + " " + outcome);
        }
    }

    private void count(String what) {
        seen.merge(what, 1, Integer::sum);
    }

    /** Ends the batch with a state leaf, which is sometimes a wrong one. */
    private void close() {
        if (stopped) {
            return;
        }
        Map<String, Object> right = StateLeaves.right(state(), state().charterId, index(), now);
        leaves.add(Pen.bytes(NaiveJson.print(pen.chance(5) ? mischief.wrong(right) : right)));
        closed = now;
        state().records.values().forEach(record -> count("status " + record.get("status")));
    }

    private void advance() {
        int choice = pen.below(100);
        if (choice < 40) {
            now += pen.below(4);
        } else if (choice < 85) {
            Set<Long> telling = tellingTimes();
            telling.removeIf(time -> time + 1 < now);
            if (!telling.isEmpty()) {
                now = Math.max(now, pen.any(telling) + pen.of(-1, 0, 0, 1));
            }
        } else {
            now += pen.below(1 + (int) state().limit(pen.any(Shapes.LIMITS)) % 100_000);
        }
        state().open(now);
    }

    /** When something begins or ends by itself. */
    private Set<Long> tellingTimes() {
        Set<Long> times = new TreeSet<>();
        for (Map<String, Object> record : state().records.values()) {
            Records.list(record, "accounts").forEach(account -> times.add((Long) account.get("from")));
            Records.list(record, "waiting").forEach(waiting -> times.add((Long) waiting.get("from")));
            for (Map<String, Object> suspension : Records.list(record, "suspensions")) {
                times.add((Long) suspension.getOrDefault("until", now));
            }
        }
        state().pending.forEach(pending -> times.add(pending.time() + state().limit("approval_window")));
        state().began.forEach(began -> times.add(began.since() + state().limit("suspend_again")));
        if (state().coming != null) {
            times.add(state().coming.from());
        }
        return times;
    }
}
