package org.rescueregistry.status;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rescueregistry.key.CompactJws;
import org.rescueregistry.key.Es256PublicKey;
import org.rescueregistry.key.Es256Signer;
import org.rescueregistry.status.StatusListToken.Refusal;
import org.rescueregistry.status.StatusListToken.Verification;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;

class StatusListTokenTest {
    private static final Es256Signer ISSUER = Es256Signer.generate(new SecureRandom());
    private static final URI LIST = URI.create("https://registry.example/status/1");
    private static final Instant ISSUED = Instant.ofEpochSecond(1_795_000_000);
    private static final StatusListClaims CLAIMS = new StatusListClaims(
            LIST,
            StatusList.of(StatusBits.TWO, 16, Map.of(3, StatusType.INVALID, 4, StatusType.SUSPENDED)),
            ISSUED,
            ISSUED.plusSeconds(3600),
            Duration.ofSeconds(300));

    @Test
    void saysWhatItsIssuerSigned() throws Exception {
        StatusListToken token = verified(CLAIMS.sign(ISSUER), ISSUED.plusSeconds(10));

        assertThat(token.claims()).isEqualTo(CLAIMS);
        assertThat(token.status(new StatusReference(LIST, 3))).contains(StatusType.INVALID);
        assertThat(token.status(new StatusReference(LIST, 4))).contains(StatusType.SUSPENDED);
        assertThat(token.status(new StatusReference(LIST, 5))).contains(StatusType.VALID);
    }

    @Test
    void saysNothingOfOtherListsOrBeyondItsEnd() throws Exception {
        StatusListToken token = verified(CLAIMS.sign(ISSUER), ISSUED);

        assertThat(token.status(new StatusReference(LIST, 16))).isEmpty();
        assertThat(token.status(new StatusReference(URI.create("https://registry.example/status/2"), 3)))
                .isEmpty();
        assertThat(token.status(new StatusReference(URI.create("https://REGISTRY.example/status/1"), 3)))
                .isEmpty();
    }

    /** Section 5.1's example and the key its authors publish; it carries a claim of its own, iss. */
    @Test
    void verifiesTheDraftsExample() throws Exception {
        Es256PublicKey key = Es256PublicKey.fromJwk((Json.Obj)
                Json.parse("{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"I3HWm_0Ds1dPMI-IWmf4mBmH-YaeAVbPVu7vB27CxXo\","
                        + "\"y\":\"6N_d5Elj9bs1htgV3okJKIdbHEpkgTmAluYKJemzn1M\"}"));
        URI uri = URI.create("https://example.com/statuslists/1");
        Instant now = Instant.ofEpochSecond(1_700_000_000);

        Verification verification = StatusListToken.verify(Vectors.read("token.jwt"), key, uri, now);

        StatusListToken token = ((Verification.Verified) verification).token();
        assertThat(token.claims().timeToLive()).isEqualTo(Duration.ofHours(12));
        assertThat(token.status(new StatusReference(uri, 0))).contains(StatusType.INVALID);
        assertThat(token.status(new StatusReference(uri, 1))).contains(StatusType.VALID);
    }

    @Test
    void refusesAnotherKeyAnotherListAndAnotherTime() throws Exception {
        String jwt = CLAIMS.sign(ISSUER);
        Es256PublicKey stranger = Es256Signer.generate(new SecureRandom()).publicKey();
        URI other = URI.create("https://registry.example/status/2");

        assertThat(StatusListToken.verify(jwt, stranger, LIST, ISSUED)).isEqualTo(refused(Refusal.SIGNATURE));
        assertThat(StatusListToken.verify(jwt, ISSUER.publicKey(), other, ISSUED))
                .isEqualTo(refused(Refusal.SUBJECT));
        assertThat(verify(jwt, ISSUED.minusSeconds(61))).isEqualTo(refused(Refusal.FROM_FUTURE));
        assertThat(verify(jwt, ISSUED.minusSeconds(60))).isInstanceOf(Verification.Verified.class);
        assertThat(verify(jwt, ISSUED.plusSeconds(3599))).isInstanceOf(Verification.Verified.class);
        assertThat(verify(jwt, ISSUED.plusSeconds(3600))).isEqualTo(refused(Refusal.EXPIRED));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "status_list_times | ttl | 0",
                "status_list_times | ttl | -1",
                "status_list_times | exp | 1795000000",
                "status_uri        | sub | \"/status/1\"",
                "status_uri        | sub | \"https://a b\"",
                "wrong_type        | iat | 1.5",
                "wrong_type        | exp | \"1795000001\"",
                "missing_member    | iat |",
                "missing_member    | exp |",
                "missing_member    | ttl |",
                "missing_member    | sub |",
                "missing_member    | status_list |",
            })
    void refusesOtherClaims(String code, String member, String value) throws Exception {
        String jwt = CLAIMS.sign(ISSUER);
        TreeMap<String, Json> members =
                new TreeMap<>(((Json.Obj) Json.parse(CompactJws.parse(jwt).payload())).members());
        members.remove(member);
        if (value != null) {
            members.put(member, Json.parse(value));
        }
        String text = "{"
                + String.join(
                        ",",
                        members.entrySet().stream()
                                .map(e -> "\"" + e.getKey() + "\":"
                                        + (e.getKey().equals(member)
                                                ? value
                                                : e.getValue().text()))
                                .toList())
                + "}";

        assertThatThrownBy(() -> verify(
                        CompactJws.sign(StatusListClaims.TYP, text.getBytes(UTF_8), ISSUER)
                                .compact(),
                        ISSUED))
                .isInstanceOfSatisfying(
                        MalformedException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    @Test
    void refusesAnotherTyp() {
        String jwt = CompactJws.sign("jwt", "{}".getBytes(UTF_8), ISSUER).compact();

        assertThatThrownBy(() -> verify(jwt, ISSUED))
                .isInstanceOfSatisfying(
                        MalformedException.class, e -> assertThat(e.code()).isEqualTo("jwt_type"));
    }

    @Test
    void oneChangedCharacterIsNeverBelieved() throws Exception {
        String jwt = CLAIMS.sign(ISSUER);
        Random random = new Random(11);
        for (int i = 0; i < 300; i++) {
            StringBuilder mutated = new StringBuilder(jwt);
            int at = random.nextInt(jwt.length());
            char to = (char) (33 + random.nextInt(94));
            mutated.setCharAt(at, to);
            if (jwt.charAt(at) == to) {
                continue;
            }
            try {
                assertThat(verify(mutated.toString(), ISSUED)).isEqualTo(refused(Refusal.SIGNATURE));
            } catch (MalformedException e) {
                assertThat(e.code()).isNotEmpty();
            }
        }
    }

    @Test
    void refusesToSignTimesThatMakeNoSense() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new StatusListClaims(LIST, CLAIMS.list(), ISSUED, ISSUED, Duration.ofSeconds(1)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new StatusListClaims(
                        LIST, CLAIMS.list(), ISSUED, ISSUED.plusMillis(999), Duration.ofSeconds(1)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new StatusListClaims(
                        LIST, CLAIMS.list(), ISSUED, ISSUED.plusSeconds(1), Duration.ofMillis(999)));
    }

    private static StatusListToken verified(String jwt, Instant now) throws MalformedException {
        return ((Verification.Verified) verify(jwt, now)).token();
    }

    private static Verification verify(String jwt, Instant now) throws MalformedException {
        return StatusListToken.verify(jwt, ISSUER.publicKey(), LIST, now);
    }

    private static Verification refused(Refusal refusal) {
        return new Verification.Refused(refusal);
    }
}
