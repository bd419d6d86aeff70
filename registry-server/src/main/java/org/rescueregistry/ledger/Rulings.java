package org.rescueregistry.ledger;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.KeyId;
import org.rescueregistry.log.Checkpoint;
import org.rescueregistry.name.Code;
import org.rescueregistry.statement.Batch;
import org.rescueregistry.statement.ClosedBatch;
import org.rescueregistry.statement.Fold;
import org.rescueregistry.statement.Judged;
import org.rescueregistry.statement.Judgement;
import org.rescueregistry.statement.Leaf;
import org.rescueregistry.statement.OrganisationRecord;
import org.rescueregistry.statement.Person;
import org.rescueregistry.statement.StateLeaf;
import org.rescueregistry.statement.Statement;

/**
 * The rulebook at work on a log that is being written: which statements become leaves, and which state leaf closes them. For
 * one thread, {@link #find} excepted.
 *
 * <p>Ahead of the disk: what a batch changed here stays changed, also when it could not be written. Then this is thrown away.
 */
final class Rulings {
    /** The hash over the ids of no attestation at all: this registry takes none. */
    private static final Digest NO_ATTESTATIONS = Digest.sha256();

    private final Fold fold;

    /** Every statement in the log, by id. One that is not durable yet is not here. */
    private final Map<Digest, Place> places = new ConcurrentHashMap<>();

    private @Nullable StateLeaf last;

    Rulings(String origin) {
        this.fold = Fold.start(origin);
    }

    /** Where a statement stands in the log, and what came of it. */
    record Place(long index, Judgement judgement) {}

    /** The statement of this id, if it is a leaf. Any thread. */
    Optional<Place> find(Digest id) {
        return Optional.ofNullable(places.get(id));
    }

    /**
     * Takes the next leaf of our own log.
     *
     * @throws SigningRefusedException {@code state_differs}: today's rules do not give what was once signed
     */
    void replay(byte[] leaf) throws SigningRefusedException {
        Leaf read = Leaf.read(leaf, fold.log());
        long before = fold.size();
        Optional<ClosedBatch> closed = fold.append(read);
        if (fold.stop().isPresent()) {
            throw differs("leaf " + fold.stop().get().index() + " follows rules this program does not know: "
                    + fold.stop().get().cause().text());
        }
        if (closed.isPresent()) {
            for (Judged judged : closed.get().judged()) {
                remember(judged);
            }
            if (!(closed.get().check() instanceof ClosedBatch.Right)) {
                throw differs("the state leaf that closes the batch at " + before + " does not follow from the leaves");
            }
            last = closed.get().state();
        }
    }

    private void remember(Judged judged) throws SigningRefusedException {
        if (judged.judgement() instanceof Judgement.Refused refused) {
            throw differs("leaf " + judged.index() + " is not legal: "
                    + refused.code().text());
        }
        if (judged.leaf() instanceof Leaf.Signed signed) {
            places.put(signed.statement().id(), new Place(judged.index(), judged.judgement()));
        }
    }

    private static SigningRefusedException differs(String what) {
        return new SigningRefusedException(
                "state_differs",
                what + "; nothing will be signed. Was the log written by another version of this program?");
    }

    /**
     * What a batch came to.
     *
     * @param leaves its statements and the state leaf; none if no statement was legal and new
     * @param places where each new statement will stand, by id
     * @param refused the others, by id
     */
    record Judgements(List<byte[]> leaves, Map<Digest, Place> places, Map<Digest, Judgement.Refused> refused) {}

    /** Judges a batch of statements, of which each id is looked at once. Those already in the log are passed over. */
    Judgements judge(Collection<Statement> statements, Instant now) {
        Instant whole = now.truncatedTo(ChronoUnit.SECONDS);
        Batch batch = fold.open(fold.time().filter(whole::isBefore).orElse(whole));
        List<byte[]> leaves = new ArrayList<>();
        Map<Digest, Place> accepted = new HashMap<>();
        Map<Digest, Judgement.Refused> refused = new HashMap<>();
        for (Statement statement : statements) {
            Digest id = statement.id();
            if (places.containsKey(id) || accepted.containsKey(id)) {
                continue;
            }
            long index = batch.next();
            Judgement judgement = batch.offer(statement);
            if (judgement instanceof Judgement.Refused no) {
                refused.put(id, no);
            } else {
                leaves.add(statement.compact().getBytes(StandardCharsets.US_ASCII));
                accepted.put(id, new Place(index, judgement));
            }
        }
        if (!leaves.isEmpty()) {
            last = batch.close(NO_ATTESTATIONS);
            leaves.add(last.bytes());
        }
        return new Judgements(leaves, accepted, refused);
    }

    /** The batch is durable. */
    void written(Judgements batch) {
        places.putAll(batch.places());
    }

    /**
     * The state at {@code tree}, whose last leaf was the last one judged or replayed.
     *
     * @throws SigningRefusedException {@code state_differs}: the tree does not end in a state leaf
     */
    LedgerView view(Checkpoint tree) throws SigningRefusedException {
        StateLeaf state = last;
        if (state == null || fold.size() != tree.size()) {
            throw differs("the signed tree of " + tree.size() + " leaves does not end in a state leaf");
        }
        TreeMap<Code, OrganisationRecord> records = new TreeMap<>();
        fold.records().forEach(record -> records.put(record.code(), record));
        Map<KeyId, Person> people =
                fold.people().collect(Collectors.toMap(person -> person.key().keyId(), Function.identity()));
        return new LedgerView(
                tree,
                state,
                fold.registry(),
                fold.charter(),
                fold.charterId(),
                records,
                fold.map(),
                fold.statusLists(),
                fold.pending(),
                people);
    }
}
