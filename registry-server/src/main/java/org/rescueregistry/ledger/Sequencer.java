package org.rescueregistry.ledger;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.key.Digest;
import org.rescueregistry.log.Checkpoint;
import org.rescueregistry.log.CosignedCheckpoint;
import org.rescueregistry.log.LogPolicy;
import org.rescueregistry.log.PolicyResult;
import org.rescueregistry.log.SignedCheckpoint;
import org.rescueregistry.log.TileHashes;
import org.rescueregistry.log.TilePath;
import org.rescueregistry.log.TileReader;
import org.rescueregistry.log.TlogProof;
import org.rescueregistry.statement.Judgement;
import org.rescueregistry.statement.Leaf;
import org.rescueregistry.statement.PostAttestation;
import org.rescueregistry.statement.RefusalCode;
import org.rescueregistry.statement.Statement;
import org.rescueregistry.wire.MalformedException;

/**
 * The ledger of one registry: takes statements, judges them by the rulebook, writes the legal ones in batches that a state leaf
 * closes, and brings each signed checkpoint before the witnesses. It answers a submitter once the statement is durable; a receipt
 * can be had once witnesses vouch for a tree that holds it.
 *
 * <p>One thread of its own does all that changes anything. Every public method may be called from any thread; those that throw
 * {@link IOException} read files.
 */
public final class Sequencer implements AutoCloseable {
    private static final int LARGEST_BATCH = 256;
    private static final long LARGEST_BATCH_BYTES = 4 << 20;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
    private static final long CLOSING_SECONDS = 30;

    /**
     * How far this machine's clock may be ahead of the time the witnesses vouch for. Time never goes back in a log, so one state leaf
     * from a clock far ahead would stand against every honest statement after it.
     */
    private static final Duration FURTHEST_AHEAD = Duration.ofHours(24);

    private final LogHome home;
    private final InstantSource clock;
    private final Pace pace;
    private final Rulings rulings;
    private final LogWriter writer;
    private final Witnessing witnessing;
    private final Publisher publisher;
    private final @Nullable Replayers replayers;
    private final Intake<Offered> intake;
    private final ScheduledThreadPoolExecutor serial = new ScheduledThreadPoolExecutor(1, work -> {
        Thread thread = new Thread(work, "sequencer");
        thread.setDaemon(true);
        return thread;
    });

    private volatile LedgerView accepted;

    /**
     * Who has to cosign, and how they are reached.
     *
     * @param policy names this log, and its witnesses with their URLs
     * @param replayers what is asked of replayers besides; null for nothing
     */
    public record Witnesses(LogPolicy policy, @Nullable LogPolicy replayers, WitnessCall call) {
        /** Witnesses alone. */
        public Witnesses(LogPolicy policy, WitnessCall call) {
            this(policy, null, call);
        }

        /**
         * What has to be met before a state counts as the registry's status.
         *
         * @throws MalformedException as {@link LogPolicy#and}
         */
        public LogPolicy whole() throws MalformedException {
            return replayers == null ? policy : policy.and(replayers);
        }
    }

    private Sequencer(LogHome home, OpenedLedger ledger, Witnesses witnesses, InstantSource clock, Pace pace)
            throws SigningRefusedException {
        this.home = home;
        this.clock = clock;
        this.replayers = replayers(home, witnesses, clock);
        this.pace = pace;
        this.rulings = ledger.rulings();
        this.writer = ledger.writer();
        this.intake = new Intake<>(new Intake.Bounds(
                pace.places(), pace.keptForRemoving(), pace.bytes(), LARGEST_BATCH, LARGEST_BATCH_BYTES));
        this.accepted = ledger.view(ledger.signed().orElseThrow());
        long cosigned = ledger.published().map(p -> p.checkpoint().size()).orElse(0L);
        this.witnessing = new Witnessing(
                witnesses.policy(),
                tiles(),
                cosigned,
                new Witnessing.Network(witnesses.call(), pace.patience(), serial, this::stop));
        this.publisher = new Publisher(writer, witnessing, serial, pace, new Publisher.Told(this::stop, this::shown));
        serial.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    private static @Nullable Replayers replayers(LogHome home, Witnesses witnesses, InstantSource clock)
            throws SigningRefusedException {
        LogPolicy replayers = witnesses.replayers();
        if (replayers == null) {
            return null;
        }
        try {
            return new Replayers(
                    new Replayers.Whole(witnesses.whole(), replayers),
                    home.origin(),
                    new Replayers.Surroundings(witnesses.call(), home.files(), clock));
        } catch (MalformedException e) {
            throw new SigningRefusedException(e.code(), String.valueOf(e.getMessage()));
        }
    }

    private void shown(Published head) {
        if (replayers != null) {
            replayers.published(head);
        }
    }

    /**
     * Takes up a founded log: reads all of it, finishes what was begun, and asks the witnesses again.
     *
     * @throws SigningRefusedException the log must not be signed, and why
     */
    public static Sequencer open(LogHome home, Witnesses witnesses, InstantSource clock, Pace pace)
            throws IOException, SigningRefusedException {
        boolean named = witnesses.policy().logs().stream()
                .anyMatch(log -> home.key().verifierKeys().contains(log.key()));
        if (!named) {
            throw new SigningRefusedException(
                    "policy_of_another_log", "the witness policy names no key that signs " + home.origin());
        }
        SeenByWitnesses.requireNothingLarger(home, witnesses, pace.patience());
        OpenedLedger ledger = new OpenedLedger(home);
        SignedCheckpoint signed = ledger.signed()
                .orElseThrow(() -> new SigningRefusedException(
                        "not_founded", "the log of " + home.origin() + " is empty; it begins with a charter"));
        Sequencer sequencer = new Sequencer(home, ledger, witnesses, clock, pace);
        sequencer.resumeProven(ledger, witnesses);
        ledger.published()
                .flatMap(before -> cosigned(witnesses.policy(), before))
                .ifPresent(before -> sequencer.publisher.resume(new Published(before, ledger.view(before.signed()))));
        sequencer.publisher.start(signed, ledger.view(signed));
        sequencer.renewEvery(pace.refresh());
        sequencer.writer.sweep();
        return sequencer;
    }

    private void resumeProven(OpenedLedger ledger, Witnesses witnesses) throws SigningRefusedException {
        if (replayers != null && ledger.proven().isPresent()) {
            SignedCheckpoint before = ledger.proven().get();
            try {
                cosigned(witnesses.whole(), before)
                        .ifPresent(met -> replayers.resume(new Published(met, ledger.view(before))));
            } catch (MalformedException e) {
                throw new SigningRefusedException(e.code(), String.valueOf(e.getMessage()));
            }
        }
    }

    /** Nothing when the policy has changed since, or a line was damaged: then the witnesses' next answer replaces it. */
    private static Optional<CosignedCheckpoint> cosigned(LogPolicy policy, SignedCheckpoint before) {
        try {
            return policy.check(before.note()) instanceof PolicyResult.Met met
                    ? Optional.of(met.checkpoint())
                    : Optional.empty();
        } catch (MalformedException e) {
            return Optional.empty();
        }
    }

    /**
     * Offers a statement, the bytes of one compact JWS. The answer comes when it is durable in the log or is known not to be; on the
     * sequencer's thread, where nothing slow may be hung on it. It fails with {@link LedgerStoppedException} when the ledger
     * stopped before that was known.
     */
    public CompletionStage<Submission> submit(byte[] leaf) {
        return Leaf.read(leaf, home.origin()).match(new Leaf.Cases<>() {
            @Override
            public CompletionStage<Submission> signed(Leaf.Signed signed) {
                return submit(signed.statement());
            }

            @Override
            public CompletionStage<Submission> state(Leaf.State state) {
                return refused(RefusalCode.STATE_MISPLACED.text(), "only the log itself writes state leaves");
            }

            @Override
            public CompletionStage<Submission> unreadable(Leaf.Unreadable unreadable) {
                return refused(
                        unreadable.judgement().code().text(),
                        unreadable.judgement().message());
            }

            @Override
            public CompletionStage<Submission> beyond(Leaf.Beyond beyond) {
                return refused(beyond.cause().text(), "this registry follows rules that do not know it");
            }
        });
    }

    private static CompletionStage<Submission> refused(String code, String message) {
        return CompletableFuture.completedFuture(new Submission.Refused(code, message));
    }

    private CompletionStage<Submission> submit(Statement statement) {
        CompletableFuture<Submission> answer = new CompletableFuture<>();
        return take(new Offered.Act(statement, answer), statement.act().isRemoving())
                ? answer
                : CompletableFuture.completedFuture(new Submission.Busy(RETRY_AFTER));
    }

    /**
     * Offers a post attestation. The answer comes when it is durable and counted by a state leaf of a signed tree, or is refused; as that
     * of {@link #submit}.
     *
     * @throws IllegalStateException if this log takes none
     */
    public CompletionStage<Attested> attest(PostAttestation attestation) {
        if (home.attestations() == null) {
            throw new IllegalStateException("this log takes no post attestations");
        }
        CompletableFuture<Attested> answer = new CompletableFuture<>();
        return take(new Offered.Post(attestation, answer), false)
                ? answer
                : CompletableFuture.completedFuture(new Attested.Busy(RETRY_AFTER));
    }

    private boolean take(Offered offered, boolean removing) {
        boolean taken = intake.offer(offered, removing);
        if (taken && intake.claimBatch()) {
            later(pace.gather());
        }
        return taken;
    }

    private void later(Duration wait) {
        Future<?> unused = serial.schedule(this::batch, wait.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void batch() {
        List<Offered> batch = new ArrayList<>();
        try {
            intake.moveBatch(batch);
            if (batch.isEmpty()) {
                return;
            }
            if (intake.isStopped()) {
                intake.fail(batch);
                return;
            }
            sequence(batch);
        } catch (Throwable e) {
            // A full heap too: nobody waits for an answer that never comes.
            stop(e);
            intake.fail(batch);
        }
        if (intake.claimBatch()) {
            later(Duration.ZERO);
        }
    }

    private void sequence(List<Offered> batch) throws IOException, SigningRefusedException {
        Instant now = clock.instant();
        if (isFarAhead(now)) {
            String why = "the clock of this registry is more than " + FURTHEST_AHEAD.toHours()
                    + " hours ahead of its witnesses, or they have been silent for so long; nothing is recorded until"
                    + " they agree again";
            batch.forEach(offered -> offered.refuseByClock(why));
            return;
        }
        List<Offered.Act> acts = Offered.of(Offered.Act.class, batch);
        List<Offered.Post> posts = Offered.of(Offered.Post.class, batch);
        Rulings.Judgements judged = rulings.judge(
                acts.stream().map(Offered.Act::statement).toList(),
                posts.stream().map(Offered.Post::attestation).toList(),
                now);
        Optional<SignedCheckpoint> signed = Optional.empty();
        if (!judged.leaves().isEmpty()) {
            signed = Optional.of(writer.append(judged.leaves()));
            rulings.written(judged);
            accepted = rulings.view(signed.get().checkpoint());
        }
        for (Offered.Act act : acts) {
            act.answer().complete(answer(act.statement().id(), judged.refused()));
        }
        for (Offered.Post post : posts) {
            post.answer().complete(answer(post.attestation(), judged.unattested()));
        }
        signed.ifPresent(head -> publisher.signed(head, accepted));
    }

    /**
     * Lets the log say by a state leaf of its own, if nobody wants another one, that attestations have run out or are live again; the
     * first time also what a process that died, or a file put back from a backup, has left to say.
     */
    private void renewEvery(Duration pause) {
        Future<?> unused = serial.scheduleWithFixedDelay(this::renew, 0, pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void renew() {
        try {
            if (!intake.isStopped() && rulings.isDue(clock.instant())) {
                sequence(List.of());
            }
            if (!intake.isStopped()) {
                proven().ifPresent(from -> rulings.tidy(from.view().state()));
            }
        } catch (Throwable e) {
            stop(e);
        }
    }

    /** Unknown, and so not far ahead, until witnesses have vouched for a first tree, and under a policy without witnesses. */
    private boolean isFarAhead(Instant now) {
        return published()
                .flatMap(before -> before.checkpoint().provenAsOf(now))
                .filter(vouched -> vouched.plus(FURTHEST_AHEAD).isBefore(now))
                .isPresent();
    }

    private Attested answer(PostAttestation attestation, Map<Digest, Attested.Refused> refused) {
        Attested.Refused why = refused.get(attestation.id());
        return why == null ? new Attested.Accepted(attestation.id(), accepted.size()) : why;
    }

    private Submission answer(Digest id, Map<Digest, Judgement.Refused> refused) {
        Optional<Rulings.Place> place = rulings.find(id);
        if (place.isPresent()) {
            return new Submission.Accepted(
                    place.get().index(), id, accepted.size(), place.get().judgement());
        }
        Judgement.Refused why = refused.get(id);
        if (why == null) {
            throw new IllegalStateException("statement " + id + " was not judged");
        }
        return new Submission.Refused(why.code().text(), why.message());
    }

    /** What is in memory may be ahead of the disk now: nothing more is judged, written or published by this process. */
    private void stop(Throwable cause) {
        intake.stop(new LedgerStoppedException(
                "the ledger has stopped and its process must be restarted: " + cause.getMessage(), cause));
    }

    /** Comes when the ledger stops by itself or is closed. After the former the process has to be restarted. */
    public CompletionStage<LedgerStoppedException> stopped() {
        return intake.stopped();
    }

    /** The state at the newest tree the log has signed: what was accepted, whether or not witnesses have seen it. */
    public LedgerView accepted() {
        return accepted;
    }

    /** The state at the newest tree that witnesses vouch for; nothing until they first sufficed. */
    public Optional<Published> published() {
        return publisher.published();
    }

    /** Where the statement of this id stands, and what came of it, if it is durable in the log. */
    public Optional<Submission.Accepted> find(Digest id) {
        return rulings.find(id)
                .map(place -> new Submission.Accepted(place.index(), id, accepted.size(), place.judgement()));
    }

    /**
     * The state at the newest tree that meets the whole policy, replayers too: the registry's status. The same as {@link #published}
     * where no replayer is asked for; never ahead of it.
     */
    public Optional<Published> proven() {
        return replayers == null ? published() : replayers.proven();
    }

    /** What to serve as {@code <prefix>/checkpoint}; nothing until witnesses first sufficed. From the disk. */
    public Optional<byte[]> checkpoint() throws IOException {
        return home.files().read(LogWriter.PUBLISHED);
    }

    /** The bytes of a tile or bundle of the log, also of one that is not public yet; nothing if there is none. */
    public Optional<byte[]> tile(TilePath path) throws IOException {
        return home.files().read(path.toString());
    }

    /** Where the bytes of {@link #tile} are a file of their own, if it is there. */
    public Optional<Path> file(TilePath path) {
        return home.files().file(path.toString());
    }

    /** Reads the log's tiles and bundles from the disk. */
    public TileReader tiles() {
        return path -> tile(path).orElseThrow(() -> new IOException("the log has no " + path));
    }

    /** The proof that leaf {@code index} is in the published tree; nothing while it is not. */
    public Optional<TlogProof> receipt(long index) throws IOException, MalformedException {
        Optional<Published> published = published();
        return published.isPresent() ? receipt(published.get(), index) : Optional.empty();
    }

    /** The proof that leaf {@code index} is in a tree that is published or proven; nothing while it is not. */
    public Optional<TlogProof> receipt(Published at, long index) throws IOException, MalformedException {
        Checkpoint tree = at.checkpoint().checkpoint();
        return index >= 0 && index < tree.size()
                ? Optional.of(TlogProof.of(
                        new TileHashes(tree.size(), tiles()).inclusionProof(index),
                        at.checkpoint().signed()))
                : Optional.empty();
    }

    /** How things are. */
    public LedgerHealth health() {
        return new LedgerHealth(
                accepted.size(),
                published().map(p -> p.view().size()).orElse(0L),
                proven().map(p -> p.view().size()).orElse(0L),
                proven().flatMap(p -> p.checkpoint().provenAsOf(clock.instant())),
                witnessing.missing(),
                replayers == null ? Map.of() : replayers.missing(),
                intake.whyStopped().map(LedgerStoppedException::getMessage));
    }

    /** Finishes the batches that wait, takes no more, and lets another process take the log. Nothing happens the second time. */
    @Override
    public synchronized void close() throws IOException {
        if (serial.isShutdown()) {
            return;
        }
        try {
            serial.submit(this::drain).get(CLOSING_SECONDS, TimeUnit.SECONDS);
            serial.shutdown();
            if (!serial.awaitTermination(CLOSING_SECONDS, TimeUnit.SECONDS)) {
                stop(new TimeoutException("a write does not end"));
            }
            writer.close();
            if (replayers != null) {
                replayers.close();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            stop(e);
        } finally {
            home.guard().close();
        }
    }

    private void drain() {
        while (!intake.isEmpty() && !intake.isStopped()) {
            batch();
        }
        intake.stop(new LedgerStoppedException("the ledger is shutting down"));
    }
}
