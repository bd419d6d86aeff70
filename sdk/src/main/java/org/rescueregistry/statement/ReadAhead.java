package org.rescueregistry.statement;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.rescueregistry.key.Es256PublicKey;
import org.rescueregistry.key.KeyId;

/**
 * Reads leaves and verifies their signatures on all processors before one thread folds them. Only time is gained: a kid
 * is the digest of one key, so whether a signature verifies under it does not depend on what the fold finds; a statement
 * whose key is not at hand yet is verified when it is judged.
 */
final class ReadAhead {
    private final Function<KeyId, Optional<Es256PublicKey>> known;
    private final Map<KeyId, Es256PublicKey> introduced = new ConcurrentHashMap<>();

    /** @param known keys of earlier leaves; asked by several threads */
    ReadAhead(Function<KeyId, Optional<Es256PublicKey>> known) {
        this.known = known;
    }

    List<Leaf> read(List<byte[]> leaves, String log) {
        List<Leaf> read =
                leaves.parallelStream().map(leaf -> Leaf.read(leaf, log)).toList();
        List<Statement> statements =
                read.stream().flatMap(leaf -> statement(leaf).stream()).toList();
        statements.forEach(statement -> introducedBy(statement.act()).forEach(key -> introduced.put(key.keyId(), key)));
        statements.parallelStream().forEach(this::verify);
        return read;
    }

    private static Optional<Statement> statement(Leaf leaf) {
        return leaf instanceof Leaf.Signed signed ? Optional.of(signed.statement()) : Optional.empty();
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

    /** Verifies what can be; each remembers the answer. */
    private void verify(Statement statement) {
        key(statement.signer()).ifPresent(statement::isSignedBy);
        if (statement.act() instanceof Act.Admit admit) {
            admit.application().isSigned();
            admit.vouches().forEach(vouch -> key(vouch.signer()).ifPresent(vouch::isSignedBy));
        }
    }

    private Optional<Es256PublicKey> key(KeyId id) {
        Es256PublicKey key = introduced.get(id);
        return key == null ? known.apply(id) : Optional.of(key);
    }
}
