package org.rescueregistry.naive;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Chance, and what statements are written with. One history's chance begins anew with each of its steps. */
final class Pen {
    static final String LOG = "registry.example/log";
    static final String ENTITY = "https://registry.example";

    private Random random = new Random(0);
    private int fresh;

    void seed(long seed) {
        random = new Random(seed);
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    /** True in so many of a hundred cases. */
    boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    /** Of a set in ascending order, as sets may be in any. */
    <T> T any(Collection<? extends T> those) {
        List<T> list = new ArrayList<>(those);
        if (those instanceof Set) {
            list.sort(null);
        }
        return list.get(random.nextInt(list.size()));
    }

    @SafeVarargs
    final <T> T of(T... those) {
        return those[random.nextInt(those.length)];
    }

    /** Just inside and just outside of both ends of {@code from} &lt; x ≤ {@code to}, or between. */
    long around(long from, long to) {
        if (chance(60)) {
            return from + 1 + (long) (random.nextDouble() * (to - from));
        }
        return of(from, from + 1, to, to + 1);
    }

    /** How many: a few, or one at or beyond an end of what is allowed. */
    int size(int few, int most) {
        return chance(96) ? 1 + below(few) : of(0, most, most + 1);
    }

    String jti() {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        return NaiveKeys.base64Url(bytes);
    }

    String digest() {
        return NaiveKeys.digest("digest " + random.nextInt(500));
    }

    List<Object> digests(int count) {
        Set<Object> digests = new TreeSet<>();
        while (digests.size() < count) {
            digests.add(digest());
        }
        return new ArrayList<>(digests);
    }

    /** The thumbprint of a key that this history has not used. */
    String freshKey() {
        return Cast.kid("fresh " + fresh++);
    }

    Map<String, Object> payload(String act, String sub, long iat) {
        return new TreeMap<>(Map.of("act", act, "log", LOG, "sub", sub, "jti", jti(), "iat", iat));
    }

    String approval(String act, String sub, long iat, Object content, String kid) {
        Map<String, Object> payload = payload(act, sub, iat);
        payload.put("content", NaiveKeys.digest(NaiveJson.print(content)));
        return Cast.signed(Rows.APPROVAL, kid, payload);
    }

    static byte[] bytes(String leaf) {
        return leaf.getBytes(UTF_8);
    }
}
