package org.rescueregistry.ledger;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.rescueregistry.key.CompactJws;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.Es256PublicKey;
import org.rescueregistry.key.KeyId;
import org.rescueregistry.statement.Act;
import org.rescueregistry.statement.Charter;
import org.rescueregistry.statement.Signed;
import org.rescueregistry.statement.Statement;
import org.rescueregistry.testing.ProviderKey;
import org.rescueregistry.wire.Base64Url;
import org.rescueregistry.wire.MalformedException;

/**
 * Every signature that a reader of a legal log has to verify, in order: of each statement, and of what is embedded in it, which in
 * equal statements by several people is the same and counts once.
 */
final class SignaturesOf {
    private final Map<KeyId, Es256PublicKey> keys = new HashMap<>();
    private final Map<KeyId, ProviderKey> plain = new HashMap<>();
    private final Set<Digest> embedded = new HashSet<>();

    /** One signature, its parts at hand. */
    record One(Es256PublicKey key, ProviderKey plain, byte[] message, byte[] signature) {
        boolean verify() {
            return key.verifyLowS(message, signature);
        }

        /** By Bouncy Castle's own verifier, with the key that it keeps what it has prepared in. */
        boolean verifyByProvider() {
            return plain.verify(message, signature);
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
            plain.put(key.keyId(), new ProviderKey(key));
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
}
