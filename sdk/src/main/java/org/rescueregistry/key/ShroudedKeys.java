package org.rescueregistry.key;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.bouncycastle.asn1.ASN1BMPString;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.pkcs.ContentInfo;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.Pfx;
import org.bouncycastle.asn1.pkcs.SafeBag;

/**
 * The encrypted keys of a PKCS#12 file (RFC 7292 section 4.2.2), read past {@link java.security.KeyStore}: that gives a key back
 * only if the platform knows its algorithm, and Java 17 does not know ML-DSA. It writes any key it is given.
 */
final class ShroudedKeys {
    private ShroudedKeys() {}

    /** A key that goes into a key store as the bytes it is. */
    static final class Encoded implements PrivateKey {
        private static final long serialVersionUID = 1;
        private final String algorithm;
        private final byte[] pkcs8;

        Encoded(String algorithm, byte[] pkcs8) {
            this.algorithm = algorithm;
            this.pkcs8 = pkcs8.clone();
        }

        @Override
        public String getAlgorithm() {
            return algorithm;
        }

        @Override
        public String getFormat() {
            return "PKCS#8";
        }

        @Override
        public byte[] getEncoded() {
            return pkcs8.clone();
        }
    }

    /** The PKCS#8 bytes of the key under this name, if it lies where Java's key store puts keys. */
    static Optional<byte[]> open(byte[] file, String alias, char[] passphrase)
            throws IOException, GeneralSecurityException {
        Pfx pfx = Pfx.getInstance(file);
        for (ASN1Encodable safe : ASN1Sequence.getInstance(data(pfx.getAuthSafe()))) {
            ContentInfo content = ContentInfo.getInstance(safe);
            if (!content.getContentType().equals(PKCSObjectIdentifiers.data)) {
                continue;
            }
            for (ASN1Encodable each : ASN1Sequence.getInstance(data(content))) {
                SafeBag bag = SafeBag.getInstance(each);
                if (bag.getBagId().equals(PKCSObjectIdentifiers.pkcs8ShroudedKeyBag) && isNamed(bag, alias)) {
                    return Optional.of(decrypt(bag, passphrase));
                }
            }
        }
        return Optional.empty();
    }

    private static byte[] data(ContentInfo content) {
        return ASN1OctetString.getInstance(content.getContent()).getOctets();
    }

    private static boolean isNamed(SafeBag bag, String alias) {
        if (bag.getBagAttributes() == null) {
            return false;
        }
        for (ASN1Encodable each : bag.getBagAttributes()) {
            ASN1Sequence attribute = ASN1Sequence.getInstance(each);
            if (attribute.getObjectAt(0).equals(PKCSObjectIdentifiers.pkcs_9_at_friendlyName)) {
                ASN1Encodable name =
                        ASN1Set.getInstance(attribute.getObjectAt(1)).getObjectAt(0);
                return ASN1BMPString.getInstance(name).getString().equalsIgnoreCase(alias);
            }
        }
        return false;
    }

    private static byte[] decrypt(SafeBag bag, char[] passphrase) throws IOException, GeneralSecurityException {
        EncryptedPrivateKeyInfo shrouded =
                new EncryptedPrivateKeyInfo(bag.getBagValue().toASN1Primitive().getEncoded("DER"));
        // For PBES2 only the parameters know the name of the algorithm.
        String algorithm = shrouded.getAlgParameters().toString();
        PBEKeySpec secret = new PBEKeySpec(passphrase);
        try {
            Cipher cipher = Cipher.getInstance(algorithm);
            cipher.init(
                    Cipher.DECRYPT_MODE,
                    SecretKeyFactory.getInstance(algorithm).generateSecret(secret),
                    shrouded.getAlgParameters());
            return cipher.doFinal(shrouded.getEncryptedData());
        } finally {
            secret.clearPassword();
        }
    }
}
