package org.rescueregistry.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;
import java.util.Random;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.crypto.digests.SHAKEDigest;
import org.bouncycastle.jcajce.spec.MLDSAParameterSpec;
import org.bouncycastle.jcajce.spec.MLDSAPrivateKeySpec;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class MlDsa44Test {
    private static final byte[] MESSAGE = "subtree/v1".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    /**
     * The accumulated vectors of C2SP/CCTV (ML-DSA/accumulated): keys from a SHAKE128 stream, deterministic signatures of the
     * empty message with an empty context, all hashed into one value.
     */
    @Test
    void makesTheKeysAndSignaturesOfTheAccumulatedVectors() {
        SHAKEDigest seeds = new SHAKEDigest(128);
        SHAKEDigest all = new SHAKEDigest(128);
        for (int i = 0; i < 100; i++) {
            byte[] seed = new byte[MlDsa44Signer.SEED_SIZE];
            seeds.doOutput(seed, 0, seed.length);
            MlDsa44Signer signer = MlDsa44Signer.fromSeed(seed);
            byte[] publicKey = signer.publicKey().toBytes();
            byte[] signature = signer.sign(new byte[0]);
            assertThat(signer.publicKey().verify(new byte[0], signature)).isTrue();
            all.update(publicKey, 0, publicKey.length);
            all.update(signature, 0, signature.length);
        }
        byte[] result = new byte[32];
        all.doFinal(result, 0, result.length);
        assertThat(HexFormat.of().formatHex(result))
                .isEqualTo("d51148e1f9f4fa1a723a6cf42e25f2a99eb5c1b378b3d2dbbd561b1203beeae4");
    }

    @Test
    void agreesWithTheProviderOfBouncyCastle() throws Exception {
        Provider provider = new BouncyCastleProvider();
        MlDsa44Signer ours = MlDsa44Signer.generate(new SecureRandom());
        PrivateKey theirs = KeyFactory.getInstance("ML-DSA-44", provider)
                .generatePrivate(new MLDSAPrivateKeySpec(MLDSAParameterSpec.ml_dsa_44, ours.exposeSeed()));
        Signature signing = Signature.getInstance("ML-DSA-44", provider);
        signing.initSign(theirs);
        signing.update(MESSAGE);
        assertThat(ours.publicKey().verify(MESSAGE, signing.sign())).isTrue();
        assertThat(verifies(provider, ours, ours.sign(MESSAGE))).isTrue();
    }

    @Test
    void agreesWithTheJdkWhereItKnowsMlDsa() throws Exception {
        Provider jdk = java.util.Arrays.stream(
                        java.security.Security.getProviders("KeyFactory.ML-DSA-44") == null
                                ? new Provider[0]
                                : java.security.Security.getProviders("KeyFactory.ML-DSA-44"))
                .findFirst()
                .orElse(null);
        Assumptions.assumeTrue(jdk != null, "skipped: this Java does not know ML-DSA (24 and newer do)");
        MlDsa44Signer ours = MlDsa44Signer.generate(new SecureRandom());
        assertThat(verifies(jdk, ours, ours.sign(MESSAGE))).isTrue();
        assertThat(verifies(jdk, ours, ours.sign(new byte[] {1}))).isFalse();
    }

    private static boolean verifies(Provider provider, MlDsa44Signer signer, byte[] signature) throws Exception {
        byte[] encoded = new SubjectPublicKeyInfo(
                        new AlgorithmIdentifier(NISTObjectIdentifiers.id_ml_dsa_44),
                        signer.publicKey().toBytes())
                .getEncoded();
        Signature verifying = Signature.getInstance("ML-DSA-44", provider);
        verifying.initVerify(
                KeyFactory.getInstance("ML-DSA-44", provider).generatePublic(new X509EncodedKeySpec(encoded)));
        verifying.update(MESSAGE);
        return verifying.verify(signature);
    }

    @Test
    void signsTheSameMessageTheSameWay() throws Exception {
        MlDsa44Signer signer = MlDsa44Signer.generate(new SecureRandom());
        assertThat(signer.sign(MESSAGE))
                .isEqualTo(signer.sign(MESSAGE))
                .isEqualTo(MlDsa44Signer.fromSeed(signer.exposeSeed()).sign(MESSAGE));
        assertThat(MlDsa44PublicKey.of(signer.publicKey().toBytes())).isEqualTo(signer.publicKey());
    }

    @Test
    void refusesEverythingThatWasChanged() throws Exception {
        MlDsa44Signer signer = MlDsa44Signer.generate(new SecureRandom());
        byte[] signature = signer.sign(MESSAGE);
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            byte[] bad = signature.clone();
            // Also in the hints at the end, of which FIPS 204 allows one encoding.
            int at = round < 100 ? bad.length - 1 - round % 84 : random.nextInt(bad.length);
            bad[at] ^= (byte) (1 << random.nextInt(8));
            assertThat(signer.publicKey().verify(MESSAGE, bad))
                    .as("seed %s round %s", seed, round)
                    .isFalse();
        }
        assertThat(signer.publicKey().verify(new byte[0], signature)).isFalse();
        for (int length : new int[] {0, 64, signature.length - 1, signature.length + 1}) {
            assertThat(signer.publicKey().verify(MESSAGE, java.util.Arrays.copyOf(signature, length)))
                    .isFalse();
        }
        assertThat(MlDsa44Signer.generate(new SecureRandom()).publicKey().verify(MESSAGE, signature))
                .isFalse();
        assertThatThrownBy(() -> MlDsa44Signer.fromSeed(new byte[31])).isInstanceOf(IllegalArgumentException.class);
    }
}
