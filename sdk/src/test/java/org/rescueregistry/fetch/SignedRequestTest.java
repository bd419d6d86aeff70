package org.rescueregistry.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.rescueregistry.key.Es256Signer;
import org.rescueregistry.name.EntityId;
import org.rescueregistry.wire.MalformedException;

class SignedRequestTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_795_000_000);
    private final Es256Signer signer = Es256Signer.generate(new SecureRandom());
    private final EntityId registry = entity("https://registry.example");

    private static EntityId entity(String text) {
        try {
            return EntityId.parse(text);
        } catch (MalformedException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private SignedRequest.Seen seen(String method, String path, Instant now) {
        return new SignedRequest.Seen(registry, method, path, now);
    }

    private String header() {
        return SignedRequest.header(registry, "GET", "/applications", NOW, signer);
    }

    private void assertRefused(String header, SignedRequest.Seen seen, String code) {
        assertThatThrownBy(() -> SignedRequest.verify(header, seen, kid -> signer.publicKey()))
                .isInstanceOfSatisfying(
                        MalformedException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    @Test
    void saysWhoAsks() throws MalformedException {
        assertThat(SignedRequest.verify(
                        header(), seen("GET", "/applications", NOW.plusSeconds(60)), kid -> signer.publicKey()))
                .isEqualTo(signer.keyId());
    }

    @Test
    void isForOneRequestOnly() {
        assertRefused(header(), seen("POST", "/applications", NOW), "request_not_for_this");
        assertRefused(header(), seen("GET", "/disclosures", NOW), "request_not_for_this");
        assertRefused(
                header(),
                new SignedRequest.Seen(entity("https://other.example"), "GET", "/applications", NOW),
                "request_not_for_this");
    }

    @Test
    void lastsAMinute() {
        assertRefused(header(), seen("GET", "/applications", NOW.plusSeconds(61)), "request_too_old");
        assertRefused(header(), seen("GET", "/applications", NOW.minusSeconds(61)), "request_too_old");
    }

    @Test
    void refusesStrangersAndOtherSchemes() {
        assertThatThrownBy(() -> SignedRequest.verify(header(), seen("GET", "/applications", NOW), kid -> null))
                .isInstanceOfSatisfying(
                        MalformedException.class, e -> assertThat(e.code()).isEqualTo("request_signature"));
        assertRefused("Bearer abc", seen("GET", "/applications", NOW), "request_not_signed");
        assertRefused("Rescue-Signed abc", seen("GET", "/applications", NOW), "jws_not_three_parts");
    }
}
