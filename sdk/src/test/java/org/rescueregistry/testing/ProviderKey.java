package org.rescueregistry.testing;

import java.math.BigInteger;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECNamedDomainParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.Es256PublicKey;
import org.rescueregistry.wire.Base64Url;
import org.rescueregistry.wire.MalformedException;
import org.rescueregistry.wire.Members;

/** An ES256 key for Bouncy Castle's own verifier, which keeps in it what it has prepared: what benches stand beside. */
public final class ProviderKey {
    private static final ECDomainParameters P256 =
            new ECNamedDomainParameters(SECObjectIdentifiers.secp256r1, CustomNamedCurves.getByName("secp256r1"));

    private final ECPublicKeyParameters parameters;

    public ProviderKey(Es256PublicKey key) {
        parameters = new ECPublicKeyParameters(
                P256.getCurve().createPoint(coordinate(key, "x"), coordinate(key, "y")), P256);
    }

    private static BigInteger coordinate(Es256PublicKey key, String name) {
        try {
            return new BigInteger(
                    1, Base64Url.decode(Members.of(key.jwk(), "jwk").string(name), name));
        } catch (MalformedException e) {
            throw new AssertionError(e);
        }
    }

    /** @param signature r and s, 32 bytes each */
    public boolean verify(byte[] message, byte[] signature) {
        BigInteger r = new BigInteger(1, signature, 0, Digest.SIZE);
        BigInteger s = new BigInteger(1, signature, Digest.SIZE, Digest.SIZE);
        ECDSASigner verifier = new ECDSASigner();
        verifier.init(false, parameters);
        return verifier.verifySignature(Digest.sha256(message).toBytes(), r, s);
    }
}
