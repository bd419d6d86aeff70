package org.rescueregistry.naive;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import java.util.Set;

/** A compact JWS of section 1: {@code input} is {@code header.payload}, {@code last} the third part as it stands. */
record NaiveJws(String input, Map<String, Object> header, Map<String, Object> payload, String last) {
    /** Header and payload are right; the signature is not looked at. */
    static NaiveJws readUnsigned(String text, String typ) {
        String[] parts = text.split("\\.", -1);
        VoidLeaf.wellFormed(parts.length == 3);
        Map<String, Object> header = NaiveJson.object(NaiveJson.read(NaiveKeys.bytes(parts[0])));
        VoidLeaf.wellFormed(header.keySet().equals(Set.of("alg", "kid", "typ")));
        VoidLeaf.wellFormed("ES256".equals(header.get("alg")) && typ.equals(header.get("typ")));
        Shapes.digest(header.get("kid"));
        Map<String, Object> payload = NaiveJson.object(NaiveJson.read(NaiveKeys.bytes(parts[1])));
        return new NaiveJws(parts[0] + "." + parts[1], header, payload, parts[2]);
    }

    static NaiveJws read(Object text, String typ) {
        VoidLeaf.wellFormed(text instanceof String);
        NaiveJws jws = readUnsigned((String) text, typ);
        VoidLeaf.wellFormed(NaiveKeys.inRange(jws.signature()));
        return jws;
    }

    byte[] signature() {
        return NaiveKeys.bytes(last);
    }

    String kid() {
        return (String) header.get("kid");
    }

    String id() {
        return NaiveKeys.base64Url(NaiveKeys.sha256(input.getBytes(UTF_8)));
    }
}
