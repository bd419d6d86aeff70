package org.rescueregistry.ledger;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
import org.rescueregistry.statement.PostAttestation;
import org.rescueregistry.statement.StateLeaf;
import org.rescueregistry.statement.Statement;

/**
 * The rulebook at work on a log that is being written: which statements become leaves, and which state leaf closes them. For
 * one thread, {@link #find} excepted.
 *
 * <p>Ahead of the disk: what a batch changed here stays changed, also when it could not be written. Then this is thrown away.
 */
final class Rulings {
    private final Fold fold;
    private final AttestationBook book;

    /** Every statement in the log, by id. One that is not durable yet is not here. */
    private final Map<Digest, Place> places = new ConcurrentHashMap<>();

    private @Nullable StateLeaf last;

    Rulings(String origin, AttestationBook book) {
        this.fold = Fold.start(origin);
        this.book = book;
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
                book.note(judged, closed.get().state().time(), fold);
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
     * @param leaves its statements and the state leaf; none if no statement was legal and new, and the same attestations are live
     * @param places where each new statement will stand, by id
     * @param refused the others, by id
     * @param unattested the attestations that were refused, by id
     */
    record Judgements(
            List<byte[]> leaves,
            Map<Digest, Place> places,
            Map<Digest, Judgement.Refused> refused,
            Map<Digest, Attested.Refused> unattested) {}

    /**
     * Judges a batch: statements, of which each id is looked at once, those already in the log are passed over; then attestations,
     * by what the statements left.
     *
     * <p>When this returns the attestations that were not refused are durable, with the size of the log at which they came. If the process
     * dies before the state leaf is part of the log, nobody was told of them, and the next state leaf counts them; if it dies after,
     * they are found by the same rule to be those that this leaf commits to.
     */
    Judgements judge(Collection<Statement> statements, Collection<PostAttestation> attestations, Instant now) {
        Instant whole = now.truncatedTo(ChronoUnit.SECONDS);
        Batch batch = fold.open(fold.time().filter(whole::isBefore).orElse(whole));
        Judgements judged = new Judgements(new ArrayList<>(), new HashMap<>(), new HashMap<>(), new HashMap<>());
        for (Statement statement : statements) {
            Digest id = statement.id();
            if (!places.containsKey(id) && !judged.places.containsKey(id)) {
                judge(statement, batch, judged);
            }
        }
        accept(attestations, batch, judged.unattested);
        if (fold.hasCharter()) {
            LiveSet live = book.at(fold, batch.next(), batch.time());
            if (!judged.leaves.isEmpty() || differs(live)) {
                last = batch.close(live.over());
                judged.leaves.add(last.bytes());
            }
        }
        return judged;
    }

    /** Whether the last state leaf does not commit to these. */
    private boolean differs(LiveSet live) {
        return last != null && !last.attestations().equals(live.over());
    }

    private void judge(Statement statement, Batch batch, Judgements judged) {
        long index = batch.next();
        Judgement judgement = batch.offer(statement);
        if (judgement instanceof Judgement.Refused no) {
            judged.refused.put(statement.id(), no);
            return;
        }
        judged.leaves.add(statement.compact().getBytes(StandardCharsets.US_ASCII));
        judged.places.put(statement.id(), new Place(index, judgement));
        book.note(new Judged(index, new Leaf.Signed(statement), judgement, Set.of()), batch.time(), fold);
        // An act about the registry, as a dismissal, may have changed any record.
        statement.organisation().ifPresentOrElse(book::touch, book::touchAll);
    }

    private void accept(
            Collection<PostAttestation> attestations, Batch batch, Map<Digest, Attested.Refused> unattested) {
        Map<Digest, PostAttestation> accepted = new LinkedHashMap<>();
        for (PostAttestation attestation : attestations) {
            Optional<Attested.Refused> refused = book.refusal(attestation, fold, batch.time());
            boolean known = book.has(attestation) || accepted.containsKey(attestation.id());
            if (refused.isEmpty() && !known) {
                refused = book.noRoom(attestation, accepted.values());
            }
            refused.ifPresent(no -> unattested.put(attestation.id(), no));
            if (refused.isEmpty() && !known) {
                accepted.put(attestation.id(), attestation);
            }
        }
        book.keep(accepted.values(), fold.size());
    }

    /** Whether a batch of nothing may have a state leaf now: attestations have run out, or an organisation's pause has. */
    boolean isDue(Instant now) {
        return book.isDue(last, now);
    }

    /** Forgets of the file of attestations what no state from this one on has. */
    void tidy(StateLeaf from) {
        book.tidy(from.size());
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
                people,
                book.at(fold, state.size(), state.time()));
    }
}
