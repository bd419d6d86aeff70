package org.rescueregistry.statement;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.Es256PublicKey;
import org.rescueregistry.key.KeyId;

/**
 * Reads leaves and verifies their signatures before they are folded. Only time is gained: a kid is the digest of one key, so
 * whether a signature verifies under it does not depend on what the fold finds, and each statement remembers the answer; one
 * whose key is not at hand yet is verified when it is judged. Safe for any number of threads.
 */
final class ReadAhead {
    /** Admissions that are remembered, each until the next operators have signed it too: mostly in the same batch. */
    private static final int MOST_ADMISSIONS = 256;

    private final String log;
    private final Function<KeyId, Optional<Es256PublicKey>> known;
    private final Map<KeyId, Es256PublicKey> introduced = new ConcurrentHashMap<>();
    private final Map<Digest, Act.Admit> admissions = Collections.synchronizedMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Digest, Act.Admit> eldest) {
            return size() > MOST_ADMISSIONS;
        }
    });

    /** @param known keys of leaves that were folded; asked by several threads */
    ReadAhead(String log, Function<KeyId, Optional<Es256PublicKey>> known) {
        this.log = log;
        this.known = known;
    }

    /** Reads leaves, and takes note of the keys that they may make known. */
    List<Leaf> read(List<byte[]> leaves) {
        List<Leaf> read = leaves.stream()
                .map(leaf -> remembered(Leaf.read(leaf, log, admissions::get)))
                .toList();
        keysIn(read).forEach(key -> introduced.put(key.keyId(), key));
        return read;
    }

    private Leaf remembered(Leaf leaf) {
        if (leaf instanceof Leaf.Signed signed && signed.statement().act() instanceof Act.Admit admit) {
            admissions.put(signed.statement().content(), admit);
        }
        return leaf;
    }

    /** Verifies what can be, once all leaves before these were read. */
    void verify(List<Leaf> leaves) {
        statements(leaves).forEach(this::verify);
    }

    /** These were folded: from now on the fold knows those of their keys that count. */
    void forget(List<Leaf> folded) {
        keysIn(folded).forEach(key -> introduced.remove(key.keyId()));
    }

    private static Stream<Statement> statements(List<Leaf> leaves) {
        return leaves.stream()
                .flatMap(leaf -> leaf instanceof Leaf.Signed signed ? Stream.of(signed.statement()) : Stream.empty());
    }

    private static Stream<Es256PublicKey> keysIn(List<Leaf> leaves) {
        return statements(leaves).flatMap(statement -> introducedBy(statement.act()));
    }

    /** The keys that only this act makes known, should it be legal. */
    private static Stream<Es256PublicKey> introducedBy(Act act) {
        if (act instanceof Act.Found found) {
            return found.charter().holders().map(Holder::key);
        }
        if (act instanceof Act.Recharter recharter) {
            return recharter.charter().holders().map(Holder::key);
        }
        if (act instanceof Act.Appoint appoint) {
            return Stream.of(appoint.key());
        }
        if (act instanceof Act.Admit admit) {
            Application.Content content = admit.application().content();
            return Stream.of(content.key(), content.pauseKey());
        }
        if (act instanceof Act.Rekey rekey) {
            return Stream.concat(Stream.of(rekey.key()), Stream.ofNullable(rekey.pauseKey()));
        }
        return Stream.empty();
    }

    private void verify(Statement statement) {
        key(statement.signer()).ifPresent(statement::isSignedBy);
        if (statement.act() instanceof Act.Admit admit) {
            admit.application().isSigned();
            admit.vouches().forEach(vouch -> key(vouch.signer()).ifPresent(vouch::isSignedBy));
        } else if (statement.act() instanceof Act.Rekey rekey) {
            rekey.approval().isSignedBy(rekey.key());
        }
    }

    private Optional<Es256PublicKey> key(KeyId id) {
        Es256PublicKey key = introduced.get(id);
        return key == null ? known.apply(id) : Optional.of(key);
    }
}
