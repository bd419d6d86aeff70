package org.rescueregistry.naive;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** What goes wrong, by mistake or on purpose: statements with a thing or two twisted, and leaves that are none. */
final class Mischief {
    private static final BigInteger ORDER =
            new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);

    private final Walk walk;
    private final Pen pen;
    private final Twist twist;

    Mischief(Walk walk) {
        this.walk = walk;
        this.pen = walk.pen();
        this.twist = new Twist(pen);
    }

    /** A statement as it should be but for one thing. */
    void twisted(String kid, Map<String, Object> said) {
        Map<String, Object> payload = new TreeMap<>(said);
        if (pen.chance(25)) {
            // Two faults: which of them is named depends on the order of the checks.
            payload.put("basis", basis(payload));
        }
        switch (pen.below(12)) {
            case 0 -> payload.put("iat", walk.now() - walk.state().limit("statement_age") - pen.below(2));
            case 1 -> payload.put("iat", walk.now() + walk.state().limit("statement_skew") + pen.below(2));
            case 2 -> payload.put("log", "other.example/log");
            case 3 -> payload.put("sub", pen.chance(50) ? "https://other.example" : unknownCode());
            case 4 -> payload.put("basis", basis(payload));
            case 5 -> {
                walk.plainly(pen.chance(40) ? Cast.kid("stranger") : walk.anybody(), payload);
                return;
            }
            case 6 -> {
                walk.leaf(Cast.signed(Rows.STATEMENT, Cast.kid("stranger"), kid, payload));
                return;
            }
            case 7, 8, 9 -> payload = twist.object(payload);
            case 10 -> {
                walk.leaf(misspelled(kid, payload));
                return;
            }
            default -> {
                walk.plainly(kid, payload);
                walk.plainly(kid, pen.chance(50) ? payload : walk.again(payload));
                return;
            }
        }
        walk.plainly(kid, payload);
    }

    private static String unknownCode() {
        return "RR-CN99-9999-99" + Shapes.checkSymbols("CN99999999");
    }

    /** Something else than what is right; where nothing is right also that. */
    private Object basis(Map<String, Object> payload) {
        List<Object> basis = new ArrayList<>();
        if (payload.get("basis") instanceof List<?> right) {
            basis.addAll(right);
        }
        if (!basis.isEmpty() && pen.chance(40)) {
            basis.remove(pen.below(basis.size()));
        }
        if (pen.chance(70)) {
            basis.add(pen.digest());
        }
        if (pen.chance(80)) {
            basis = new ArrayList<>(new TreeSet<>(basis));
        }
        return basis;
    }

    private String misspelled(String kid, Map<String, Object> payload) {
        String right = Cast.signed(Rows.STATEMENT, kid, payload);
        String input = right.substring(0, right.lastIndexOf('.'));
        String json = NaiveJson.print(payload);
        return switch (pen.below(9)) {
            case 0 -> input + "." + NaiveKeys.base64Url(otherHalf(right));
            case 1 -> Cast.signed(pen.of(Rows.APPROVAL, "JWT"), kid, payload);
            case 2 -> right + pen.of("=", ".", "A", " ", "\n");
            case 3 -> spelled(right, " " + json);
            case 4 -> spelled(right, json.replaceFirst(",\"iat\"", ",\"act\":\"" + payload.get("act") + "\",\"iat\""));
            case 5 -> spelled(right, json.replace("\"log\"", "\"\\u006cog\""));
            case 6 -> flipped(right);
            case 7 -> right.substring(0, pen.below(right.length()));
            default -> input + "." + NaiveKeys.base64Url(new byte[pen.of(0, 63, 64, 65)]);
        };
    }

    /** The same signature with n − s. */
    private static byte[] otherHalf(String jws) {
        byte[] signature = NaiveKeys.bytes(jws.substring(jws.lastIndexOf('.') + 1));
        byte[] s = ORDER.subtract(new BigInteger(1, signature, 32, 32)).toByteArray();
        for (int i = 0; i < 32; i++) {
            int from = s.length - 1 - i;
            signature[63 - i] = from < 0 ? 0 : s[from];
        }
        return signature;
    }

    private static String spelled(String jws, String json) {
        String[] parts = jws.split("\\.");
        return parts[0] + "." + NaiveKeys.base64Url(json.getBytes(StandardCharsets.UTF_8)) + "." + parts[2];
    }

    private String flipped(String text) {
        if (text.isEmpty()) {
            return "A";
        }
        int at = pen.below(text.length());
        char other = pen.of('A', 'B', '_', '-', '+', '/', '.', '{', '\u0001');
        return text.substring(0, at) + other + text.substring(at + 1);
    }

    /** A leaf that nobody need have signed. */
    void next() {
        switch (pen.below(9)) {
            case 0, 1, 2 -> walk.leaf(earlier());
            case 3, 4 -> walk.leaf(NaiveJson.print(misplaced(right())));
            case 5 -> walk.leaf(flipped(earlier()).replaceFirst("^\\{", "["));
            case 6 -> walk.leaf(pen.of("", "{", "{}", "[]", "..", "a.b.c", "{\"act\":\"state\"}", "\u00ff\u00fe"));
            case 7 -> walk.leaf("x".repeat(pen.of(65_535, 65_536)));
            default -> {
                if (pen.chance(30)) {
                    walk.leaf(later());
                }
            }
        }
    }

    private String earlier() {
        return new String(walk.leaves().get(pen.below(walk.leaves().size())), StandardCharsets.UTF_8);
    }

    private Map<String, Object> right() {
        return StateLeaves.right(walk.state(), walk.state().charterId, walk.index(), walk.now());
    }

    /** A state leaf that closes nothing, mostly. */
    private Map<String, Object> misplaced(Map<String, Object> state) {
        switch (pen.below(9)) {
            case 0 -> state.put("size", walk.index() + pen.of(-1, 1));
            case 1 -> state.put("log", "other.example/log");
            case 2 -> state.put("time", walk.closed() - 1);
            case 3 -> state.put("rules", pen.of(0L, "1"));
            case 4 -> state.remove(pen.any(state.keySet()));
            case 5 -> state.put("note", "x");
            case 6 -> state.put("status_lists", Map.of("x", Map.of("bits", 1L, "length", 4L, "sha256", pen.digest())));
            case 7 -> state.put(pen.of("map", "charter", "attestations"), pen.of("", 1L, NaiveJson.NULL));
            default -> {
                return twist.object(state);
            }
        }
        return state;
    }

    /** A state leaf that closes the batch and is not true, or not in what nobody can check. */
    Map<String, Object> wrong(Map<String, Object> state) {
        switch (pen.below(5)) {
            case 0 -> state.put("map", pen.digest());
            case 1 -> state.put("charter", pen.digest());
            case 2 -> state.put("status_lists", Map.of());
            case 3 -> state.put("status_lists", Map.of("x", Map.of("bits", 2L, "length", 4L, "sha256", pen.digest())));
            default -> state.put("attestations", pen.digest());
        }
        return state;
    }

    /** Of rules to come, or nearly; the first kind ends a history. */
    private String later() {
        Map<String, Object> payload = pen.payload(pen.of("marry", "state", ""), Pen.ENTITY, walk.now());
        switch (pen.below(6)) {
            case 0 -> payload.put("act", pen.of("recharter", "charter"));
            case 1 -> payload.put("log", pen.of("other.example/log", Pen.LOG));
            case 2 -> payload.put("deep", nested(pen.of(30, 31, 32, 100)));
            case 3 -> {
                Map<String, Object> state = right();
                state.put("rules", 2L);
                state.put("size", walk.index() + pen.below(2));
                return NaiveJson.print(state);
            }
            default -> payload.remove(pen.any(payload.keySet()));
        }
        if (payload.getOrDefault("act", "").toString().endsWith("charter")) {
            payload.put("charter", pen.of(Map.of("rules", 2L), Map.of("rules", "2"), Map.of(), "x"));
        }
        String signed = Cast.signed(Rows.STATEMENT, Cast.kid("stranger"), payload);
        return pen.chance(50)
                ? signed
                : signed.substring(0, signed.lastIndexOf('.') + 1) + pen.of("", "A", "!", ".", "x.y", "é");
    }

    private static Object nested(int depth) {
        Object nested = 1L;
        for (int i = 0; i < depth; i++) {
            nested = i % 2 == 0 ? Collections.singletonList(nested) : Map.of("a", nested);
        }
        return nested;
    }
}
