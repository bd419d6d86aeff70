package org.rescueregistry.key;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.TreeMap;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.bouncycastle.util.BigIntegers;
import org.rescueregistry.wire.Base64Url;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;
import org.rescueregistry.wire.Members;

/**
 * Signs with ES256 (RFC 7518 section 3.4): r‖s, 64 bytes, s at most half the order, nonces by RFC 6979, so the same
 * message always gets the same signature and no bad random source can give the key away.
 *
 * <p>Safe for any number of threads.
 */
public final class Es256Signer {
    private final ECPrivateKeyParameters parameters;
    private final Es256PublicKey publicKey;

    private Es256Signer(BigInteger secret) {
        this.parameters = new ECPrivateKeyParameters(secret, P256.DOMAIN);
        this.publicKey = Es256PublicKey.of(new FixedPointCombMultiplier()
                .multiply(P256.DOMAIN.getG(), secret)
                .normalize());
    }

    public static Es256Signer generate(SecureRandom random) {
        return new Es256Signer(
                BigIntegers.createRandomInRange(BigInteger.ONE, P256.ORDER.subtract(BigInteger.ONE), random));
    }

    /**
     * A signer for a secret number of 1 to the order − 1.
     *
     * @throws MalformedException {@code private_key_out_of_range}
     */
    public static Es256Signer fromPrivate(BigInteger secret) throws MalformedException {
        if (secret.signum() <= 0 || secret.compareTo(P256.ORDER) >= 0) {
            throw new MalformedException("private_key_out_of_range", "the private key is not a number of P-256");
        }
        return new Es256Signer(secret);
    }

    /**
     * Reads a private JWK (RFC 7518 section 6.2.2): the public members and {@code d}, which must belong together.
     *
     * @throws MalformedException {@code jwk_keys_differ}, {@code jwk_bad_coordinate}, {@code
     *     private_key_out_of_range}, or as {@link Es256PublicKey#fromJwk}
     */
    public static Es256Signer fromPrivateJwk(Json.Obj jwk) throws MalformedException {
        Members members = Members.of(jwk, "jwk");
        Es256PublicKey stated = Es256PublicKey.readPublic(members);
        byte[] secret = Base64Url.decode(members.string("d"), members.where("d"));
        members.done();
        if (secret.length != P256.WIDTH) {
            throw new MalformedException("jwk_bad_coordinate", members.where("d") + " is not 32 bytes");
        }
        Es256Signer signer = fromPrivate(P256.read(secret, 0));
        if (!signer.publicKey.equals(stated)) {
            throw new MalformedException("jwk_keys_differ", "the private and the public part are not of one key");
        }
        return signer;
    }

    public Es256PublicKey publicKey() {
        return publicKey;
    }

    public KeyId keyId() {
        return publicKey.keyId();
    }

    /** The signature over {@code message}: 64 bytes, r‖s. */
    public byte[] sign(byte[] message) {
        ECDSASigner signer = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
        signer.init(true, parameters);
        BigInteger[] rs = signer.generateSignature(Digest.sha256(message).toBytes());
        BigInteger s = rs[1].compareTo(P256.HALF_ORDER) > 0 ? P256.ORDER.subtract(rs[1]) : rs[1];
        byte[] signature = new byte[P256.SIGNATURE];
        P256.write(rs[0], signature, 0);
        P256.write(s, signature, P256.WIDTH);
        return signature;
    }

    /** The secret itself, as a private JWK: for writing a key file in the clear, which its owner asked for. */
    public Json.Obj exposePrivateJwk() {
        TreeMap<String, Json> members = new TreeMap<>(publicKey.jwk().members());
        members.put("d", new Json.Str(Base64Url.encode(P256.fixed(parameters.getD()))));
        return new Json.Obj(members);
    }

    ECPrivateKeyParameters exposeParameters() {
        return parameters;
    }

    @Override
    public String toString() {
        return "signer of " + publicKey;
    }
}
