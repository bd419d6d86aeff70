package org.rescueregistry.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.Es256Signer;
import org.rescueregistry.log.LogSigner;
import org.rescueregistry.name.AccountId;
import org.rescueregistry.statement.Act;
import org.rescueregistry.statement.Approval;
import org.rescueregistry.statement.ClosedBatch;
import org.rescueregistry.statement.DigestSet;
import org.rescueregistry.statement.Envelope;
import org.rescueregistry.statement.Fold;
import org.rescueregistry.statement.Judged;
import org.rescueregistry.statement.Judgement;
import org.rescueregistry.statement.Leaf;
import org.rescueregistry.statement.Limits;
import org.rescueregistry.statement.LiveAttestations;
import org.rescueregistry.statement.PostAttestation;
import org.rescueregistry.statement.Reason;
import org.rescueregistry.statement.StateLeaf;
import org.rescueregistry.statement.Statement;
import org.rescueregistry.testing.TestKeys;
import org.rescueregistry.testing.TestOrganisation;
import org.rescueregistry.testing.TestRegistry;
import org.rescueregistry.wire.MalformedException;

/** Post attestations before a sequencer, whose every state leaf has to commit to what {@link LiveAttestations} says. */
class AttestingTest {
    private static final long SEED = Long.getLong("rescue.seed", new Random().nextLong());
    private static final int STEPS = Integer.getInteger("rescue.steps", 24);
    private static final Duration REFRESH = Duration.ofMillis(20);
    private static final Pace PACE =
            new Pace(Duration.ofMillis(1), Duration.ofMillis(300), Duration.ofMillis(20), REFRESH, 64, 8, 1 << 20);
    private static final AccountId ACCOUNT = new AccountId("weibo.com", "42");

    private final TestRegistry registry =
            TestRegistry.unfounded("https://registry.example", "registry.example/log", Limits.DEFAULT, 3);
    private final MemoryFiles files = new MemoryFiles();
    private final MemoryAttestations kept = new MemoryAttestations();
    private final LogSigner log = signer(registry.log());
    private volatile Instant now = registry.now();
    private final WitnessBench bench = new WitnessBench(log.verifierKeys(), () -> now);
    private int given;
    private int posts;
    private Sequencer sequencer;
    private TestOrganisation team;

    private static LogSigner signer(String origin) {
        try {
            return LogSigner.of(origin, TestKeys.ed25519(origin), TestKeys.mlDsa44(origin));
        } catch (MalformedException e) {
            throw new AssertionError(e);
        }
    }

    @BeforeEach
    void found() throws Exception {
        registry.found();
        Founding.found(home(files), Statement.parse(registry.leaves().get(0)), () -> now);
        given = 1;
        sequencer = open(files);
        team = registry.admit();
        give();
    }

    @AfterEach
    void close() throws IOException {
        sequencer.close();
    }

    private LogHome home(LogFiles where) {
        return new LogHome(where, new FileForkGuard(where, registry.log(), () -> {}), log, kept);
    }

    private Sequencer open(LogFiles where) throws Exception {
        return Sequencer.open(home(where), new Sequencer.Witnesses(bench.policy(), bench), () -> now, PACE);
    }

    private void reopen() throws Exception {
        sequencer.close();
        sequencer = open(files);
    }

    private static <T> T get(CompletionStage<T> answer) throws Exception {
        return answer.toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    /** Submits what the invented registry has written since. */
    private void give() throws Exception {
        List<byte[]> leaves = registry.leaves();
        if (registry.now().isAfter(now)) {
            now = registry.now();
        }
        List<CompletionStage<Submission>> answers = new ArrayList<>();
        for (; given < leaves.size(); given++) {
            if (!StateLeaf.looksLike(leaves.get(given))) {
                answers.add(sequencer.submit(leaves.get(given)));
            }
        }
        for (CompletionStage<Submission> answer : answers) {
            assertThat(get(answer)).isInstanceOf(Submission.Accepted.class);
        }
    }

    private void write(Statement... statements) throws Exception {
        registry.write(statements);
        give();
    }

    private PostAttestation post() {
        return post(team, team.key(), now, now.plus(Duration.ofDays(30)));
    }

    private PostAttestation post(TestOrganisation by, Es256Signer key, Instant from, Instant until) {
        return post(
                Envelope.about(by.code(), registry.log(), registry.stamp()).restamped(from, new Random(posts)),
                until,
                key);
    }

    private PostAttestation post(Envelope envelope, Instant until, Es256Signer key) {
        Digest text = Digest.sha256(("post " + posts++).getBytes());
        return PostAttestation.sign(
                new PostAttestation.Content(ACCOUNT, text, DigestSet.EMPTY, null), envelope, until, key);
    }

    private Attested attest(PostAttestation attestation) throws Exception {
        return get(sequencer.attest(attestation));
    }

    private PostAttestation attested() throws Exception {
        PostAttestation post = post();
        assertThat(attest(post))
                .isEqualTo(new Attested.Accepted(post.id(), sequencer.accepted().size()));
        return post;
    }

    private void refused(PostAttestation attestation, AttestationRefusal reason) throws Exception {
        assertThat(attest(attestation))
                .isInstanceOfSatisfying(
                        Attested.Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(reason));
    }

    private List<PostAttestation> live() {
        LedgerView view = sequencer.accepted();
        assertThat(view.knowsAttestations()).isTrue();
        return view.attestations().all();
    }

    private static void eventually(BooleanSupplier holds) throws InterruptedException {
        for (int i = 0; i < 6000 && !holds.getAsBoolean(); i++) {
            Thread.sleep(5);
        }
        assertThat(holds.getAsBoolean()).isTrue();
    }

    private void retract(PostAttestation attestation) throws Exception {
        write(registry.about(team, new Act.Retract(attestation.id()), team.key()));
    }

    // ---- accepting
    // -----------------------------------------------------------------------------------------------------

    @Test
    void keepsItAndCommitsToItWithAStateLeafOfItsOwn() throws Exception {
        long before = sequencer.accepted().size();
        PostAttestation post = attested();
        assertThat(sequencer.accepted().size()).isEqualTo(before + 1);
        assertThat(sequencer.accepted().state().attestations()).isEqualTo(LiveAttestations.hash(List.of(post.id())));
        assertThat(live()).containsExactly(post);
        assertThat(kept.all()).containsExactly(new AttestationFile.Row(post, before));
        eventually(() -> sequencer
                .proven()
                .filter(proven -> proven.view().attestations().of(ACCOUNT).contains(post))
                .isPresent());
    }

    @Test
    void answersTheSameAgainAndWritesNothing() throws Exception {
        PostAttestation post = attested();
        long size = sequencer.accepted().size();
        assertThat(attest(PostAttestation.parse(post.compact()))).isEqualTo(new Attested.Accepted(post.id(), size));
        reopen();
        assertThat(attest(post)).isEqualTo(new Attested.Accepted(post.id(), size));
        assertThat(sequencer.accepted().size()).isEqualTo(size);
    }

    @Test
    void takesManyAtATimeWithOneStateLeaf() throws Exception {
        long before = sequencer.accepted().size();
        List<CompletionStage<Attested>> answers = new ArrayList<>();
        PostAttestation twice = post();
        for (PostAttestation one : List.of(post(), twice, twice, post())) {
            answers.add(sequencer.attest(one));
        }
        for (CompletionStage<Attested> answer : answers) {
            assertThat(get(answer)).isInstanceOf(Attested.Accepted.class);
        }
        assertThat(live()).hasSize(3);
        assertThat(sequencer.accepted().size()).isLessThanOrEqualTo(before + 4);
    }

    @Test
    void refusesWhatIsNotTheOrganisationsAndWritesNothing() throws Exception {
        long size = sequencer.accepted().size();
        Instant until = now.plusSeconds(3600);
        TestOrganisation nobody = registry.organisation();
        refused(
                post(Envelope.about(team.code(), "other.example/log", registry.stamp()), until, team.key()),
                AttestationRefusal.WRONG_LOG);
        refused(post(nobody, nobody.key(), now, until), AttestationRefusal.UNKNOWN_SUBJECT);
        refused(post(team, team.pauseKey(), now, until), AttestationRefusal.SIGNER_NOT_ENTITLED);
        PostAttestation other = post();
        String compact = post().compact();
        String forged = compact.substring(0, compact.lastIndexOf('.'))
                + other.compact().substring(other.compact().lastIndexOf('.'));
        refused(PostAttestation.parse(forged), AttestationRefusal.BAD_SIGNATURE);
        assertThat(sequencer.accepted().size()).isEqualTo(size);
        assertThat(kept.all()).isEmpty();
    }

    @Test
    void refusesWhatIsNotInTime() throws Exception {
        refused(post(team, team.key(), now.plusSeconds(61), now.plusSeconds(3600)), AttestationRefusal.FROM_FUTURE);
        refused(post(team, team.key(), now.minusSeconds(9), now), AttestationRefusal.ATTESTATION_EXPIRED);
        assertThat(attest(post(team, team.key(), now.plusSeconds(60), now.plusSeconds(3600))))
                .isInstanceOf(Attested.Accepted.class);
        assertThat(attest(post(team, team.key(), now.minusSeconds(9), now.plusSeconds(1))))
                .isInstanceOf(Attested.Accepted.class);
    }

    @Test
    void isBusyWhenTooManyWaitAndKeepsRoomForTakingBack() throws Exception {
        sequencer.close();
        Pace slow =
                new Pace(Duration.ofMillis(500), PACE.patience(), PACE.retry(), Duration.ofMinutes(5), 8, 2, 1 << 20);
        sequencer = Sequencer.open(home(files), new Sequencer.Witnesses(bench.policy(), bench), () -> now, slow);
        PostAttestation known = post();
        List<CompletionStage<Attested>> answers = new ArrayList<>();
        answers.add(sequencer.attest(known));
        for (int i = 1; i < 6; i++) {
            answers.add(sequencer.attest(post()));
        }
        assertThat(get(sequencer.attest(post()))).isInstanceOf(Attested.Busy.class);
        Statement back = registry.about(team, new Act.Retract(known.id()), team.key());
        assertThat(get(sequencer.submit(back.bytes()))).isInstanceOf(Submission.Accepted.class);
        assertThat(answers.stream().map(answer -> answer.toCompletableFuture().join()))
                .filteredOn(Attested.Accepted.class::isInstance)
                .hasSize(5);
        assertThat(live()).hasSize(5).doesNotContain(known);
    }

    // ---- ending
    // --------------------------------------------------------------------------------------------------------

    @Test
    void whatWasTakenBackNeverCountsAgain() throws Exception {
        PostAttestation post = attested();
        PostAttestation other = attested();
        retract(post);
        assertThat(live()).containsExactly(other);
        refused(post, AttestationRefusal.ATTESTATION_RETRACTED);
        reopen();
        refused(post, AttestationRefusal.ATTESTATION_RETRACTED);
        PostAttestation early = post();
        retract(early);
        refused(early, AttestationRefusal.ATTESTATION_RETRACTED);
    }

    @Test
    void nobodyTakesBackWhatIsAnothers() throws Exception {
        PostAttestation post = attested();
        TestOrganisation other = registry.admit();
        give();
        write(registry.about(other, new Act.Retract(post.id()), other.key()));
        assertThat(live()).containsExactly(post);
    }

    @Test
    void nothingCountsWhileTheOrganisationIsPausedAndAllAgainAfterwards() throws Exception {
        PostAttestation post = attested();
        Statement pause = registry.about(team, new Act.Pause(Reason.PROTECTIVE), team.pauseKey());
        write(pause);
        assertThat(live()).isEmpty();
        refused(post, AttestationRefusal.NOT_ACTIVE);
        refused(post(), AttestationRefusal.NOT_ACTIVE);
        reopen();
        assertThat(live()).isEmpty();
        write(
                registry.about(team, new Act.Reinstate(), team.key(), pause.id()),
                registry.about(team, new Act.Reinstate(), registry.vetter("hill-desk", 0), pause.id()));
        assertThat(live()).containsExactly(post);
    }

    @Test
    void whatWasSignedBeforeVettersSetAKeyIsVoidForGood() throws Exception {
        Es256Signer next = TestKeys.es256("next");
        Approval approval = Approval.sign(
                Approval.Of.REKEY,
                Approval.rekeyContent(next.publicKey(), null),
                Envelope.about(team.code(), registry.log(), registry.stamp()),
                next);
        Act rekey = new Act.Rekey(next.publicKey(), null, approval);
        Endings endings = new Endings();
        Statement byTeam = registry.about(team, rekey, team.key(), TestKeys.digest("basis"));
        Statement byVetter = registry.about(team, rekey, registry.vetter("sea-desk", 0), TestKeys.digest("basis"));
        PostAttestation before = post(team, team.key(), now.plusSeconds(60), now.plusSeconds(3600));
        PostAttestation after = post(team, team.key(), now.plusSeconds(61), now.plusSeconds(3600));
        assertThat(endings.note(effective(byTeam), now, registry.fold())).isEmpty();
        assertThat(endings.mayBeVoid(before)).isFalse();
        assertThat(endings.note(effective(byVetter), now, registry.fold())).contains(team.code());
        assertThat(endings.mayBeVoid(before)).isTrue();
        assertThat(endings.mayBeVoid(after)).isFalse();
        assertThat(endings.isVoid(new AttestationFile.Row(before, 50))).isTrue();
        assertThat(endings.isVoid(new AttestationFile.Row(before, 51))).isFalse();
    }

    private static Judged effective(Statement statement) {
        return new Judged(50, new Leaf.Signed(statement), new Judgement.Effective(), Set.of());
    }

    @Test
    void whatRunsOutIsMadeKnownWhenTheLogIsIdle() throws Exception {
        PostAttestation brief = post(team, team.key(), now, now.plusSeconds(10));
        attest(brief);
        PostAttestation longer = attested();
        long size = sequencer.accepted().size();
        Thread.sleep(3 * REFRESH.toMillis());
        assertThat(sequencer.accepted().size()).isEqualTo(size);
        now = now.plusSeconds(10);
        eventually(() -> sequencer.accepted().size() > size);
        assertThat(live()).containsExactly(longer);
        Thread.sleep(3 * REFRESH.toMillis());
        assertThat(sequencer.accepted().size()).isEqualTo(size + 1);
    }

    @Test
    void whatNobodyNeedsAnyLongerIsDeleted() throws Exception {
        PostAttestation post = attested();
        PostAttestation stays = attested();
        retract(post);
        eventually(() -> kept.all().size() == 1);
        reopen();
        assertThat(live()).containsExactly(stays);
        refused(post, AttestationRefusal.ATTESTATION_RETRACTED);
    }

    // ---- dying
    // ---------------------------------------------------------------------------------------------------------

    @ParameterizedTest
    @EnumSource(
            value = MemoryAttestations.Failing.class,
            names = {"BEFORE", "AFTERWARDS"})
    void aProcessThatDiesBetweenRowAndLeafIsFinishedByTheNext(MemoryAttestations.Failing when) throws Exception {
        PostAttestation post = post();
        kept.fail(when);
        CompletionStage<Attested> answer = sequencer.attest(post);
        assertThat(answer.toCompletableFuture())
                .failsWithin(Duration.ofSeconds(30))
                .withThrowableOfType(ExecutionException.class);
        kept.fail(MemoryAttestations.Failing.NOT);
        sequencer = open(files);
        if (when == MemoryAttestations.Failing.AFTERWARDS) {
            eventually(() -> live().contains(post));
        } else {
            assertThat(live()).isEmpty();
        }
        assertThat(attest(post)).isInstanceOf(Attested.Accepted.class);
        requireEveryStateLeafRight();
    }

    @ParameterizedTest
    @CsvSource({"0,false", "0,true", "1,true", "2,true", "3,true"})
    void theSetBehindTheLastLeafIsFoundAgainWhereverTheLogFails(int writes, boolean afterwards) throws Exception {
        attested();
        sequencer.close();
        FailingFiles failing = new FailingFiles(files);
        sequencer = open(failing);
        eventually(
                () -> sequencer.health().publishedSize() == sequencer.accepted().size());
        PostAttestation post = post();
        failing.failAfter(writes, afterwards);
        boolean acknowledged;
        try {
            acknowledged = attest(post) instanceof Attested.Accepted;
        } catch (ExecutionException died) {
            acknowledged = false;
        }
        sequencer = open(files);
        assertThat(sequencer.accepted().knowsAttestations()).isTrue();
        if (acknowledged) {
            assertThat(live()).contains(post);
        }
        assertThat(attest(post)).isInstanceOf(Attested.Accepted.class);
        assertThat(live()).hasSize(2);
        requireEveryStateLeafRight();
    }

    @Test
    void saysSoWhenWhatItCommittedToIsGone() throws Exception {
        attested();
        eventually(
                () -> sequencer.health().publishedSize() == sequencer.accepted().size());
        bench.down(List.of("w1", "w2"));
        sequencer.close();
        kept.loseAll();
        sequencer = open(files);
        Published published = sequencer.published().orElseThrow();
        assertThat(published.view().knowsAttestations()).isFalse();
        eventually(() -> sequencer.accepted().knowsAttestations());
        assertThat(sequencer.accepted().attestations().all()).isEmpty();
        bench.down(List.of());
        eventually(() -> sequencer.published().orElseThrow().view().knowsAttestations());
    }

    // ---- all of it
    // -----------------------------------------------------------------------------------------------------

    @Test
    void everyStateLeafOfARandomHistoryCommitsToWhatTheRuleSays() throws Exception {
        System.out.println("attesting at random, -Drescue.seed=" + SEED);
        Random chance = new Random(SEED);
        List<TestOrganisation> teams = new ArrayList<>(List.of(team, registry.admit(), registry.admit()));
        give();
        List<PostAttestation> sent = new ArrayList<>();
        for (int step = 0; step < STEPS; step++) {
            now = now.plusSeconds(chance.nextInt(40));
            registry.advance(
                    Duration.between(registry.now(), now).isNegative()
                            ? Duration.ZERO
                            : Duration.between(registry.now(), now));
            TestOrganisation by = teams.get(chance.nextInt(teams.size()));
            switch (chance.nextInt(8)) {
                case 0, 1, 2, 3 -> {
                    PostAttestation post = post(by, by.key(), now, now.plusSeconds(1 + chance.nextInt(400)));
                    sent.add(post);
                    Attested unused = attest(post);
                }
                case 4 -> {
                    Digest one = sent.isEmpty()
                            ? Digest.sha256()
                            : sent.get(chance.nextInt(sent.size())).id();
                    offer(registry.about(by, new Act.Retract(one), by.key()));
                }
                case 5 -> offer(registry.about(by, new Act.Pause(Reason.PROTECTIVE), by.pauseKey()));
                case 6 -> reinstate(by);
                default -> reopen();
            }
        }
        requireEveryStateLeafRight();
    }

    private void offer(Statement... statements) throws Exception {
        registry.offer(List.of(statements));
        give();
    }

    private void reinstate(TestOrganisation by) throws Exception {
        Digest[] basis = registry.record(by).suspensions().stream()
                .map(suspension -> suspension.by())
                .toArray(Digest[]::new);
        if (basis.length > 0) {
            offer(
                    registry.about(by, new Act.Reinstate(), by.key(), basis),
                    registry.about(by, new Act.Reinstate(), registry.vetter("hill-desk", 0), basis));
        }
    }

    /** Folds the log that was written, and holds every state leaf against the rule and what was ever kept. */
    private void requireEveryStateLeafRight() throws Exception {
        TreeLeaves leaves = new TreeLeaves(sequencer.accepted().size(), sequencer.tiles());
        Fold fold = Fold.start(registry.log());
        List<LiveAttestations.Accepted> rows = new ArrayList<>();
        kept.ever().forEach(row -> rows.add(new LiveAttestations.Accepted(row.attestation(), row.since())));
        for (long index = 0; index < sequencer.accepted().size(); index++) {
            Optional<ClosedBatch> closed = fold.append(leaves.leaf(index));
            if (closed.isPresent()) {
                closed.get().judged().forEach(judged -> end(judged, fold, rows));
                StateLeaf state = closed.get().state();
                assertThat(state.attestations())
                        .as("seed %s, state leaf %s", SEED, index)
                        .isEqualTo(LiveAttestations.hash(
                                LiveAttestations.at(rows, fold::record, state.size(), state.time())));
            }
        }
        assertThat(ids(live())).isEqualTo(sequencer.accepted().state().attestations());
    }

    private static Digest ids(Collection<PostAttestation> all) {
        return LiveAttestations.hash(all.stream().map(PostAttestation::id).toList());
    }

    private static void end(Judged leaf, Fold fold, List<LiveAttestations.Accepted> rows) {
        LiveAttestations.endedBy(leaf, fold::signatory)
                .ifPresent(ended -> rows.replaceAll(row -> row.ended() == LiveAttestations.Accepted.NEVER
                                && row.attestation().organisation().equals(ended.organisation())
                                && Stream.of(row.attestation().id())
                                        .allMatch(id -> ended.attestation() == null || id.equals(ended.attestation()))
                        ? new LiveAttestations.Accepted(row.attestation(), row.from(), leaf.index())
                        : row));
    }
}
