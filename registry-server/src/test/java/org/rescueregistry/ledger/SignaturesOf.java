package org.rescueregistry.ledger;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECNamedDomainParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.rescueregistry.key.CompactJws;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.Es256PublicKey;
import org.rescueregistry.key.KeyId;
import org.rescueregistry.statement.Act;
import org.rescueregistry.statement.Charter;
import org.rescueregistry.statement.Signed;
import org.rescueregistry.statement.Statement;
import org.rescueregistry.wire.Base64Url;
import org.rescueregistry.wire.MalformedException;
import org.rescueregistry.wire.Members;

/**
 * Every signature that a reader of a legal log has to verify, in order: of each statement, and of what is embedded in it, which in
 * equal statements by several people is the same and counts once.
 */
final class SignaturesOf {
    private static final ECDomainParameters P256 =
            new ECNamedDomainParameters(SECObjectIdentifiers.secp256r1, CustomNamedCurves.getByName("secp256r1"));

    private final Map<KeyId, Es256PublicKey> keys = new HashMap<>();
    private final Map<KeyId, ECPublicKeyParameters> plain = new HashMap<>();
    private final Set<Digest> embedded = new HashSet<>();

    /** One signature, its parts at hand. */
    record One(Es256PublicKey key, ECPublicKeyParameters plain, byte[] message, byte[] signature) {
        boolean verify() {
            return key.verifyLowS(message, signature);
        }

        /** By Bouncy Castle's own verifier, with the key that it keeps what it has prepared in. */
        boolean verifyByProvider() {
            BigInteger r = new BigInteger(1, signature, 0, Digest.SIZE);
            BigInteger s = new BigInteger(1, signature, Digest.SIZE, Digest.SIZE);
            ECDSASigner verifier = new ECDSASigner();
            verifier.init(false, plain);
            return verifier.verifySignature(Digest.sha256(message).toBytes(), r, s);
        }
    }

    /** Those of the next leaf; none of a state leaf. */
    List<One> next(byte[] leaf) throws MalformedException {
        List<One> signatures = new ArrayList<>();
        if (leaf[0] == '{') {
            return signatures;
        }
        Statement statement = Statement.parse(leaf);
        Act act = statement.act();
        if (act instanceof Act.Found found) {
            learn(found.charter());
            for (Signed approval : found.approvals()) {
                signatures.add(one(approval));
            }
        } else if (act instanceof Act.Appoint appoint) {
            learn(appoint.key());
        } else if (act instanceof Act.Admit admit) {
            learn(admit.application().content().key());
            learn(admit.application().content().pauseKey());
            if (embedded.add(statement.content())) {
                signatures.add(one(admit.application()));
                for (Signed vouch : admit.vouches()) {
                    signatures.add(one(vouch));
                }
            }
        } else if (act instanceof Act.Rekey rekey) {
            learn(rekey.key());
            signatures.add(one(rekey.approval()));
        }
        signatures.add(one(statement));
        return signatures;
    }

    private void learn(Charter charter) {
        charter.operators().forEach(this::learn);
        charter.bodies().forEach(body -> learn(body.key()));
        learn(charter.council());
    }

    private void learn(Es256PublicKey key) {
        if (keys.putIfAbsent(key.keyId(), key) == null) {
            plain.put(key.keyId(), parameters(key));
        }
    }

    private One one(Signed signed) throws MalformedException {
        String compact = signed.compact();
        int dot = compact.lastIndexOf('.');
        KeyId kid = CompactJws.parse(compact).kid();
        return new One(
                keys.get(kid),
                plain.get(kid),
                compact.substring(0, dot).getBytes(US_ASCII),
                Base64Url.decode(compact.substring(dot + 1), "signature"));
    }

    private static ECPublicKeyParameters parameters(Es256PublicKey key) {
        return new ECPublicKeyParameters(P256.getCurve().createPoint(coordinate(key, "x"), coordinate(key, "y")), P256);
    }

    private static BigInteger coordinate(Es256PublicKey key, String name) {
        try {
            return new BigInteger(
                    1, Base64Url.decode(Members.of(key.jwk(), "jwk").string(name), name));
        } catch (MalformedException e) {
            throw new AssertionError(e);
        }
    }
}
