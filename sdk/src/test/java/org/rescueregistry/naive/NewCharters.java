package org.rescueregistry.naive;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Charters somewhat other than one that is in force: most hold together, some do not, some are not even charters. */
final class NewCharters {
    private static final Pattern HASH = Pattern.compile("\\+[0-9a-f]{8}\\+");

    private NewCharters() {}

    static Map<String, Object> changed(Pen pen, Map<String, Object> now) {
        Map<String, Object> next =
                NaiveJson.object(NaiveJson.read(NaiveJson.print(now).getBytes(StandardCharsets.UTF_8)));
        for (int changes = pen.below(3); changes >= 0; changes--) {
            change(pen, next);
        }
        return next;
    }

    private static void change(Pen pen, Map<String, Object> next) {
        switch (pen.below(10)) {
            case 0 -> next.put("quorum", 1L + pen.below(4));
            case 1 -> next.put("council", Cast.jwk(pen.freshKey()));
            case 2, 3 -> operators(pen, next);
            case 4, 5 -> bodies(pen, next);
            case 6, 7 -> limit(pen, next);
            case 8 -> {
                if (pen.chance(25)) {
                    next.put("code_prefix", pen.of("ZZ", "CN", "cn", "CNA"));
                }
            }
            default -> {
                if (pen.chance(30)) {
                    logKeys(pen, next);
                }
            }
        }
    }

    private static void operators(Pen pen, Map<String, Object> next) {
        Set<String> kids = new TreeSet<>(Charters.operators(next));
        if (kids.size() > 2 && pen.chance(50)) {
            kids.remove(pen.any(kids));
        } else if (pen.chance(2)) {
            for (int more = pen.of(16, 17) - kids.size(); more > 0; more--) {
                kids.add(Cast.kid("one of many " + more));
            }
        } else {
            kids.add(newKey(pen));
        }
        next.put("operators", Founding.jwks(kids));
        if (pen.chance(80)) {
            next.put("quorum", Math.min((Long) next.get("quorum"), kids.size()));
        }
    }

    /** Mostly a fresh one, sometimes one that has served. */
    private static String newKey(Pen pen) {
        return pen.chance(85)
                ? pen.freshKey()
                : Cast.kid(pen.of("operator 0", "operator 2", "council", "body sea-desk", "hill-desk vetter 0"));
    }

    private static void bodies(Pen pen, Map<String, Object> next) {
        List<Object> bodies = new ArrayList<>(NaiveJson.array(next.get("bodies")));
        int choice = pen.below(3);
        if (choice == 0 && bodies.size() > 1) {
            bodies.remove(pen.below(bodies.size()));
        } else if (choice == 1) {
            NaiveJson.object(pen.any(bodies)).put("key", Cast.jwk(newKey(pen)));
        } else {
            String id = pen.of("hill-desk", "river-desk", "sea-desk", "moor-desk");
            if (bodies.stream()
                    .noneMatch(body -> NaiveJson.object(body).get("id").equals(id))) {
                bodies.add(Records.of("id", id, "key", Cast.jwk(newKey(pen))));
            }
        }
        bodies.sort(Comparator.comparing(body -> (String) NaiveJson.object(body).get("id")));
        next.put("bodies", bodies);
    }

    private static void limit(Pen pen, Map<String, Object> next) {
        String name = pen.any(Shapes.LIMITS);
        Map<String, Object> limits = NaiveJson.object(next.get("limits"));
        long value = (Long) limits.get(name);
        boolean list = name.equals("status_list_size");
        if (list && pen.chance(80)) {
            return;
        }
        limits.put(name, pen.of(value, value / 2, 2 * value, value + 4, list || pen.chance(5) ? 0L : value + 1));
    }

    private static void logKeys(Pen pen, Map<String, Object> next) {
        List<Object> keys = new ArrayList<>(NaiveJson.array(next.get("log_keys")));
        if (pen.chance(40)) {
            keys.remove(0);
        } else {
            keys.addAll(Cast.logKeys(pen.of("other.example/log", Pen.LOG)));
        }
        if (pen.chance(70)) {
            keys = new ArrayList<>(new TreeSet<>(keys));
        }
        if (!keys.isEmpty() && pen.chance(20)) {
            String key = (String) keys.get(0);
            keys.set(
                    0,
                    pen.of(
                            key.replace('a', 'b'),
                            key + "=",
                            key.replace('+', '-'),
                            HASH.matcher(key).replaceFirst(hash -> hash.group().toUpperCase(Locale.ROOT)),
                            verifierKey(pen.of(Pen.LOG, "a b", "", "x\u00a0y", "other.example/log"), pen.below(5))));
        }
        next.put("log_keys", keys);
    }

    /** With a right hash, of so many bytes. */
    private static String verifierKey(String name, int length) {
        byte[] key = new byte[length];
        byte[] hash = NaiveKeys.sha256((name + "\n").getBytes(StandardCharsets.UTF_8), key);
        return name + "+" + HexFormat.of().formatHex(hash, 0, 4) + "+"
                + Base64.getEncoder().encodeToString(key);
    }
}
