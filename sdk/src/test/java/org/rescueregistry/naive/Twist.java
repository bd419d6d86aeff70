package org.rescueregistry.naive;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** JSON with one thing somewhere in it otherwise; what is signed in it is signed again. */
final class Twist {
    private final Pen pen;

    Twist(Pen pen) {
        this.pen = pen;
    }

    Map<String, Object> object(Map<String, Object> object) {
        Map<String, Object> twisted = new TreeMap<>(object);
        String name = pen.any(object.keySet());
        if (name.equals("act") && pen.chance(80)) {
            name = "sub";
        }
        switch (pen.below(8)) {
            case 0 -> twisted.remove(name);
            case 1 -> twisted.put(pen.of("note", "basis", "until", "from", "platform", "Act"), odd());
            case 2 -> twisted.put(name, odd());
            default -> twisted.put(name, somewhere(twisted.getOrDefault(name, "")));
        }
        return twisted;
    }

    private Object somewhere(Object value) {
        if (pen.chance(15)) {
            return odd();
        }
        if (value instanceof Map && !((Map<?, ?>) value).isEmpty()) {
            return object(NaiveJson.object(value));
        }
        if (value instanceof List && !((List<?>) value).isEmpty()) {
            return items(NaiveJson.array(value));
        }
        if (value instanceof String string) {
            return string.startsWith("eyJ") && pen.chance(80) ? signed(string) : text(string);
        }
        return value instanceof Long number ? number(number) : odd();
    }

    private List<Object> items(List<Object> items) {
        List<Object> twisted = new ArrayList<>(items);
        int at = pen.below(items.size());
        switch (pen.below(8)) {
            case 0 -> twisted.remove(at);
            case 1 -> twisted.add(at, items.get(at));
            case 2 -> Collections.reverse(twisted);
            case 3 -> twisted.add(odd());
            default -> twisted.set(at, somewhere(items.get(at)));
        }
        return twisted;
    }

    /** A JWS by one of the cast, twisted in its payload. */
    Object signed(String jws) {
        try {
            String typ = (String) NaiveJson.object(NaiveJson.read(NaiveKeys.bytes(jws.split("\\.")[0])))
                    .get("typ");
            NaiveJws read = NaiveJws.readUnsigned(jws, typ);
            return Cast.signed(typ, read.kid(), object(read.payload()));
        } catch (VoidLeaf e) {
            return odd();
        }
    }

    private String text(String text) {
        return switch (pen.below(7)) {
            case 0 -> "";
            case 1 -> text + pen.of("=", "A", ".", " ", "\n", "/", "-", "é");
            case 2 -> text.substring(0, text.length() / 2);
            case 3 -> text.toLowerCase(Locale.ROOT);
            case 4 -> text.toUpperCase(Locale.ROOT);
            case 5 -> text.replace('0', 'O').replace('A', 'B');
            default ->
                text.isEmpty() ? "x" : text.substring(0, text.length() - 1) + pen.of("A", "B", "g", "w", "_", "0");
        };
    }

    private long number(long number) {
        return pen.of(
                number - 1,
                number + 1,
                -number,
                0L,
                (1L << 31) - 1,
                1L << 31,
                (1L << 40) - 1,
                1L << 40,
                (1L << 53) - 1,
                1L << 53);
    }

    private Object odd() {
        return pen.of(
                0L,
                -1L,
                1L,
                true,
                NaiveJson.NULL,
                "",
                ".",
                "a.b",
                "registry",
                "\u00e9 \"\\\u2028\ud83d\ude00\u0001",
                "x".repeat(pen.of(32, 33, 253, 254)),
                pen.digest(),
                pen.jti(),
                List.of(),
                List.of("x"),
                pen.digests(2),
                Map.of(),
                Cast.jwk(Cast.kid("stranger")),
                Map.of("crv", "P-256", "kty", "EC", "x", pen.digest(), "y", pen.digest()));
    }
}
