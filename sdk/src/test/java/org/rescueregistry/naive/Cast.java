package org.rescueregistry.naive;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.rescueregistry.key.Es256Signer;
import org.rescueregistry.testing.TestKeys;

/** Everybody who signs, by name and by thumbprint; a key is made once for all histories. */
final class Cast {
    static final List<String> BODIES = List.of("hill-desk", "lake-desk", "river-desk", "sea-desk");
    static final String PLATFORM = "chat.example";

    private static final Map<String, Es256Signer> BY_KID = new HashMap<>();
    private static final Map<String, String> KIDS = new HashMap<>();
    private static final Map<String, Map<String, Object>> JWKS = new HashMap<>();

    private static final Map<String, List<String>> LOG_KEYS = new HashMap<>();

    private Cast() {}

    /** The thumbprint of the key of this name. */
    static String kid(String name) {
        return KIDS.computeIfAbsent(name, Cast::made);
    }

    private static String made(String name) {
        Es256Signer signer = TestKeys.es256("cast " + name);
        Map<String, Object> jwk =
                NaiveJson.object(NaiveJson.read(signer.publicKey().jwk().text().getBytes(UTF_8)));
        String kid = NaiveKeys.kid(jwk);
        BY_KID.put(kid, signer);
        JWKS.put(kid, jwk);
        return kid;
    }

    static Map<String, Object> jwk(String kid) {
        return JWKS.get(kid);
    }

    /** The verifier keys of the log of this origin. */
    static List<String> logKeys(String origin) {
        return LOG_KEYS.computeIfAbsent(origin, TestKeys::logKeys);
    }

    /** A compact JWS by this key; in its header stands {@code statedKid}. */
    static String signed(String typ, String kid, String statedKid, Map<String, Object> payload) {
        Map<String, Object> header = new TreeMap<>(Map.of("alg", "ES256", "kid", statedKid, "typ", typ));
        String input = part(header) + "." + part(payload);
        return input + "." + NaiveKeys.base64Url(BY_KID.get(kid).sign(input.getBytes(UTF_8)));
    }

    static String signed(String typ, String kid, Map<String, Object> payload) {
        return signed(typ, kid, kid, payload);
    }

    static String part(Map<String, Object> object) {
        return NaiveKeys.base64Url(NaiveJson.print(object).getBytes(UTF_8));
    }
}
