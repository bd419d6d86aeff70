package org.rescueregistry.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.rescueregistry.wire.Base64Url;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;

class Es256Test {
    private static final String RFC_7515_JWK = """
            {"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
             "y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0","d":"jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI"}""";

    private static final String RFC_9449_JWK = """
            {"kty":"EC","crv":"P-256","x":"l8tFrhx-34tV3hRICRDY9zCkDlpBhF42UQUfWVAWBFs",
             "y":"9VE4jf_Ok_o64zbTTlcuNJajHmt6v9TDVrU0CdvGRDA"}""";

    private final SecureRandom random = new SecureRandom();

    @Test
    void verifiesTheExampleOfRfc7515AppendixA3() throws Exception {
        Es256PublicKey key = rfc7515().publicKey();
        byte[] input = ("eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFt"
                        + "cGxlLmNvbS9pc19yb290Ijp0cnVlfQ")
                .getBytes(StandardCharsets.US_ASCII);
        byte[] signature = Base64Url.decode(
                "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q", "signature");
        assertThat(key.verify(input, signature)).isTrue();
        assertThat(key.verifyLowS(input, signature))
                .as("its s is above half the order")
                .isFalse();
        input[3] ^= 1;
        assertThat(key.verify(input, signature)).isFalse();
    }

    @Test
    void namesKeysByTheThumbprintOfRfc7638() throws Exception {
        Json.Obj jwk = (Json.Obj) Json.parse(RFC_9449_JWK);
        // RFC 9449 section 6.1 gives the thumbprint of this key.
        assertThat(Es256PublicKey.fromJwk(jwk).keyId()).hasToString("0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I");
        for (int i = 0; i < 20; i++) {
            Es256PublicKey key = Es256Signer.generate(random).publicKey();
            assertThat(key.keyId())
                    .hasToString(
                            ECKey.parse(key.jwk().text()).computeThumbprint().toString());
            assertThat(Es256PublicKey.fromJwk(key.jwk())).isEqualTo(key);
        }
    }

    @Test
    void takesJustThePointsOfTheCurve() {
        BigInteger p = P256.DOMAIN.getCurve().getField().getCharacteristic();
        BigInteger five = BigInteger.valueOf(5);
        BigInteger y = P256.DOMAIN
                .getCurve()
                .decodePoint(compressed(five))
                .getAffineYCoord()
                .toBigInteger();
        List<BigInteger> numbers = List.of(
                BigInteger.ZERO,
                BigInteger.ONE,
                five,
                y,
                p.subtract(y),
                y.add(BigInteger.ONE),
                p.add(five),
                p.subtract(five),
                p);
        int points = 0;
        for (BigInteger one : numbers) {
            for (BigInteger other : numbers) {
                boolean is = isPointElsewhere(one, other);
                points += is ? 1 : 0;
                assertThat(isPoint(one, other)).as(one + " " + other).isEqualTo(is);
            }
        }
        assertThat(points).isGreaterThanOrEqualTo(2);
        for (int i = 0; i < 200; i++) {
            assertThat(isPoint(new BigInteger(256, random), new BigInteger(256, random)))
                    .isFalse();
        }
    }

    private static byte[] compressed(BigInteger x) {
        byte[] bytes = new byte[1 + P256.WIDTH];
        bytes[0] = 2;
        P256.write(x, bytes, 1);
        return bytes;
    }

    private static boolean isPoint(BigInteger x, BigInteger y) {
        try {
            Es256PublicKey key = Es256PublicKey.of(P256.fixed(x), P256.fixed(y));
            return key.parameters().getQ().isValid();
        } catch (MalformedException e) {
            assertThat(e.code()).isEqualTo("jwk_not_on_curve");
            return false;
        }
    }

    private static boolean isPointElsewhere(BigInteger x, BigInteger y) {
        try {
            return P256.DOMAIN.getCurve().validatePoint(x, y).isValid();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    @Test
    void signsAsRfc6979AppendixA25WithTheLowS() throws Exception {
        Es256Signer signer = Es256Signer.fromPrivate(
                new BigInteger("C9AFA9D845BA75166B5C215767B1D6934E50C3DB36E89B127B8A622B120F6721", 16));
        BigInteger order = new BigInteger("FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551", 16);
        BigInteger high = new BigInteger("F7CB1C942D657C41D436C7A1B6E29F65F3E900DBB9AFF4064DC4AB2F843ACDA8", 16);
        assertThat(HexFormat.of().withUpperCase().formatHex(signer.sign("sample".getBytes(StandardCharsets.US_ASCII))))
                .isEqualTo("EFD48B2AACB6A8FD1140DD9CD45E81D69D2C877B56AAF991C34D0EA84EAF3716"
                        + String.format("%064X", order.subtract(high)));
        assertThat(HexFormat.of().withUpperCase().formatHex(signer.sign("test".getBytes(StandardCharsets.US_ASCII))))
                .isEqualTo("F1ABB023518351CD71D881567B1EA663ED3EFCF6C5132B354F28D3B0B7D38367"
                        + "019F4113742A2B14BD25926B49C649155F267E60D3814B4C0CC84250E46F0083");
    }

    @Test
    void keepsSLowAndTellsTheHighOne() {
        Es256Signer signer = Es256Signer.generate(random);
        for (int i = 0; i < 40; i++) {
            byte[] message = {(byte) i};
            byte[] low = signer.sign(message);
            byte[] high = low.clone();
            P256.write(P256.ORDER.subtract(P256.read(low, 32)), high, 32);
            assertThat(signer.publicKey().verifyLowS(message, low)).isTrue();
            assertThat(signer.publicKey().verify(message, high)).isTrue();
            assertThat(signer.publicKey().verifyLowS(message, high)).isFalse();
        }
    }

    @Test
    void refusesSignaturesThatAreNoSignatures() {
        Es256PublicKey key = Es256Signer.generate(random).publicKey();
        byte[] message = {1};
        assertThat(key.verify(message, new byte[64])).isFalse();
        assertThat(key.verify(message, new byte[63])).isFalse();
        assertThat(key.verify(message, new byte[0])).isFalse();
        byte[] ones = new byte[64];
        java.util.Arrays.fill(ones, (byte) 0xff);
        assertThat(key.verify(message, ones)).isFalse();
    }

    @Test
    void refusesJwksThatAreNotExactlyAPublicKeyOnP256() throws Exception {
        Json.Obj good = (Json.Obj) Json.parse(RFC_9449_JWK);
        refusesJwk(with(good, "y", "9VE4jf_Ok_o64zbTTlcuNJajHmt6v9TDVrU0CdvGRDE"), "jwk_not_on_curve");
        refusesJwk(with(good, "y", "AVE4"), "jwk_bad_coordinate");
        refusesJwk(with(good, "y", "__________________________________________8"), "jwk_not_on_curve");
        refusesJwk(with(good, "crv", "P-384"), "jwk_wrong_kind");
        refusesJwk(with(good, "kty", "OKP"), "jwk_wrong_kind");
        refusesJwk(with(good, "kid", "x"), "unknown_member");
        refusesJwk((Json.Obj) Json.parse(RFC_7515_JWK), "unknown_member");
    }

    @Test
    void carriesPrivateJwksThereAndBack() throws Exception {
        Es256Signer signer = rfc7515();
        assertThat(Es256Signer.fromPrivateJwk(signer.exposePrivateJwk()).publicKey())
                .isEqualTo(signer.publicKey());
        assertThatThrownBy(() -> Es256Signer.fromPrivateJwk(
                        with(signer.exposePrivateJwk(), "d", "jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LM")))
                .isInstanceOfSatisfying(
                        MalformedException.class, e -> assertThat(e.code()).isEqualTo("jwk_keys_differ"));
        assertThatThrownBy(() -> Es256Signer.fromPrivate(BigInteger.ZERO)).isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> Es256Signer.fromPrivate(P256.ORDER)).isInstanceOf(MalformedException.class);
    }

    @Test
    void agreesWithNimbusInBothDirections() throws Exception {
        Es256Signer signer = rfc7515();
        ECKey nimbusKey = ECKey.parse(signer.exposePrivateJwk().text());

        CompactJws ours = CompactJws.sign("test+jwt", "{}".getBytes(StandardCharsets.US_ASCII), signer);
        assertThat(JWSObject.parse(ours.compact()).verify(new ECDSAVerifier(nimbusKey)))
                .isTrue();

        JWSObject theirs = new JWSObject(new JWSHeader(JWSAlgorithm.ES256), new Payload("hello"));
        theirs.sign(new ECDSASigner(nimbusKey));
        byte[] signature = theirs.getSignature().decode();
        assertThat(signer.publicKey().verify(theirs.getSigningInput(), signature))
                .isTrue();
    }

    @Test
    void refusesCriticalHeaderParametersItDoesNotKnow() throws Exception {
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.ES256)
                .type(new JOSEObjectType("test+jwt"))
                .criticalParams(Set.of("x"))
                .customParam("x", 1)
                .build();
        JWSObject jws = new JWSObject(header, new Payload("{}"));
        jws.sign(new ECDSASigner(ECKey.parse(rfc7515().exposePrivateJwk().text())));
        assertThatThrownBy(() -> Jwt.parse(jws.serialize(), "test+jwt"))
                .isInstanceOfSatisfying(
                        MalformedException.class, e -> assertThat(e.code()).isEqualTo("jwt_critical"));
    }

    static Es256Signer rfc7515() throws MalformedException {
        return Es256Signer.fromPrivateJwk((Json.Obj) Json.parse(RFC_7515_JWK));
    }

    private static Json.Obj with(Json.Obj object, String name, String value) {
        java.util.TreeMap<String, Json> members = new java.util.TreeMap<>(object.members());
        members.put(name, new Json.Str(value));
        return new Json.Obj(members);
    }

    private static void refusesJwk(Json.Obj jwk, String code) {
        assertThatThrownBy(() -> Es256PublicKey.fromJwk(jwk))
                .isInstanceOfSatisfying(
                        MalformedException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
