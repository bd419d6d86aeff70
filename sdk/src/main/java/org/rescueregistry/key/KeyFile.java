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
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.crypto.util.PrivateKeyInfoFactory;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.wire.MalformedException;

/**
 * A private key under a passphrase, as PKCS#12 (RFC 7292): the bytes of a {@code .p12} file, which {@code keytool} and
 * {@code openssl pkcs12} read as well.
 *
 * <p>One entry, {@code rescue-key}, encrypted with PBES2 (HMAC-SHA-256, AES-256), with a certificate signed by the key
 * itself: PKCS#12 tools expect one, nobody here looks at it. Reads and writes bytes, not files.
 */
public final class KeyFile {
    /** Longest file that is read, in bytes. */
    public static final int MAX_BYTES = 64 << 10;

    private static final String ALIAS = "rescue-key";
    private static final String FORMAT = "PKCS12";

    private KeyFile() {}

    /** What was in the file: one of the two kinds of key. */
    public sealed interface Opened {
        /** One method for each kind of key. */
        interface Cases<R> {
            R es256(Es256Signer signer);

            R ed25519(Ed25519Signer signer);
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

    /**
     * Seals an ES256 key; the passphrase stays the caller's to wipe.
     *
     * @throws MalformedException {@code passphrase_not_ascii}: PKCS#12 tools disagree about every other character
     */
    public static byte[] seal(Es256Signer signer, char[] passphrase) throws MalformedException {
        return seal("EC", signer.exposeParameters(), SelfCertificate.of(signer), passphrase);
    }

    /** Seals an Ed25519 key, as {@link #seal(Es256Signer, char[])}. */
    public static byte[] seal(Ed25519Signer signer, char[] passphrase) throws MalformedException {
        AsymmetricKeyParameter secret = new Ed25519PrivateKeyParameters(signer.exposeSeed(), 0);
        return seal("Ed25519", secret, SelfCertificate.of(signer), passphrase);
    }

    private static byte[] seal(
            String algorithm, AsymmetricKeyParameter secret, Certificate certificate, char[] passphrase)
            throws MalformedException {
        if (!isPrintableAscii(passphrase)) {
            throw new MalformedException(
                    "passphrase_not_ascii", "a passphrase is one or more ASCII letters, digits, signs and spaces");
        }
        try {
            // Without the public key that RFC 5958 lets an Ed25519 key carry along: OpenSSL 3.0 does not read it, and
            // Java writes it from 25 on when it was given.
            PrivateKeyInfo whole = PrivateKeyInfoFactory.createPrivateKeyInfo(secret);
            byte[] pkcs8 = new PrivateKeyInfo(whole.getPrivateKeyAlgorithm(), whole.parsePrivateKey()).getEncoded();
            PrivateKey key = KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            KeyStore store = KeyStore.getInstance(FORMAT);
            store.load(null, null);
            store.setKeyEntry(ALIAS, key, passphrase, new Certificate[] {certificate});
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            store.store(out, passphrase);
            return out.toByteArray();
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform from 17 writes PKCS#12", e);
        }
    }

    /**
     * Opens a PKCS#12 file that holds exactly one private key, on P-256 or for Ed25519, whoever wrote it.
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
        AsymmetricKeyParameter secret;
        try {
            secret = PrivateKeyFactory.createKey(onlyKey(file, passphrase).getEncoded());
        } catch (UnrecoverableKeyException e) {
            throw wrongPassphrase(e);
        } catch (IOException e) {
            throw e.getCause() instanceof UnrecoverableKeyException ? wrongPassphrase(e) : malformed(e);
        } catch (GeneralSecurityException | RuntimeException e) {
            // The JDK's and Bouncy Castle's readers throw unchecked exceptions at damaged files.
            throw malformed(e);
        }
        return opened(secret);
    }

    private static Key onlyKey(byte[] file, char[] passphrase)
            throws IOException, GeneralSecurityException, MalformedException {
        KeyStore store = KeyStore.getInstance(FORMAT);
        store.load(new ByteArrayInputStream(file), passphrase);
        Key found = null;
        for (String alias : Collections.list(store.aliases())) {
            if (store.isKeyEntry(alias)) {
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
