package org.rescueregistry.key;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Collections;
import java.util.List;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.MLDSAParameters;
import org.bouncycastle.crypto.params.MLDSAPrivateKeyParameters;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.crypto.util.PrivateKeyInfoFactory;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.wire.MalformedException;

/**
 * A private key, or the two of a log or witness, under a passphrase, as PKCS#12 (RFC 7292): the bytes of a {@code .p12} file,
 * which {@code keytool} and {@code openssl pkcs12} read as well, as far as they know the algorithm.
 *
 * <p>One entry, {@code rescue-key}, encrypted with PBES2 (HMAC-SHA-256, AES-256), with a certificate signed by the key
 * itself: PKCS#12 tools expect one, nobody here looks at it. An ML-DSA-44 key is a second entry, {@code rescue-key-ml-dsa-44}, in
 * its short form, the seed (RFC 9881 section 6). Reads and writes bytes, not files.
 */
public final class KeyFile {
    /** Longest file that is read, in bytes. */
    public static final int MAX_BYTES = 64 << 10;

    private static final String ALIAS = "rescue-key";
    private static final String ALIAS_ML_DSA = "rescue-key-ml-dsa-44";
    private static final String FORMAT = "PKCS12";

    private KeyFile() {}

    /** What was in the file. */
    public sealed interface Opened {
        /** One method for each thing it can be. */
        interface Cases<R> {
            R es256(Es256Signer signer);

            R ed25519(Ed25519Signer signer);

            /** The two keys of a log or witness. */
            R both(Ed25519Signer ed25519, MlDsa44Signer mlDsa44);
        }

        <R> R match(Cases<R> cases);
    }

    private record Es256(Es256Signer signer) implements Opened {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.es256(signer);
        }
    }

    private record Ed25519(Ed25519Signer signer) implements Opened {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.ed25519(signer);
        }
    }

    private record Both(Ed25519Signer ed25519, MlDsa44Signer mlDsa44) implements Opened {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.both(ed25519, mlDsa44);
        }
    }

    /** One key of a file that is written. */
    private record Entry(String alias, PrivateKey key, Certificate certificate) {}

    /**
     * Seals an ES256 key; the passphrase stays the caller's to wipe.
     *
     * @throws MalformedException {@code passphrase_not_ascii}: PKCS#12 tools disagree about every other character
     */
    public static byte[] seal(Es256Signer signer, char[] passphrase) throws MalformedException {
        return seal(List.of(entry("EC", signer.exposeParameters(), SelfCertificate.of(signer))), passphrase);
    }

    /** Seals an Ed25519 key, as {@link #seal(Es256Signer, char[])}. */
    public static byte[] seal(Ed25519Signer signer, char[] passphrase) throws MalformedException {
        return seal(List.of(entry(signer)), passphrase);
    }

    /** Seals the two keys of a log or witness, as {@link #seal(Es256Signer, char[])}. */
    public static byte[] seal(Ed25519Signer ed25519, MlDsa44Signer mlDsa44, char[] passphrase)
            throws MalformedException {
        return seal(List.of(entry(ed25519), entry(mlDsa44)), passphrase);
    }

    private static Entry entry(Ed25519Signer signer) {
        AsymmetricKeyParameter secret = new Ed25519PrivateKeyParameters(signer.exposeSeed(), 0);
        return entry("Ed25519", secret, SelfCertificate.of(signer));
    }

    private static Entry entry(MlDsa44Signer signer) {
        AlgorithmIdentifier algorithm = new AlgorithmIdentifier(NISTObjectIdentifiers.id_ml_dsa_44);
        DERTaggedObject seed = new DERTaggedObject(false, 0, new DEROctetString(signer.exposeSeed()));
        try {
            byte[] pkcs8 = new PrivateKeyInfo(algorithm, seed).getEncoded();
            return new Entry(ALIAS_ML_DSA, new ShroudedKeys.Encoded("ML-DSA-44", pkcs8), SelfCertificate.of(signer));
        } catch (IOException e) {
            throw new IllegalStateException("bytes in memory are written", e);
        }
    }

    private static Entry entry(String algorithm, AsymmetricKeyParameter secret, Certificate certificate) {
        try {
            // Without the public key that RFC 5958 lets an Ed25519 key carry along: OpenSSL 3.0 does not read it, and
            // Java writes it from 25 on when it was given.
            PrivateKeyInfo whole = PrivateKeyInfoFactory.createPrivateKeyInfo(secret);
            byte[] pkcs8 = new PrivateKeyInfo(whole.getPrivateKeyAlgorithm(), whole.parsePrivateKey()).getEncoded();
            PrivateKey key = KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            return new Entry(ALIAS, key, certificate);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform from 17 knows " + algorithm, e);
        }
    }

    private static byte[] seal(List<Entry> entries, char[] passphrase) throws MalformedException {
        if (!isPrintableAscii(passphrase)) {
            throw new MalformedException(
                    "passphrase_not_ascii", "a passphrase is one or more ASCII letters, digits, signs and spaces");
        }
        try {
            KeyStore store = KeyStore.getInstance(FORMAT);
            store.load(null, null);
            for (Entry entry : entries) {
                store.setKeyEntry(entry.alias(), entry.key(), passphrase, new Certificate[] {entry.certificate()});
            }
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            store.store(out, passphrase);
            return out.toByteArray();
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform from 17 writes PKCS#12", e);
        }
    }

    /**
     * Opens a PKCS#12 file that holds exactly one private key, on P-256 or for Ed25519, whoever wrote it; or one that was sealed
     * here with the two keys of a log or witness.
     *
     * @throws MalformedException {@code wrong_passphrase key_file_malformed key_file_wrong_kind}
     */
    public static Opened open(byte[] file, char[] passphrase) throws MalformedException {
        if (file.length > MAX_BYTES) {
            throw new MalformedException("key_file_malformed", "the key file is longer than " + MAX_BYTES + " bytes");
        }
        if (!isPrintableAscii(passphrase)) {
            throw wrongPassphrase(null);
        }
        try {
            KeyStore store = KeyStore.getInstance(FORMAT);
            store.load(new ByteArrayInputStream(file), passphrase);
            Opened first = opened(
                    PrivateKeyFactory.createKey(onlyKey(store, passphrase).getEncoded()));
            if (!store.isKeyEntry(ALIAS_ML_DSA)) {
                return first;
            }
            byte[] second = ShroudedKeys.open(file, ALIAS_ML_DSA, passphrase)
                    .orElseThrow(
                            () -> new MalformedException("key_file_malformed", "the second key is not to be found"));
            return both(first, PrivateKeyFactory.createKey(second));
        } catch (UnrecoverableKeyException e) {
            throw wrongPassphrase(e);
        } catch (IOException e) {
            throw e.getCause() instanceof UnrecoverableKeyException ? wrongPassphrase(e) : malformed(e);
        } catch (GeneralSecurityException | RuntimeException e) {
            // The JDK's and Bouncy Castle's readers throw unchecked exceptions at damaged files.
            throw malformed(e);
        }
    }

    private static Key onlyKey(KeyStore store, char[] passphrase) throws GeneralSecurityException, MalformedException {
        Key found = null;
        for (String alias : Collections.list(store.aliases())) {
            if (store.isKeyEntry(alias) && !alias.equals(ALIAS_ML_DSA)) {
                if (found != null) {
                    throw new MalformedException("key_file_malformed", "the key file holds more than one key");
                }
                found = store.getKey(alias, passphrase);
            }
        }
        if (found == null || found.getEncoded() == null) {
            throw new MalformedException("key_file_malformed", "the key file holds no private key");
        }
        return found;
    }

    private static Opened both(Opened first, AsymmetricKeyParameter second) throws MalformedException {
        if (first instanceof Ed25519 edwards
                && second instanceof MLDSAPrivateKeyParameters lattice
                && lattice.getParameters() == MLDSAParameters.ml_dsa_44
                && lattice.getSeed() != null) {
            return new Both(edwards.signer(), MlDsa44Signer.fromSeed(lattice.getSeed()));
        }
        throw new MalformedException(
                "key_file_wrong_kind", "the two keys are not one for Ed25519 and one for ML-DSA-44");
    }

    private static Opened opened(AsymmetricKeyParameter secret) throws MalformedException {
        if (secret instanceof Ed25519PrivateKeyParameters edwards) {
            return new Ed25519(Ed25519Signer.fromSeed(edwards.getEncoded()));
        }
        if (secret instanceof ECPrivateKeyParameters ec && P256.isCurveOf(ec.getParameters())) {
            BigInteger number = ec.getD();
            return new Es256(Es256Signer.fromPrivate(number));
        }
        throw new MalformedException("key_file_wrong_kind", "the key is neither on P-256 nor for Ed25519");
    }

    private static boolean isPrintableAscii(char[] passphrase) {
        for (char c : passphrase) {
            if (c < 0x20 || c > 0x7e) {
                return false;
            }
        }
        return passphrase.length > 0;
    }

    private static MalformedException wrongPassphrase(@Nullable Exception cause) {
        String message = "the passphrase does not open the key file";
        return cause == null
                ? new MalformedException("wrong_passphrase", message)
                : new MalformedException("wrong_passphrase", message, cause);
    }

    private static MalformedException malformed(Exception cause) {
        return new MalformedException("key_file_malformed", "not a PKCS#12 file with a private key", cause);
    }
}
