package org.rescueregistry.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.rescueregistry.testing.SharedData;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;
import org.rescueregistry.wire.Members;

class Ed25519Test {
    @Test
    void signsAsRfc8032Section71() throws Exception {
        Ed25519Signer signer = Ed25519Signer.fromSeed(
                HexFormat.of().parseHex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb"));
        assertThat(HexFormat.of().formatHex(signer.publicKey().toBytes()))
                .isEqualTo("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
        byte[] signature = signer.sign(new byte[] {0x72});
        assertThat(HexFormat.of().formatHex(signature))
                .isEqualTo("92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
                        + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");
        assertThat(signer.publicKey().verify(new byte[] {0x72}, signature)).isTrue();
        assertThat(signer.publicKey().verify(new byte[] {0x73}, signature)).isFalse();
        assertThat(signer.publicKey().verify(new byte[] {0x72}, new byte[63])).isFalse();
    }

    @Test
    void refusesScalarsBeyondTheOrder() {
        Ed25519Signer signer = Ed25519Signer.generate(new SecureRandom());
        byte[] signature = signer.sign(new byte[0]);
        byte[] order = HexFormat.of().parseHex("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010");
        int carry = 0;
        for (int i = 0; i < 32; i++) {
            carry += (signature[32 + i] & 0xff) + (order[i] & 0xff);
            signature[32 + i] = (byte) carry;
            carry >>= 8;
        }
        assertThat(signer.publicKey().verify(new byte[0], signature)).isFalse();
    }

    @Test
    void refusesKeysOfAnotherLength() {
        assertThatThrownBy(() -> Ed25519PublicKey.of(new byte[31]))
                .isInstanceOfSatisfying(
                        MalformedException.class, e -> assertThat(e.code()).isEqualTo("ed25519_key_bad_length"));
    }

    /**
     * The edge cases of C2SP/CCTV. By flag: a key with a part of small order, or not canonical, is refused as a key; for
     * the others a signature verifies unless R has a part of small order that the equation shows (a residue), or R is
     * not canonical. So of R only the neutral point, which leaves no residue, is taken.
     */
    @Test
    void answersTheEdgeCasesByTheNarrowReading() throws Exception {
        List<Json> vectors = ((Json.Arr) Json.parse(SharedData.bytes("vectors/ed25519/ed25519vectors.json"))).items();
        assertThat(vectors).hasSizeGreaterThan(900);
        for (Json vector : vectors) {
            Members m = Members.of(vector, "vector");
            long number = m.integer("number");
            byte[] key = HexFormat.of().parseHex(m.string("key"));
            byte[] signature = HexFormat.of().parseHex(m.string("sig"));
            byte[] message = m.string("msg").getBytes(StandardCharsets.UTF_8);
            Json flagged = m.value("flags");
            Set<String> flags = flagged instanceof Json.Null ? Set.of() : Set.copyOf(m.strings("flags"));

            boolean keyIsFine = !(flags.contains("low_order_A")
                    || flags.contains("low_order_component_A")
                    || flags.contains("non_canonical_A"));
            boolean expected = keyIsFine && !flags.contains("low_order_residue") && !flags.contains("non_canonical_R");
            assertThat(verifies(key, message, signature))
                    .as("vector %s %s", number, flags)
                    .isEqualTo(expected);
            assertThat(isKey(key)).as("key of vector %s %s", number, flags).isEqualTo(keyIsFine);
        }
    }

    private static boolean isKey(byte[] key) {
        try {
            Ed25519PublicKey.of(key);
            return true;
        } catch (MalformedException e) {
            return false;
        }
    }

    private static boolean verifies(byte[] key, byte[] message, byte[] signature) {
        try {
            return Ed25519PublicKey.of(key).verify(message, signature);
        } catch (MalformedException e) {
            return false;
        }
    }
}
