package org.rescueregistry.statement;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.KeyId;
import org.rescueregistry.name.Code;
import org.rescueregistry.name.EntityId;
import org.rescueregistry.wire.MalformedException;

/**
 * The reducer: the public state of a registry as {@code fold(leaves)} (the rulebook as a whole). Total: no bytes make it
 * fail. It reads a log that exists, leaf by leaf; a log that is being written grows by {@linkplain #open batches}. Not
 * for several threads.
 *
 * <pre>{@code
 * Fold fold = Fold.start("registry.example/log");
 * for (byte[] leaf : leaves) {
 *     fold.append(leaf).ifPresent(batch -> batch.wrong().ifPresent(this::report));
 * }
 * fold.record(code).map(OrganisationRecord::status);
 * }</pre>
 *
 * <p>What it tells is as of the last state leaf, and of the statements of an open batch so far.
 */
public final class Fold {
    private final RegistryState state;

    /** Leaves read after the last state leaf; they have no time yet. */
    private final List<Leaf> waiting = new ArrayList<>();

    private long size;
    private @Nullable Instant time;
    private @Nullable Batch batch;
    private @Nullable Stop stop;

    private Fold(RegistryState state) {
        this.state = state;
    }

    /** Begins before leaf 0 of the log of this origin. */
    public static Fold start(String origin) {
        return new Fold(new RegistryState(origin));
    }

    /**
     * Goes on where {@link #image()} was taken.
     *
     * @param image with its array, which is not to be changed any more: what is in it is read when it is needed
     * @param end the state leaf that stood last then
     * @throws MalformedException {@code image_differs}: what the image holds is not what {@code end} commits to; {@code
     *     image_of_another}, {@code image_damaged}, or the code of whichever parser refused
     */
    public static Fold restored(ByteBuffer image, StateLeaf end) throws MalformedException {
        FoldImage.Opened opened = FoldImage.read(image, end.log());
        Fold fold = new Fold(opened.state());
        fold.size = opened.size();
        fold.time = opened.time();
        if (end.size() != opened.size() - 1
                || !end.time().equals(opened.time())
                || !(fold.check(end) instanceof ClosedBatch.Right)) {
            throw new MalformedException("image_differs", "the image is not of the state that the log ended with");
        }
        return fold;
    }

    /**
     * Everything it knows as of the last state leaf, for {@link #restored} of the same program. Much of it, such as the ids that were
     * used, no state leaf commits to: it is to be believed as far as the place where it is kept.
     *
     * @throws IllegalStateException if there is no charter, a batch is open or reading has stopped
     */
    public byte[] image() {
        if (!hasCharter() || batch != null || stop != null) {
            throw new IllegalStateException("not at the end of a batch");
        }
        return FoldImage.of(this, state);
    }

    /** Reads the next leaf; see {@link #append(Leaf)}. */
    public Optional<ClosedBatch> append(byte[] leaf) {
        return append(Leaf.read(leaf, state.log()));
    }

    /**
     * Takes the next leaf of a log that others wrote. A state leaf in its place closes the batch: then all leaves of it
     * are judged. After a {@link #stop()} nothing is taken any more.
     */
    public Optional<ClosedBatch> append(Leaf leaf) {
        if (batch != null && !batch.isEmpty()) {
            throw new IllegalStateException("a batch is being written");
        }
        if (stop != null) {
            return Optional.empty();
        }
        if (leaf instanceof Leaf.Beyond beyond) {
            stop = new Stop(size + waiting.size(), beyond.cause());
            return Optional.empty();
        }
        if (leaf instanceof Leaf.State closing && closes(closing.state())) {
            return Optional.of(close(closing.state()));
        }
        waiting.add(leaf);
        return Optional.empty();
    }

    /** For whoever reads leaves of this log before they are folded; asks this fold for keys while it goes on. */
    ReadAhead reading() {
        return new ReadAhead(state.log(), key -> state.holder(key).map(Holder::key));
    }

    private boolean closes(StateLeaf leaf) {
        return leaf.log().equals(state.log())
                && leaf.size() == size + waiting.size()
                && (time == null || !leaf.time().isBefore(time));
    }

    private ClosedBatch close(StateLeaf leaf) {
        Batch read = begin(leaf.time());
        List<Judged> judged = waiting.stream().map(read::read).toList();
        waiting.clear();
        ClosedBatch.StateCheck check = check(leaf);
        read.end(leaf.size() + 1);
        return new ClosedBatch(judged, leaf, check);
    }

    private ClosedBatch.StateCheck check(StateLeaf leaf) {
        if (!state.hasCharter()) {
            return new ClosedBatch.NoCharter();
        }
        StateLeaf computed = stateLeaf(leaf.size(), leaf.time(), leaf.attestations());
        List<String> differs = new ArrayList<>();
        if (!leaf.charter().equals(computed.charter())) {
            differs.add("charter");
        }
        if (!leaf.map().equals(computed.map())) {
            differs.add("map");
        }
        if (!leaf.statusLists().equals(computed.statusLists())) {
            differs.add("status_lists");
        }
        return differs.isEmpty() ? new ClosedBatch.Right() : new ClosedBatch.Wrong(differs, computed);
    }

    /**
     * Opens a batch of a log that is being written. What is due at {@code now} falls due at once. A batch opened before
     * without a legal statement is given up.
     *
     * @param now whole seconds, not before {@link #time()}
     * @throws IllegalStateException if a batch has statements, or leaves were read that no state leaf closed
     */
    public Batch open(Instant now) {
        if (stop != null || !waiting.isEmpty() || (batch != null && !batch.isEmpty())) {
            throw new IllegalStateException("the last batch is not closed, or the log was read to a stop");
        }
        return begin(now);
    }

    private Batch begin(Instant now) {
        Terms.requireTime(now);
        if (time != null && now.isBefore(time)) {
            throw new IllegalArgumentException("time never goes back: " + now + " is before " + time);
        }
        if (batch != null) {
            batch.abandon();
        }
        time = now;
        state.fallDue(now);
        batch = new Batch(this, state, now);
        return batch;
    }

    /** What would come of a statement if it were the next leaf, at {@code now}; nothing changes. Before the charter, void. */
    public Judgement trial(Statement statement, Instant now) {
        return Judge.judge(state, statement, new Hearing.Place(size + waiting.size(), now))
                .judgement();
    }

    StateLeaf stateLeaf(long index, Instant at, Digest attestations) {
        return new StateLeaf(
                attestations,
                state.charterId(),
                state.log(),
                state.mapRoot(),
                index,
                state.lists().refs(),
                at);
    }

    void closed(long newSize) {
        size = newSize;
        batch = null;
    }

    /** Where and why reading stopped, if it did. */
    public Optional<Stop> stop() {
        return Optional.ofNullable(stop);
    }

    /** How many leaves have been folded: up to the last state leaf, that one too. */
    public long size() {
        return size;
    }

    /** The time of the last batch. */
    public Optional<Instant> time() {
        return Optional.ofNullable(time);
    }

    /** The log's origin. */
    public String log() {
        return state.log();
    }

    /** Whether leaf 0 was a legal charter; before, the next five methods may not be called. */
    public boolean hasCharter() {
        return state.hasCharter();
    }

    /** The charter in force. */
    public Charter charter() {
        return state.charter();
    }

    /** Id of the statement that brought the charter in force. */
    public Digest charterId() {
        return state.charterId();
    }

    /** A charter by the council alone that is not in force yet. */
    public Optional<AwaitedCharter> awaitedCharter() {
        return state.awaited();
    }

    /** The registry's entity id. */
    public EntityId registry() {
        return state.registry();
    }

    /** The status lists as of now; they do not change when the fold goes on. */
    public StatusLists statusLists() {
        return state.lists();
    }

    /** All of this as one value, to be read by other threads. */
    public FoldedState state() {
        Map<KeyId, Person> people =
                people().collect(Collectors.toMap(person -> person.key().keyId(), person -> person));
        return new FoldedState(
                size,
                time().orElseThrow(),
                registry(),
                charter(),
                charterId(),
                state.records(),
                people,
                pending(),
                statusLists(),
                map());
    }

    /** Acts that more people have to sign; none in a log without a charter. */
    public List<PendingAct> pending() {
        return hasCharter() ? state.pending().acts(charter().limits().approvalWindow()) : List.of();
    }

    public Optional<OrganisationRecord> record(Code code) {
        return state.record(code);
    }

    /** All records, ascending by code. */
    public Collection<OrganisationRecord> records() {
        return state.records().values();
    }

    /** Whose key this is, or was; empty if the log has never accepted it. */
    public Optional<Signatory> signatory(KeyId key) {
        return state.holder(key).map(holder -> holder.office().signatory());
    }

    /** The live vetter, auditor or platform with this key. */
    public Optional<Person> person(KeyId key) {
        return state.live(key).flatMap(Person::of);
    }

    /** All live vetters, auditors and platforms. */
    public Stream<Person> people() {
        return state.live().flatMap(holder -> Person.of(holder).stream());
    }

    /** The state map as of now; it does not change when the fold goes on. */
    public StateMap map() {
        return state.map();
    }
}
