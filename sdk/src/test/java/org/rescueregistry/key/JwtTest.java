package org.rescueregistry.key;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rescueregistry.wire.Base64Url;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;

class JwtTest {
    private static final String HEADER = "{\"typ\": \"x+jwt\", \"alg\": \"ES256\", \"kid\": \"12\"}";
    private static final Es256Signer SIGNER = Es256Signer.generate(new SecureRandom());

    @Test
    void readsJsonInAnySpelling() throws Exception {
        Jwt jwt = Jwt.parse(signed(HEADER, "{ \"b\":1, \"a\":[1.5] }"), "x+jwt");

        assertThat(jwt.header().members()).containsEntry("kid", new Json.Str("12"));
        assertThat(jwt.claims().members()).containsOnlyKeys("a", "b");
        assertThat(jwt.signedBy(SIGNER.publicKey())).isTrue();
        assertThat(jwt.signedBy(Es256Signer.generate(new SecureRandom()).publicKey()))
                .isFalse();
    }

    @Test
    void readsWhatCompactJwsSigned() throws Exception {
        String compact = CompactJws.sign("x+jwt", "{}".getBytes(UTF_8), SIGNER).compact();

        assertThat(Jwt.parse(compact, "x+jwt").signedBy(SIGNER.publicKey())).isTrue();
    }

    /** Other signers do not know of low s; {@link CompactJws} is where it counts. */
    @Test
    void takesAHighS() throws Exception {
        String compact = signed(HEADER, "{}");
        int dot = compact.lastIndexOf('.') + 1;
        byte[] signature = Base64Url.decode(compact.substring(dot), "signature");
        BigInteger s = new BigInteger(1, Arrays.copyOfRange(signature, 32, 64));
        P256.write(P256.ORDER.subtract(s), signature, 32);

        Jwt high = Jwt.parse(compact.substring(0, dot) + Base64Url.encode(signature), "x+jwt");

        assertThat(high.signedBy(SIGNER.publicKey())).isTrue();
    }

    @Test
    void everyChangedPartBreaksTheSignature() throws Exception {
        String compact = signed(HEADER, "{\"a\":1}");
        String otherClaims = compact.replace(encode("{\"a\":1}"), encode("{\"a\":2}"));
        String otherHeader = compact.replace(encode(HEADER), encode(HEADER.replace("12", "13")));
        String shortSignature = compact.substring(0, compact.lastIndexOf('.') + 1) + "AA";

        for (String changed : new String[] {otherClaims, otherHeader, shortSignature}) {
            assertThat(Jwt.parse(changed, "x+jwt").signedBy(SIGNER.publicKey())).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "jwt_algorithm         | {\"alg\":\"none\",\"typ\":\"x+jwt\"} | {}",
                "jwt_algorithm         | {\"alg\":\"HS256\",\"typ\":\"x+jwt\"} | {}",
                "jwt_algorithm         | {\"alg\":\"es256\",\"typ\":\"x+jwt\"} | {}",
                "missing_member        | {\"typ\":\"x+jwt\"} | {}",
                "jwt_type              | {\"alg\":\"ES256\",\"typ\":\"JWT\"} | {}",
                "missing_member        | {\"alg\":\"ES256\"} | {}",
                "jwt_critical          | {\"alg\":\"ES256\",\"crit\":[\"exp\"],\"exp\":1,\"typ\":\"x+jwt\"} | {}",
                "json_duplicate_member | {\"alg\":\"none\",\"alg\":\"ES256\",\"typ\":\"x+jwt\"} | {}",
                "json_duplicate_member | {\"alg\":\"ES256\",\"typ\":\"x+jwt\"} | {\"a\":1,\"a\":1}",
                "wrong_type            | {\"alg\":\"ES256\",\"typ\":\"x+jwt\"} | []",
                "wrong_type            | [] | {}",
            })
    void refuses(String code, String header, String claims) {
        assertRefused(code, signed(header, claims));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "e30", "e30.e30"})
    void refusesFewerParts(String text) {
        assertThatThrownBy(() -> Jwt.parse(text, "x+jwt")).isInstanceOf(MalformedException.class);
    }

    @Test
    void refusesOtherSpellingsOfBase64url() {
        String compact = signed(HEADER, "{}");

        assertRefused("base64url_not_canonical", compact + "=");
        assertRefused("base64url_not_canonical", compact + ".e30");
        assertRefused("base64url_not_canonical", " " + compact);
        assertRefused("base64url_not_canonical", compact + "\n");
    }

    private static void assertRefused(String code, String compact) {
        assertThatThrownBy(() -> Jwt.parse(compact, "x+jwt"))
                .isInstanceOfSatisfying(
                        MalformedException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    private static String signed(String header, String claims) {
        String input = encode(header) + "." + encode(claims);
        return input + "." + Base64Url.encode(SIGNER.sign(input.getBytes(US_ASCII)));
    }

    private static String encode(String json) {
        return Base64Url.encode(json.getBytes(UTF_8));
    }
}
