package org.rescueregistry.naive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.rescueregistry.naive.VoidLeaf.wellFormed;

import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The types of section 1, and the charter of section 2: each method gives back what has that shape, or it is malformed. */
final class Shapes {
    static final String SYMBOLS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    static final Set<String> LIMITS = Set.of(
            "statement_age",
            "statement_skew",
            "approval_window",
            "wait",
            "rekey_wait",
            "council_wait",
            "suspension_max",
            "suspend_again",
            "suspensions_per_key",
            "vouch_max",
            "validity_max",
            "confirmation_max",
            "status_list_size");

    private static final Pattern CODE = Pattern.compile("RR-[SS]{4}-[SS]{4}-[SS]{4}".replace("SS", SYMBOLS));
    private static final Pattern ENTITY = Pattern.compile(
            "(https?)://([a-z0-9-]+(?:\\.[a-z0-9-]+)*|\\[::1])(?::([1-9][0-9]{0,4}))?((?:/[A-Za-z0-9._~-]+)*)");
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "[::1]", "localhost");

    private Shapes() {}

    static String string(Object value) {
        wellFormed(value instanceof String);
        return (String) value;
    }

    static String digest(Object value) {
        wellFormed(NaiveKeys.bytes(string(value)).length == 32);
        return string(value);
    }

    static String jti(Object value) {
        wellFormed(NaiveKeys.bytes(string(value)).length == 16);
        return string(value);
    }

    static long integer(Object value, long from, long to) {
        wellFormed(value instanceof Long);
        long number = (Long) value;
        wellFormed(from <= number && number <= to);
        return number;
    }

    static long time(Object value) {
        return integer(value, 0, (1L << 40) - 1);
    }

    static String matching(Object value, String pattern) {
        wellFormed(string(value).matches(pattern));
        return string(value);
    }

    static String name(Object value) {
        wellFormed(!"registry".equals(value));
        return matching(value, "[a-z0-9-]{1,32}");
    }

    static String domain(Object value) {
        wellFormed(string(value).contains("."));
        return matching(value, "[a-z0-9.-]{1,253}");
    }

    static Map<String, Object> jwk(Object value) {
        Map<String, Object> jwk = members(value, Set.of("crv", "kty", "x", "y"));
        wellFormed("P-256".equals(jwk.get("crv")) && "EC".equals(jwk.get("kty")));
        wellFormed(NaiveKeys.onCurve(digest(jwk.get("x")), digest(jwk.get("y"))));
        return jwk;
    }

    static Map<String, Object> members(Object value, Set<String> names) {
        Map<String, Object> object = NaiveJson.object(value);
        wellFormed(object.keySet().equals(names));
        return object;
    }

    static List<Object> items(Object value, int from, int to) {
        List<Object> items = NaiveJson.array(value);
        wellFormed(from <= items.size() && items.size() <= to);
        return items;
    }

    /** By the bytes of what {@code spelled} gives of each, none twice. */
    static void ascending(List<Object> items, Function<Object, String> spelled) {
        for (int i = 1; i < items.size(); i++) {
            byte[] before = spelled.apply(items.get(i - 1)).getBytes(UTF_8);
            wellFormed(
                    Arrays.compareUnsigned(before, spelled.apply(items.get(i)).getBytes(UTF_8)) < 0);
        }
    }

    static List<Object> digests(Object value, int from, int to) {
        List<Object> items = items(value, from, to);
        items.forEach(Shapes::digest);
        ascending(items, item -> (String) item);
        return items;
    }

    static String code(Object value) {
        wellFormed(CODE.matcher(string(value)).matches());
        wellFormed(addsUp(((String) value).substring(3).replace("-", "")));
        return (String) value;
    }

    /** Whether both sums over the twelve symbols are 0. */
    private static boolean addsUp(String symbols) {
        int plain = 0;
        int weighted = 0;
        for (int i = 11; i >= 0; i--) {
            int symbol = SYMBOLS.indexOf(symbols.charAt(i));
            plain ^= symbol;
            weighted = (weighted < 16 ? 2 * weighted : 2 * weighted ^ 0b100101) ^ symbol;
        }
        return plain == 0 && weighted == 0;
    }

    /** The last two symbols, by trying. */
    static String checkSymbols(String ten) {
        for (char a : SYMBOLS.toCharArray()) {
            for (char b : SYMBOLS.toCharArray()) {
                if (addsUp(ten + a + b)) {
                    return "" + a + b;
                }
            }
        }
        throw new AssertionError(ten);
    }

    static String entity(Object value) {
        Matcher parts = ENTITY.matcher(string(value));
        wellFormed(((String) value).length() <= 512 && parts.matches());
        wellFormed(parts.group(1).equals("https") || LOOPBACK.contains(parts.group(2)));
        wellFormed(parts.group(2).length() <= 253);
        for (String label : parts.group(2).split("\\.")) {
            wellFormed(label.length() <= 63 && !label.startsWith("-") && !label.endsWith("-"));
        }
        if (parts.group(3) != null) {
            int port = Integer.parseInt(parts.group(3));
            wellFormed(port <= 65_535 && port != (parts.group(1).equals("https") ? 443 : 80));
        }
        for (String step : parts.group(4).split("/")) {
            wellFormed(!step.equals(".") && !step.equals(".."));
        }
        return (String) value;
    }

    /** A C2SP verifier key; its name is what stands before the first plus. */
    static String verifierKey(Object value) {
        String[] parts = string(value).split("\\+", 3);
        wellFormed(parts.length == 3 && !parts[0].isEmpty());
        wellFormed(string(value).length() <= 4096 && parts[0].codePoints().noneMatch(Shapes::isSpaceOrControl));
        try {
            byte[] key = Base64.getDecoder().decode(parts[2]);
            wellFormed(
                    key.length >= 2 && Base64.getEncoder().encodeToString(key).equals(parts[2]));
            byte[] hash = NaiveKeys.sha256((parts[0] + "\n").getBytes(UTF_8), key);
            wellFormed(HexFormat.of().formatHex(hash, 0, 4).equals(parts[1]));
        } catch (IllegalArgumentException e) {
            throw VoidLeaf.malformed();
        }
        return (String) value;
    }

    private static boolean isSpaceOrControl(int character) {
        return Character.isSpaceChar(character) || Character.getType(character) == Character.CONTROL;
    }

    static Map<String, Object> charter(Object value) {
        Map<String, Object> charter = members(
                value,
                Set.of("bodies", "code_prefix", "council", "limits", "log_keys", "operators", "quorum", "rules"));
        List<Object> bodies = items(charter.get("bodies"), 1, 64);
        for (Object body : bodies) {
            Map<String, Object> members = members(body, Set.of("id", "key"));
            name(members.get("id"));
            jwk(members.get("key"));
        }
        ascending(bodies, body -> (String) NaiveJson.object(body).get("id"));
        matching(charter.get("code_prefix"), "[" + SYMBOLS + "]{2}");
        jwk(charter.get("council"));
        members(charter.get("limits"), LIMITS).values().forEach(limit -> integer(limit, 1, Integer.MAX_VALUE));
        long entries = (Long) NaiveJson.object(charter.get("limits")).get("status_list_size");
        wellFormed(entries % 4 == 0 && entries <= 1 << 20);
        List<Object> logKeys = items(charter.get("log_keys"), 1, 8);
        logKeys.forEach(Shapes::verifierKey);
        ascending(logKeys, key -> (String) key);
        List<Object> operators = items(charter.get("operators"), 1, 16);
        operators.forEach(Shapes::jwk);
        ascending(operators, operator -> NaiveKeys.kid(NaiveJson.object(operator)));
        integer(charter.get("quorum"), 1, Long.MAX_VALUE);
        integer(charter.get("rules"), 1, 1);
        return charter;
    }
}
