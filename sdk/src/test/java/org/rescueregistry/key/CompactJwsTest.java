package org.rescueregistry.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.rescueregistry.wire.Base64Url;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;

class CompactJwsTest {
    private final Es256Signer signer = Es256Signer.generate(new SecureRandom());
    private final byte[] payload = Json.object().put("act", "bind").build().canonical();
    private final CompactJws signed = CompactJws.sign("rescue-statement+jwt", payload, signer);

    @Test
    void readsWhatItSigned() throws Exception {
        CompactJws read = CompactJws.parse(signed.compact());
        assertThat(read).isEqualTo(signed);
        assertThat(read.typ()).isEqualTo("rescue-statement+jwt");
        assertThat(read.kid()).isEqualTo(signer.keyId());
        assertThat(read.payload()).isEqualTo(payload);
        assertThat(read.verify(signer.publicKey())).isTrue();
        assertThat(read.id()).isEqualTo(Digest.sha256(read.signingInput()));
        assertThat(signed.id()).isEqualTo(read.id());
    }

    @Test
    void believesNoOtherKeyAndNoOtherPayload() throws Exception {
        assertThat(signed.verify(Es256Signer.generate(new SecureRandom()).publicKey()))
                .isFalse();
        String[] parts = signed.compact().split("\\.");
        String other = Base64Url.encode("{\"act\":\"suspend\"}".getBytes(StandardCharsets.UTF_8));
        CompactJws changed = CompactJws.parse(parts[0] + "." + other + "." + parts[2]);
        assertThat(changed.verify(signer.publicKey())).isFalse();
        assertThat(changed.id()).isNotEqualTo(signed.id());
    }

    @Test
    void refusesTheHighSThatWouldGiveOneStatementTwoTexts() throws Exception {
        String input = signed.compact().substring(0, signed.compact().lastIndexOf('.'));
        byte[] signature = signer.sign(input.getBytes(StandardCharsets.US_ASCII));
        P256.write(P256.ORDER.subtract(P256.read(signature, 32)), signature, 32);
        refuses(input + "." + Base64Url.encode(signature), "jws_signature_not_canonical");
        refuses(input + "." + Base64Url.encode(new byte[64]), "jws_signature_not_canonical");
    }

    @Test
    void refusesEveryOtherHeader() {
        String kid = signer.keyId().toString();
        refusesHeader("{\"alg\":\"none\",\"kid\":\"" + kid + "\",\"typ\":\"t\"}", "jws_wrong_alg");
        refusesHeader("{\"alg\":\"ES256\",\"kid\":\"" + kid + "\"}", "missing_member");
        refusesHeader("{\"alg\":\"ES256\",\"crit\":[],\"kid\":\"" + kid + "\",\"typ\":\"t\"}", "unknown_member");
        refusesHeader("{\"alg\":\"ES256\",\"typ\":\"t\",\"kid\":\"" + kid + "\"}", "json_not_canonical");
        refusesHeader("{\"alg\":\"ES256\",\"kid\":\"short\",\"typ\":\"t\"}", "base64url_not_canonical");
    }

    @Test
    void refusesOtherShapes() {
        refuses("a.b", "jws_not_three_parts");
        refuses(signed.compact() + ".", "jws_not_three_parts");
        refuses(signed.compact() + "=", "base64url_not_canonical");
        refuses(signed.compact() + "AA", "jws_bad_signature_length");
        refuses("a".repeat(CompactJws.MAX_CHARS + 1), "jws_too_long");
    }

    @Test
    void letsNothingButMalformedExceptionOutOfMutatedInput() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 20_000; round++) {
            StringBuilder bad = new StringBuilder(signed.compact());
            bad.setCharAt(random.nextInt(bad.length()), (char) random.nextInt(128));
            try {
                CompactJws read = CompactJws.parse(bad.toString());
                assertThat(read.compact()).hasToString(bad.toString());
            } catch (MalformedException expected) {
                assertThat(expected.code()).isNotEmpty();
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + " round " + round, e);
            }
        }
    }

    private void refusesHeader(String header, String code) {
        String[] parts = signed.compact().split("\\.");
        refuses(Base64Url.encode(header.getBytes(StandardCharsets.UTF_8)) + "." + parts[1] + "." + parts[2], code);
    }

    private static void refuses(String text, String code) {
        assertThatThrownBy(() -> CompactJws.parse(text))
                .isInstanceOfSatisfying(
                        MalformedException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
