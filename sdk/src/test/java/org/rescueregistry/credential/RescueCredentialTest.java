package org.rescueregistry.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.assertj.core.api.ThrowingConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rescueregistry.credential.CredentialVerification.Refused;
import org.rescueregistry.credential.CredentialVerification.Verified;
import org.rescueregistry.key.CompactJws;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.Es256Signer;
import org.rescueregistry.name.Code;
import org.rescueregistry.name.EntityId;
import org.rescueregistry.statement.Disclosure;
import org.rescueregistry.status.StatusReference;
import org.rescueregistry.wire.Base64Url;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;

class RescueCredentialTest {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Es256Signer REGISTRY = Es256Signer.generate(RANDOM);
    private static final Es256Signer HOLDER = Es256Signer.generate(RANDOM);
    private static final Instant NOW = Instant.parse("2026-11-21T21:30:00Z");
    private static final Instant FIRST_DAY = Instant.parse("2026-11-21T00:00:00Z");
    private static final Instant END = Instant.parse("2027-11-22T00:00:00Z");
    private static final KeyBindingRequest REQUEST = new KeyBindingRequest("n-0S6_WzA2Mj", "https://platform.example");
    private static final Disclosure NAME =
            Disclosure.create("name", Json.object().put("km", "សង្គ្រោះ").build(), RANDOM);
    private static final Disclosure KIND = Disclosure.create("kind", new Json.Str("rescue_team"), RANDOM);
    private static final Disclosure WITHHELD = Disclosure.create("jurisdiction", new Json.Str("KH"), RANDOM);

    @Test
    void saysWhatTheRegistrySaid() throws Exception {
        Credential credential = verified(issued());

        assertThat(credential.claims()).isEqualTo(claims());
        assertThat(credential.claims().subject()).hasToString("https://registry.example/o/" + code().symbols());
        assertThat(credential.disclosures()).containsExactlyInAnyOrder(NAME, KIND);
        assertThat(credential.disclosed("kind")).contains(new Json.Str("rescue_team"));
        assertThat(credential.disclosed("jurisdiction")).isEmpty();
    }

    @Test
    void carriesTheVeryDigestsOfTheDisclosures() throws Exception {
        assertThat(verified(issued()).claims().digests())
                .containsExactlyInAnyOrder(NAME.digest(), KIND.digest(), WITHHELD.digest());
    }

    @Test
    void printsWhatItParsed() throws Exception {
        RescueCredential issued = issued();

        assertThat(RescueCredential.parse(issued.text())).isEqualTo(issued);
        assertThat(issued.text()).endsWith("~").doesNotContain("rescue_team");
        assertThat(issued.claimedIssuer()).isEqualTo(issuer().id());
        assertThat(issued).hasToString("RescueCredential[" + code() + ", not verified]");
    }

    /** The same input gives the same text: nothing of when or where it was issued can be read from it. */
    @Test
    void issuingTwiceGivesTheSameText() throws Exception {
        RescueCredential again = RescueCredential.issue(claims(), List.of(KIND, NAME), REGISTRY);

        assertThat(again).isEqualTo(issued());
    }

    @Test
    void holderDisclosesLess() throws Exception {
        RescueCredential less = issued().disclosing("kind"::equals);

        assertThat(verified(less).disclosures()).containsExactly(KIND);
        assertThat(verified(less.disclosing(name -> false)).disclosures()).isEmpty();
        assertThat(less.text()).doesNotContain(NAME.text());
    }

    @Test
    void timesAreWholeDays() throws Exception {
        CredentialClaims claims = claims();

        assertThat(claims.issuedAt()).isEqualTo(FIRST_DAY);
        assertThat(claims.notBefore()).isEqualTo(FIRST_DAY);
        assertThat(claims.expiresAt()).isEqualTo(END);
        assertThat(claims(NOW, END).expiresAt()).isEqualTo(END);
        assertThat(claims(NOW, NOW.plusSeconds(1)).expiresAt()).isEqualTo(Instant.parse("2026-11-22T00:00:00Z"));
    }

    @Test
    void isRefusedOutsideItsTimes() throws Exception {
        assertThat(verify(issued(), FIRST_DAY.minusSeconds(61))).isEqualTo(refused(CredentialRefusal.NOT_YET_VALID));
        assertThat(verify(issued(), FIRST_DAY.minusSeconds(60))).isInstanceOf(Verified.class);
        assertThat(verify(issued(), END.plusSeconds(59))).isInstanceOf(Verified.class);
        assertThat(verify(issued(), END.plusSeconds(60))).isEqualTo(refused(CredentialRefusal.EXPIRED));
    }

    @Test
    void isRefusedFromAnotherIssuerOrKey() throws Exception {
        Es256Signer stranger = Es256Signer.generate(RANDOM);
        RescueCredential byStranger = RescueCredential.issue(claims(), List.of(), stranger);
        CredentialIssuer other =
                new CredentialIssuer(EntityId.parse("https://other.example"), List.of(REGISTRY.publicKey()));
        CredentialIssuer rolled =
                new CredentialIssuer(issuer().id(), List.of(stranger.publicKey(), REGISTRY.publicKey()));

        assertThat(issued().verify(other, NOW)).isEqualTo(refused(CredentialRefusal.ISSUER));
        assertThat(verify(byStranger, NOW)).isEqualTo(refused(CredentialRefusal.UNKNOWN_KEY));
        assertThat(issued().verify(rolled, NOW)).isInstanceOf(Verified.class);
    }

    @Test
    void isRefusedWhenTheSignatureIsAnothers() throws Exception {
        String forged = issued().text().replaceFirst("\\.[^.~]+~", "." + signatureOver("something else") + "~");

        assertThat(verify(RescueCredential.parse(forged), NOW)).isEqualTo(refused(CredentialRefusal.SIGNATURE));
    }

    @Test
    void refusesToIssueDisclosuresOfNoDigest() throws Exception {
        Disclosure stranger = Disclosure.create("name", new Json.Str("x"), RANDOM);
        CredentialClaims claims = claims();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> RescueCredential.issue(claims, List.of(stranger), REGISTRY));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RescueCredential.issue(claims, List.of(KIND, KIND), REGISTRY));
    }

    @Test
    void claimsCannotBeMadeWrong() throws Exception {
        assertThatIllegalArgumentException().isThrownBy(() -> claims(NOW, FIRST_DAY));
        assertThatIllegalArgumentException().isThrownBy(() -> claimsOf(List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> claimsOf(List.of(KIND.digest(), KIND.digest())));
        List<Digest> tooMany = new ArrayList<>();
        for (int i = 0; i <= CredentialClaims.MAX_DIGESTS; i++) {
            tooMany.add(Digest.sha256(new byte[] {(byte) i}));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> claimsOf(tooMany));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "credential_type         | vct     | \"urn:rescue-registry:rescue-organisation:2\"",
                "sd_jwt_hash             | _sd_alg | \"sha-512\"",
                "missing_member          | _sd_alg |",
                "missing_member          | _sd     |",
                "missing_member          | status  |",
                "missing_member          | cnf     |",
                "missing_member          | exp     |",
                "missing_member          | nbf     |",
                "missing_member          | iss     |",
                "missing_member          | vct     |",
                "unknown_member          | x       | 1",
                "unknown_member          | aka_vcts| [\"x\"]",
                "entity_id_not_https     | iss     | \"http://registry.example\"",
                "credential_subject      | sub     | \"https://other.example/o/CN7K3M9QXDP2\"",
                "credential_subject      | sub     | \"https://registry.example\"",
                "code_bad_length         | sub     | \"https://registry.example/o/\"",
                "code_bad_length         | sub     | \"https://registry.example/o/a/b\"",
                "credential_times        | iat     | 1795000001",
                "credential_times        | nbf     | -86400",
                "credential_times        | exp     | 86400",
                "wrong_type              | exp     | 1795046400.5",
                "credential_digests      | _sd     | []",
                "sd_jwt_digest           | _sd     | [1]",
                "missing_member          | cnf     | {\"kid\":\"x\"}",
                "unknown_member          | status  | {\"status_list\":{\"idx\":1,\"uri\":\"https://a.example\"},\"x\":1}",
            })
    void refusesOtherClaims(String code, String member, String value) throws Exception {
        assertRefused(code, resigned(member, value));
    }

    @Test
    void refusesDigestsOutOfOrder() throws Exception {
        List<String> texts = new ArrayList<>(
                claims().digests().stream().map(Digest::base64Url).toList());
        Collections.reverse(texts);

        assertRefused("credential_digests", resigned("_sd", Json.strings(texts).text()));
    }

    @Test
    void refusesOtherHeaders() throws Exception {
        String rest = issued().text().substring(issued().text().indexOf('.'));

        assertRefused("missing_member", header("{\"alg\":\"ES256\",\"typ\":\"dc+sd-jwt\"}") + rest);
        assertRefused("jwt_type", header("{\"alg\":\"ES256\",\"kid\":\"x\",\"typ\":\"vc+sd-jwt\"}") + rest);
        assertRefused(
                "unknown_member",
                header("{\"alg\":\"ES256\",\"kid\":\"" + REGISTRY.keyId() + "\",\"typ\":\"dc+sd-jwt\",\"x5c\":[]}")
                        + rest);
    }

    @Test
    void refusesDisclosuresThatDecideOnValidity() throws Exception {
        for (String name : List.of("aud", "aka_vcts", "vct#integrity")) {
            Disclosure disclosure = Disclosure.create(name, new Json.Str("x"), RANDOM);
            CredentialClaims claims = claimsOf(List.of(disclosure.digest()));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> RescueCredential.issue(claims, List.of(disclosure), REGISTRY))
                    .havingCause()
                    .isInstanceOfSatisfying(
                            MalformedException.class, e -> assertThat(e.code()).isEqualTo("credential_disclosure"));
        }
        Disclosure expiry = Disclosure.create("exp", new Json.Num(1), RANDOM);
        CredentialClaims claims = claimsOf(List.of(expiry.digest()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RescueCredential.issue(claims, List.of(expiry), REGISTRY))
                .withMessageContaining("exp");
    }

    @Test
    void holderProvesItself() throws Exception {
        String shown = issued().disclosing("kind"::equals).present(REQUEST, NOW, HOLDER);

        Credential credential = ((Verified) bound(shown, REQUEST, NOW)).credential();

        assertThat(credential.disclosures()).containsExactly(KIND);
        assertThat(KeyBoundCredential.parse(shown).credential()).isEqualTo(issued().disclosing("kind"::equals));
    }

    @Test
    void refusesAProofOfAnotherKeyRequestOrTime() throws Exception {
        String shown = issued().present(REQUEST, NOW, HOLDER);
        String byRegistry = issued().present(REQUEST, NOW, REGISTRY);

        assertThat(bound(byRegistry, REQUEST, NOW)).isEqualTo(refused(CredentialRefusal.KEY_BINDING_SIGNATURE));
        assertThat(bound(shown, new KeyBindingRequest("other", REQUEST.audience()), NOW))
                .isEqualTo(refused(CredentialRefusal.KEY_BINDING_NONCE));
        assertThat(bound(shown, new KeyBindingRequest(REQUEST.nonce(), "https://other.example"), NOW))
                .isEqualTo(refused(CredentialRefusal.KEY_BINDING_AUDIENCE));
        assertThat(bound(shown, REQUEST, NOW.plusSeconds(300))).isInstanceOf(Verified.class);
        assertThat(bound(shown, REQUEST, NOW.plusSeconds(301))).isEqualTo(refused(CredentialRefusal.KEY_BINDING_TIME));
        assertThat(bound(shown, REQUEST, NOW.minusSeconds(60))).isInstanceOf(Verified.class);
        assertThat(bound(shown, REQUEST, NOW.minusSeconds(61))).isEqualTo(refused(CredentialRefusal.KEY_BINDING_TIME));
        assertThat(bound(shown, REQUEST, END.plusSeconds(60))).isEqualTo(refused(CredentialRefusal.EXPIRED));
    }

    /** Who intercepts a presentation can neither add nor take away a disclosure. */
    @Test
    void refusesAProofOverOtherDisclosures() throws Exception {
        String shown = issued().present(REQUEST, NOW, HOLDER);
        String proof = shown.substring(shown.lastIndexOf('~') + 1);
        String less = issued().disclosing("kind"::equals).text() + proof;

        assertThat(bound(less, REQUEST, NOW)).isEqualTo(refused(CredentialRefusal.KEY_BINDING_HASH));
    }

    @Test
    void aProofIsNeverTakenOrLeftOutByChance() throws Exception {
        String bare = issued().text();
        String shown = issued().present(REQUEST, NOW, HOLDER);

        assertThatThrownBy(() -> KeyBoundCredential.parse(bare)).satisfies(hasCode("key_binding_missing"));
        assertRefused("sd_jwt_not_terminated", shown);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "unknown_member    | {\"aud\":\"a\",\"iat\":1,\"nonce\":\"n\",\"sd_hash\":\"HASH\",\"x\":1}",
                "missing_member    | {\"aud\":\"a\",\"iat\":1,\"nonce\":\"n\"}",
                "wrong_type        | {\"aud\":[\"a\"],\"iat\":1,\"nonce\":\"n\",\"sd_hash\":\"HASH\"}",
                "key_binding_empty | {\"aud\":\"a\",\"iat\":1,\"nonce\":\"\",\"sd_hash\":\"HASH\"}",
                "key_binding_empty | {\"aud\":\"\",\"iat\":1,\"nonce\":\"n\",\"sd_hash\":\"HASH\"}",
            })
    void refusesOtherProofs(String code, String claims) throws Exception {
        String payload = claims.replace("HASH", Digest.sha256(new byte[0]).base64Url());
        String proof = CompactJws.sign("kb+jwt", payload.getBytes(StandardCharsets.UTF_8), HOLDER)
                .compact();

        assertThatThrownBy(() -> KeyBoundCredential.parse(issued().text() + proof))
                .satisfies(hasCode(code));
    }

    /** A second or less of random changes: nothing but the checked exception leaves, and nothing is believed. */
    @Test
    void nothingChangedIsBelieved() throws Exception {
        String text = issued().present(REQUEST, NOW, HOLDER);
        long seed = 20261121;
        Random random = new Random(seed);
        for (int i = 0; i < 500; i++) {
            String changed = mutate(text, random);
            if (changed.equals(text)) {
                continue;
            }
            try {
                assertThat(bound(changed, REQUEST, NOW))
                        .as("seed %d round %d", seed, i)
                        .isInstanceOf(Refused.class);
            } catch (MalformedException e) {
                assertThat(e.code()).matches("[a-z0-9_]+");
            }
        }
    }

    private static String mutate(String text, Random random) {
        StringBuilder changed = new StringBuilder(text);
        int at = random.nextInt(text.length());
        switch (random.nextInt(4)) {
            case 0 -> changed.setCharAt(at, (char) random.nextInt(128));
            case 1 -> changed.deleteCharAt(at);
            case 2 -> changed.insert(at, "~.A=_\u00e9".charAt(random.nextInt(6)));
            default -> changed.delete(at, Math.min(text.length(), at + random.nextInt(200)));
        }
        return changed.toString();
    }

    private static ThrowingConsumer<Throwable> hasCode(String code) {
        return thrown -> assertThat(((MalformedException) thrown).code()).isEqualTo(code);
    }

    private static void assertRefused(String code, String text) {
        assertThatThrownBy(() -> RescueCredential.parse(text)).satisfies(hasCode(code));
    }

    private static String header(String json) {
        return Base64Url.encode(json.getBytes(StandardCharsets.UTF_8));
    }

    private static String signatureOver(String text) {
        return Base64Url.encode(REGISTRY.sign(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** The credential signed again with one member changed, or without it. */
    private static String resigned(String member, String value) throws MalformedException {
        TreeMap<String, String> members = new TreeMap<>();
        claims().json().members().forEach((name, json) -> members.put(name, json.text()));
        members.remove(member);
        if (value != null) {
            members.put(member, value);
        }
        String payload = "{"
                + String.join(
                        ",",
                        members.entrySet().stream()
                                .map(e -> "\"" + e.getKey() + "\":" + e.getValue())
                                .toList())
                + "}";
        return CompactJws.sign(CredentialClaims.TYP, payload.getBytes(StandardCharsets.UTF_8), REGISTRY)
                        .compact()
                + "~";
    }

    private static Credential verified(RescueCredential credential) throws MalformedException {
        return ((Verified) verify(credential, NOW)).credential();
    }

    private static CredentialVerification verify(RescueCredential credential, Instant now) throws MalformedException {
        return credential.verify(issuer(), now);
    }

    private static CredentialVerification bound(String text, KeyBindingRequest request, Instant now)
            throws MalformedException {
        return KeyBoundCredential.parse(text).verify(issuer(), request, now);
    }

    private static Refused refused(CredentialRefusal refusal) {
        return new Refused(refusal);
    }

    private static CredentialIssuer issuer() throws MalformedException {
        return new CredentialIssuer(EntityId.parse("https://registry.example"), List.of(REGISTRY.publicKey()));
    }

    static RescueCredential issued() throws MalformedException {
        return RescueCredential.issue(claims(), List.of(NAME, KIND), REGISTRY);
    }

    private static Code code() throws MalformedException {
        return Code.of("CN", "7K3M9QXD");
    }

    private static CredentialClaims claims() throws MalformedException {
        return claims(NOW, Instant.parse("2027-11-21T09:00:00Z"));
    }

    private static CredentialClaims claims(Instant from, Instant until) throws MalformedException {
        return claims(from, until, List.of(NAME.digest(), KIND.digest(), WITHHELD.digest()));
    }

    private static CredentialClaims claimsOf(List<Digest> digests) throws MalformedException {
        return claims(NOW, END, digests);
    }

    private static CredentialClaims claims(Instant from, Instant until, List<Digest> digests)
            throws MalformedException {
        StatusReference status = new StatusReference(URI.create("https://registry.example/status/1"), 412);
        return new CredentialClaims(
                EntityId.parse("https://registry.example"),
                code(),
                HOLDER.publicKey(),
                status,
                from,
                from,
                until,
                digests);
    }
}
