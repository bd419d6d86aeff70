package org.rescueregistry.credential;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.Es256PublicKey;
import org.rescueregistry.wire.Base64Url;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;

/** The examples of RFC 9901, their signatures included, and what section 7.1 refuses. */
class SdJwtTest {
    private static final String EXAMPLE = "example+sd-jwt";
    private static final String SALT = "2GLC42sKQveCfGfryNRN9w";

    /** RFC 9901 appendix A.5. */
    private static final String ISSUER = "{\"kty\":\"EC\",\"crv\":\"P-256\","
            + "\"x\":\"b28d4MwZMjw8-00CG4xfnn9SLMVMM19SlqZpVb_uNtQ\","
            + "\"y\":\"Xv5zWwuoaTgdS6hV43yI6gBwTnjukmFQQnJ_kCxzqk8\"}";

    private static final String HOLDER_CLAIM = "\"cnf\":{\"jwk\":{\"crv\":\"P-256\",\"kty\":\"EC\","
            + "\"x\":\"TCAER19Zvu3OHF4j4W4vfSVoHIP1ILilDls7vCeGemc\","
            + "\"y\":\"ZxjiWWbZMQGHVWKVQ4hbSIirsVfuecCE6t4jT9F2HZQ\"}}";

    /** Section 5.1: every disclosure, of members and of array elements. */
    @Test
    void readsTheIssuedExample() throws Exception {
        SdJwt sdJwt = SdJwt.parse(vector("rfc9901-5.1-issued.txt"), EXAMPLE);

        assertThat(sdJwt.jwt().signedBy(issuer())).isTrue();
        assertThat(sdJwt.disclosures()).hasSize(10);
        assertThat(sdJwt.processed().text())
                .isEqualTo("{\"address\":{\"country\":\"US\",\"locality\":\"Anytown\",\"region\":\"Anystate\","
                        + "\"street_address\":\"123 Main St\"},\"birthdate\":\"1940-01-01\"," + HOLDER_CLAIM
                        + ",\"email\":\"johndoe@example.com\",\"exp\":1883000000,\"family_name\":\"Doe\","
                        + "\"given_name\":\"John\",\"iat\":1683000000,\"iss\":\"https://issuer.example.com\","
                        + "\"nationalities\":[\"US\",\"DE\"],\"phone_number\":\"+1-202-555-0101\","
                        + "\"phone_number_verified\":true,\"sub\":\"user_42\",\"updated_at\":1570000000}");
    }

    /** Section 5.2: four disclosures and a key binding of the key in cnf. */
    @Test
    void readsThePresentedExample() throws Exception {
        String text = vector("rfc9901-5.2-presented.txt");
        int end = text.lastIndexOf('~') + 1;
        SdJwt sdJwt = SdJwt.parse(text.substring(0, end), EXAMPLE);
        KeyBinding binding = KeyBinding.parse(text.substring(end));

        assertThat(sdJwt.processed().members())
                .containsKeys("family_name", "given_name", "address")
                .containsEntry("nationalities", Json.parse("[\"US\"]"))
                .doesNotContainKeys("email", "birthdate", "_sd", "_sd_alg");
        assertThat(binding.hash()).isEqualTo(sdJwt.hash());
        assertThat(sdJwt.hash().base64Url()).isEqualTo("0_Af-2B-EhLWX5ydh_w2xzwmO6iM66B_2QCEanI4fUY");
        assertThat(binding.request()).isEqualTo(new KeyBindingRequest("1234567890", "https://verifier.example.org"));
        assertThat(binding.signedBy(holder(sdJwt))).isTrue();
        assertThat(binding.signedBy(issuer())).isFalse();
    }

    /** Appendix A.1: digests inside of an object, and decoys. */
    @Test
    void readsTheStructuredExample() throws Exception {
        SdJwt sdJwt = SdJwt.parse(vector("rfc9901-a.1-presented.txt"), EXAMPLE);

        assertThat(sdJwt.jwt().signedBy(issuer())).isTrue();
        assertThat(sdJwt.processed().text())
                .isEqualTo("{\"address\":{\"country\":\"JP\",\"region\":\"港区\"},\"exp\":1883000000,"
                        + "\"iat\":1683000000,\"iss\":\"https://issuer.example.com\"}");
    }

    /** Appendix A.3, an SD-JWT VC: digests inside of a disclosure. */
    @Test
    void readsTheRecursiveExample() throws Exception {
        String text = vector("rfc9901-a.3-presented.txt");
        int end = text.lastIndexOf('~') + 1;
        SdJwt sdJwt = SdJwt.parse(text.substring(0, end), "dc+sd-jwt");
        KeyBinding binding = KeyBinding.parse(text.substring(end));

        assertThat(sdJwt.jwt().signedBy(issuer())).isTrue();
        assertThat(binding.signedBy(holder(sdJwt))).isTrue();
        assertThat(binding.hash()).isEqualTo(sdJwt.hash());
        assertThat(sdJwt.processed().text())
                .isEqualTo("{\"age_equal_or_over\":{\"18\":true}," + HOLDER_CLAIM + ",\"exp\":1883000000,"
                        + "\"iat\":1683000000,\"iss\":\"https://pid-issuer.bund.de.example\","
                        + "\"nationalities\":[\"DE\"],\"vct\":\"urn:eudi:pid:de:1\"}");
    }

    /** The credential class wants our own type, so the RFC's is refused although all is well with it. */
    @Test
    void anotherTypeIsNoRescueCredential() throws Exception {
        assertThatThrownBy(() -> KeyBoundCredential.parse(vector("rfc9901-a.3-presented.txt")))
                .isInstanceOfSatisfying(
                        MalformedException.class, e -> assertThat(e.code()).isEqualTo("missing_member"));
    }

    /** Section 4.2.1: four spellings of one claim are four disclosures. */
    @ParameterizedTest
    @CsvSource({
        "WyJfMjZiYzRMVC1hYzZxMktJNmNCVzVlcyIsICJmYW1pbHlfbmFtZSIsICJNw7ZiaXVzIl0",
        "WyJfMjZiYzRMVC1hYzZxMktJNmNCVzVlcyIsICJmYW1pbHlfbmFtZSIsICJNX HUwMGY2Yml1cyJd",
        "WyJfMjZiYzRMVC1hYzZxMktJNmNCVzVlcyIsImZhbWlseV9uYW1lIiwiTcO2Y ml1cyJd",
        "WwoiXzI2YmM0TFQtYWM2cTJLSTZjQlc1ZXMiLAoiZmFtaWx5X25hbWUiLAoiT cO2Yml1cyIKXQ",
    })
    void everySpellingOfADisclosureHasItsOwnDigest(String wrapped) throws Exception {
        String disclosure = wrapped.replace(" ", "");
        String payload = "{\"_sd\":[\"" + digest(disclosure) + "\"]}";

        assertThat(process(payload, disclosure)).isEqualTo("{\"family_name\":\"Möbius\"}");
    }

    /** Section 4.2.3. */
    @Test
    void digestIsOfTheEncodedText() {
        assertThat(digest("WyJfMjZiYzRMVC1hYzZxMktJNmNCVzVlcyIsICJmYW1pbHlfbmFtZSIsICJNw7ZiaXVzIl0"))
                .isEqualTo("X9yH0Ajrdm1Oij4tWso9UzzKJvPoDxwmuEcO3XAdRC0");
        assertThat(digest("WyJsa2x4RjVqTVlsR1RQVW92TU5JdkNBIiwgIkZSIl0"))
                .isEqualTo("w0I8EKcdCtUPkGCNUrfwVp2xEgNjtoIDlOxc9-PlOhs");
    }

    @Test
    void leavesOutElementsThatWereNotDisclosed() throws Exception {
        String element = encode("[\"" + SALT + "\",\"FR\"]");
        String payload = "{\"n\":[\"DE\",{\"...\":\"" + digest(element) + "\"},\"US\"]}";

        assertThat(process(payload)).isEqualTo("{\"n\":[\"DE\",\"US\"]}");
        assertThat(process(payload, element)).isEqualTo("{\"n\":[\"DE\",\"FR\",\"US\"]}");
    }

    @Test
    void anEmptyObjectStaysWhereNothingIsDisclosed() throws Exception {
        assertThat(process("{\"address\":{\"_sd\":[\"" + digest("x") + "\"]},\"_sd_alg\":\"sha-256\"}"))
                .isEqualTo("{\"address\":{}}");
    }

    @Test
    void refusesDisclosuresThatBelongNowhereOrTwice() {
        String member = encode("[\"" + SALT + "\",\"a\",1]");
        String payload = "{\"_sd\":[\"" + digest(member) + "\"]}";

        assertRefused("sd_jwt_unused_disclosure", "{}", member);
        assertRefused("sd_jwt_duplicate_disclosure", payload, member, member);
        assertRefused("sd_jwt_duplicate_digest", "{\"_sd\":[\"" + digest(member) + "\",\"" + digest(member) + "\"]}");
        assertRefused(
                "sd_jwt_duplicate_digest",
                "{\"_sd\":[\"" + digest(member) + "\"],\"b\":{\"_sd\":[\"" + digest(member) + "\"]}}",
                member);
    }

    /** A disclosure inside of one that is withheld hangs in the air. */
    @Test
    void refusesAnInnerDisclosureWithoutTheOuterOne() {
        String inner = encode("[\"" + SALT + "\",\"a\",1]");
        String outer = encode("[\"" + SALT + "\",\"b\",{\"_sd\":[\"" + digest(inner) + "\"]}]");
        String payload = "{\"_sd\":[\"" + digest(outer) + "\"]}";

        assertThat(refusal(payload, outer, inner)).isNull();
        assertThat(refusal(payload, outer)).isNull();
        assertRefused("sd_jwt_unused_disclosure", payload, inner);
    }

    /** Each is shallow; one inside of the other they would be as deep as an attacker likes. */
    @Test
    void refusesDisclosuresThatNestTooDeep() {
        List<String> chain = new ArrayList<>();
        String payload = "{}";
        for (int i = 0; i < SdJwt.MAX_DISCLOSURES; i++) {
            String disclosure = encode("[\"" + SALT + "\",\"a\"," + payload + "]");
            chain.add(disclosure);
            payload = "{\"_sd\":[\"" + digest(disclosure) + "\"]}";
            String expected = i + 2 > Json.MAX_DEPTH ? "sd_jwt_too_deep" : null;
            assertThat(refusal(payload, chain.toArray(String[]::new))).isEqualTo(expected);
        }
    }

    @Test
    void refusesADisclosureOfTheWrongKind() {
        String member = encode("[\"" + SALT + "\",\"a\",1]");
        String element = encode("[\"" + SALT + "\",1]");

        assertRefused("sd_jwt_disclosure", "{\"n\":[{\"...\":\"" + digest(member) + "\"}]}", member);
        assertRefused("sd_jwt_disclosure", "{\"_sd\":[\"" + digest(element) + "\"]}", element);
        for (String json : new String[] {"{}", "[]", "[\"s\"]", "[1,2]", "[\"s\",1,2]", "[\"s\",\"a\",1,2]", "1"}) {
            assertRefused("sd_jwt_disclosure", "{}", encode(json));
        }
    }

    @Test
    void refusesReservedAndRepeatedNames() {
        for (String name : new String[] {"_sd", "..."}) {
            String reserved = encode("[\"" + SALT + "\",\"" + name + "\",[]]");
            assertRefused("sd_jwt_reserved_name", "{\"_sd\":[\"" + digest(reserved) + "\"]}", reserved);
        }
        String a = encode("[\"" + SALT + "\",\"a\",1]");
        String b = encode("[\"" + SALT + "\",\"a\",2]");
        assertRefused("sd_jwt_claim_exists", "{\"_sd\":[\"" + digest(a) + "\"],\"a\":0}", a);
        assertRefused("sd_jwt_claim_exists", "{\"_sd\":[\"" + digest(a) + "\",\"" + digest(b) + "\"]}", a, b);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "sd_jwt_hash             | {\"_sd_alg\":\"sha-1\"}",
                "sd_jwt_hash             | {\"_sd_alg\":\"SHA-256\"}",
                "sd_jwt_hash             | {\"_sd_alg\":null}",
                "sd_jwt_reserved_name    | {\"a\":{\"_sd_alg\":\"sha-256\"}}",
                "sd_jwt_reserved_name    | {\"...\":\"x\"}",
                "sd_jwt_reserved_name    | {\"a\":[{\"...\":\"x\",\"b\":1}]}",
                "sd_jwt_digest           | {\"_sd\":\"x\"}",
                "sd_jwt_digest           | {\"_sd\":[1]}",
                "sd_jwt_digest           | {\"a\":[{\"...\":1}]}",
            })
    void refusesOtherPayloads(String code, String payload) {
        assertRefused(code, payload);
    }

    @Test
    void refusesOtherSerialisations() throws Exception {
        String text = vector("rfc9901-5.1-issued.txt");

        assertTextRefused("sd_jwt_not_terminated", text.substring(0, text.length() - 1));
        assertTextRefused("sd_jwt_not_terminated", "");
        assertTextRefused("jwt_shape", "~");
        assertTextRefused("json_syntax", text + "~");
        assertTextRefused("base64url_not_canonical", text.substring(0, text.length() - 1) + "=~");
        assertTextRefused("sd_jwt_too_long", text + "W10~".repeat(SdJwt.MAX_DISCLOSURES));
        assertTextRefused("sd_jwt_too_long", "~".repeat(SdJwt.MAX_CHARS + 1));
        assertTextRefused("sd_jwt_not_terminated", vector("rfc9901-5.2-presented.txt"));
    }

    private static void assertTextRefused(String code, String text) {
        assertThatThrownBy(() -> SdJwt.parse(text, EXAMPLE))
                .isInstanceOfSatisfying(
                        MalformedException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    private static void assertRefused(String code, String payload, String... disclosures) {
        assertThat(refusal(payload, disclosures)).isEqualTo(code);
    }

    private static String refusal(String payload, String... disclosures) {
        try {
            process(payload, disclosures);
            return null;
        } catch (MalformedException e) {
            return e.code();
        }
    }

    private static String process(String payload, String... disclosures) throws MalformedException {
        return ProcessedPayload.of((Json.Obj) Json.parse(payload), List.of(disclosures))
                .text();
    }

    private static String encode(String json) {
        return Base64Url.encode(json.getBytes(UTF_8));
    }

    private static String digest(String disclosure) {
        return Digest.sha256(disclosure.getBytes(US_ASCII)).base64Url();
    }

    private static Es256PublicKey issuer() throws MalformedException {
        return Es256PublicKey.fromJwk((Json.Obj) Json.parse(ISSUER));
    }

    private static Es256PublicKey holder(SdJwt sdJwt) throws MalformedException {
        Json.Obj confirmation = (Json.Obj) sdJwt.processed().members().get("cnf");
        return Es256PublicKey.fromJwk((Json.Obj) confirmation.members().get("jwk"));
    }

    static String vector(String name) throws IOException {
        try (InputStream in = SdJwtTest.class.getResourceAsStream("/vectors/sdjwt/" + name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), US_ASCII).strip();
        }
    }
}
