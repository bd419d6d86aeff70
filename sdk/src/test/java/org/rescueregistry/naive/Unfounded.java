package org.rescueregistry.naive;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Logs whose beginning is in doubt: charters that hold together or not, enough approvals or not, or no charter at all. */
final class Unfounded {
    /** Entity ids as they should be spelled and as they should not. */
    static final List<String> ENTITIES = List.of(
            "https://registry.example/",
            "https://registry.example/a/b.c~d_e-f",
            "https://registry.example/a//b",
            "https://registry.example/a/../b",
            "https://registry.example/.",
            "https://registry.example/...",
            "https://registry.example/a%41",
            "https://registry.example?x",
            "https://registry.example#x",
            "https://Registry.example",
            "https://registry.example.",
            "https://registry..example",
            "https://-registry.example",
            "https://registry-.example",
            "https://reg_istry.example",
            "https://u@registry.example",
            "https://registry.example:443",
            "https://registry.example:80",
            "https://registry.example:0",
            "https://registry.example:08443",
            "https://registry.example:65535",
            "https://registry.example:65536",
            "https://registry.example:",
            "https://192.0.2.1",
            "https://[::1]:8443",
            "https://[::2]",
            "https://localhost",
            "http://localhost:8080/x",
            "http://localhost:80",
            "http://127.0.0.1:443",
            "http://127.0.0.2",
            "http://[::1]",
            "http://registry.example",
            "HTTPS://registry.example",
            "ftp://localhost",
            "https://",
            "https://" + "a".repeat(63) + ".example",
            "https://" + "a".repeat(64) + ".example",
            "https://" + "a.".repeat(126) + "a",
            "https://" + "a.".repeat(126) + "ab",
            "https://registry.example/" + "a".repeat(487),
            "https://registry.example/" + "a".repeat(488));

    private final Pen pen = new Pen();
    private final List<byte[]> leaves = new ArrayList<>();

    private Unfounded() {}

    static List<byte[]> of(Founding founding, List<Long> steps) {
        Unfounded log = new Unfounded();
        for (long step : steps.subList(0, Math.min(steps.size(), 12))) {
            log.pen.seed(step);
            log.leaves.add(log.leaves.isEmpty() ? log.first(founding) : log.next(founding));
        }
        log.leaves.add(log.state(log.leaves.size()));
        return log.leaves;
    }

    private byte[] first(Founding founding) {
        return switch (pen.below(8)) {
            case 0 -> founding.leaves.get(pen.below(3));
            case 1 -> state(0);
            case 2 -> state(1);
            case 3 -> Pen.bytes(pen.of("", "nonsense", "{}"));
            default -> charter(founding);
        };
    }

    private byte[] charter(Founding founding) {
        Map<String, Object> charter = founding.charter();
        if (pen.chance(60)) {
            charter = NewCharters.changed(pen, charter);
        }
        List<String> approvers = new ArrayList<>(List.of("operator 1", "operator 2", "council"));
        if (pen.chance(25)) {
            approvers.remove(pen.below(3));
        }
        if (pen.chance(10)) {
            approvers.add(pen.of("stranger", "body sea-desk", "operator 0"));
        }
        String entity = pen.chance(70) ? Pen.ENTITY : pen.any(ENTITIES);
        byte[] leaf = Founding.charterLeaf(pen, entity, charter, approvers);
        return pen.chance(80) ? leaf : twisted(leaf);
    }

    private byte[] twisted(byte[] leaf) {
        return Pen.bytes(new Twist(pen).signed(new String(leaf, UTF_8)).toString());
    }

    private byte[] next(Founding founding) {
        return switch (pen.below(7)) {
            case 0, 1 -> state(leaves.size());
            case 2 -> state(leaves.size() + 1);
            case 3 -> charter(founding);
            case 4 -> Pen.bytes(pen.of("", "{", "x.y.z"));
            default -> pen.any(founding.leaves);
        };
    }

    /** Its time is about the end of what a charter of {@link Founding#START} may wait, or soon after its beginning. */
    private byte[] state(long size) {
        Map<String, Object> state = StateLeaves.right(new NaiveState(Pen.LOG), pen.digest(), size, Founding.START);
        state.put("time", Founding.START + (pen.chance(80) ? pen.below(3) : pen.of(-6, -5, 99, 100, 101)));
        return Pen.bytes(NaiveJson.print(state));
    }
}
