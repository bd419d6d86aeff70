package org.rescueregistry.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rescueregistry.key.Digest;
import org.rescueregistry.log.LogSigner;
import org.rescueregistry.log.TileReader;
import org.rescueregistry.name.Code;
import org.rescueregistry.sdk.StatusFinding;
import org.rescueregistry.sdk.StatusProof;
import org.rescueregistry.sdk.StatusProofCheck;
import org.rescueregistry.sdk.TrustedLog;
import org.rescueregistry.sdk.VerificationPolicy;
import org.rescueregistry.statement.Act;
import org.rescueregistry.statement.Limits;
import org.rescueregistry.statement.OrganisationRecord;
import org.rescueregistry.statement.Reason;
import org.rescueregistry.statement.StateLeaf;
import org.rescueregistry.statement.Statement;
import org.rescueregistry.testing.TestKeys;
import org.rescueregistry.testing.TestOrganisation;
import org.rescueregistry.testing.TestRegistry;

/** A sequencer that is given the statements of an invented registry one after the other, and is then asked about all times. */
class StatusProofsTest {
    private static final Pace PACE = new Pace(
            Duration.ofMillis(1), Duration.ofMillis(300), Duration.ofMillis(20), Duration.ofMinutes(5), 64, 8, 1 << 20);

    private final TestRegistry registry =
            TestRegistry.unfounded("https://registry.example", "registry.example/log", Limits.DEFAULT, 3);

    private final MemoryFiles files = new MemoryFiles();
    private final List<Moment> moments = new ArrayList<>();
    private volatile Instant now = registry.now();
    private int given;
    private Sequencer sequencer;
    private StatusProofs proofs;
    private WitnessBench bench;
    private TestOrganisation first;
    private TestOrganisation second;

    /** What held from a state's time until the next one's. */
    private record Moment(Instant time, Map<Code, OrganisationRecord> records) {}

    @BeforeEach
    void write() throws Exception {
        LogSigner log =
                LogSigner.of(registry.log(), TestKeys.ed25519(registry.log()), TestKeys.mlDsa44(registry.log()));
        bench = new WitnessBench(log.verifierKeys(), () -> now);
        LogHome home = new LogHome(files, new FileForkGuard(files, registry.log(), () -> {}), log);
        registry.found();
        List<byte[]> leaves = registry.leaves();
        Submission founded = Founding.found(home, Statement.parse(leaves.get(0)), () -> now);
        assertThat(founded).isInstanceOf(Submission.Accepted.class);
        sequencer = Sequencer.open(home, new Sequencer.Witnesses(bench.policy(), bench), () -> now, PACE);
        proofs = new StatusProofs(sequencer, () -> now);
        given = 1;
        give();
        first = registry.admit();
        give();
        second = registry.admit();
        give();
        for (int more = 0; more < 6; more++) {
            registry.admit();
            give();
        }
        registry.write(registry.about(
                second,
                new Act.Suspend(Reason.SAFEGUARDING_BREACH, registry.now().plus(Duration.ofHours(2))),
                registry.auditor("sea-desk")));
        give();
        registry.write(registry.about(first, new Act.Pause(Reason.PROTECTIVE), first.pauseKey()));
        give();
        for (int i = 0; i < 6000 && provenSize() < sequencer.accepted().size(); i++) {
            Thread.sleep(5);
        }
        assertThat(provenSize()).isEqualTo(sequencer.accepted().size());
    }

    private long provenSize() {
        return sequencer.published().map(published -> published.view().size()).orElse(0L);
    }

    @AfterEach
    void close() throws IOException {
        sequencer.close();
    }

    /** Submits what the invented registry has written since. */
    private void give() throws Exception {
        List<byte[]> leaves = registry.leaves();
        now = now.plusSeconds(20);
        List<CompletionStage<Submission>> answers = new ArrayList<>();
        for (; given < leaves.size(); given++) {
            if (!StateLeaf.looksLike(leaves.get(given))) {
                answers.add(sequencer.submit(leaves.get(given)));
            }
        }
        for (CompletionStage<Submission> answer : answers) {
            assertThat(answer.toCompletableFuture().get(30, TimeUnit.SECONDS)).isInstanceOf(Submission.Accepted.class);
        }
        LedgerView view = sequencer.accepted();
        moments.add(new Moment(view.state().time(), new TreeMap<>(view.records())));
    }

    private StatusFinding check(StatusProof proof, Code code, Instant at) throws Exception {
        StatusProof read = StatusProof.parse(proof.toBytes());
        StatusProofCheck check = new StatusProofCheck(TrustedLog.of(bench.policy()), VerificationPolicy.ONLINE, now);
        return at == null ? check.now(read, code) : check.at(read, code, at);
    }

    private StatusProof made(Code code, Instant at, boolean last) throws IOException {
        StatusProofs.Answer answer = proofs.make(new StatusProofs.Wanted(code, at, last));
        assertThat(answer).isInstanceOf(StatusProofs.Made.class);
        return ((StatusProofs.Made) answer).proof();
    }

    @Test
    void provesWhatHoldsNow() throws Exception {
        StatusProof proof = made(first.code(), null, true);
        assertThat(proof.lastStatement()).isPresent();
        assertThat(check(proof, first.code(), null))
                .isInstanceOfSatisfying(
                        StatusFinding.Registered.class,
                        found -> assertThat(found.record())
                                .isEqualTo(sequencer
                                        .accepted()
                                        .records()
                                        .get(first.code())
                                        .at(now)));
        Code nobodys = Code.of(registry.charter().codePrefix(), "99999999");
        assertThat(check(made(nobodys, null, true), nobodys, null)).isInstanceOf(StatusFinding.NotRegistered.class);
    }

    @Test
    void provesWhatHeldAtAnyTimeInWhateverOrderItIsAsked() throws Exception {
        List<Moment> asked = new ArrayList<>(moments);
        Collections.shuffle(asked, new Random(5));
        for (Moment moment : asked) {
            for (TestOrganisation team : List.of(first, second)) {
                StatusProof proof = made(team.code(), moment.time(), true);
                StatusFinding found = check(proof, team.code(), moment.time());
                OrganisationRecord then = moment.records().get(team.code());
                if (then == null) {
                    assertThat(found).isInstanceOf(StatusFinding.NotRegistered.class);
                } else {
                    assertThat(((StatusFinding.Registered) found).record()).isEqualTo(then.at(moment.time()));
                }
            }
        }
    }

    @Test
    void holdsUntilTheSecondBeforeTheNextState() throws Exception {
        Moment before = moments.get(moments.size() - 2);
        Instant last = moments.get(moments.size() - 1).time().minusSeconds(1);
        StatusProof proof = made(first.code(), last, false);
        assertThat(proof.state().time()).isEqualTo(before.time());
        assertThat(check(proof, first.code(), last)).isInstanceOf(StatusFinding.Registered.class);
        assertThat(check(proof, first.code(), last.plusSeconds(1)))
                .isInstanceOfSatisfying(
                        StatusFinding.Undetermined.class,
                        no -> assertThat(no.code()).isEqualTo("later_state_not_ruled_out"));
    }

    @Test
    void saysWhyThereIsNoProof() throws Exception {
        assertThat(proofs.make(new StatusProofs.Wanted(Code.of("TH", "7K3M9QXD"), null, false)))
                .isEqualTo(StatusProofs.Refusal.CODE_OF_ANOTHER);
        Instant beginning = sequencer.accepted().state().time().minus(Duration.ofDays(1));
        assertThat(proofs.make(new StatusProofs.Wanted(first.code(), beginning, false)))
                .isEqualTo(StatusProofs.Refusal.BEFORE_THE_LOG);
        assertThat(proofs.make(new StatusProofs.Wanted(first.code(), now.plusSeconds(1), false)))
                .isEqualTo(StatusProofs.Refusal.NOT_PUBLISHED);
    }

    @Test
    void foldsOneStateAtATimeAndKeepsAFew() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        TileReader slow = path -> {
            begun.countDown();
            try {
                goOn.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            return sequencer.tiles().read(path);
        };
        long size = sequencer.accepted().size();
        StateLeaf early = PastStates.lastUntil(moments.get(3).time(), new TreeLeaves(size, sequencer.tiles()));
        StateLeaf later = PastStates.lastUntil(moments.get(6).time(), new TreeLeaves(size, sequencer.tiles()));
        PastStates past = new PastStates(registry.log());
        List<Optional<PastStates.State>> found = Collections.synchronizedList(new ArrayList<>());
        Thread folding = new Thread(() -> {
            try {
                found.add(past.of(later, new TreeLeaves(size, slow)));
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        folding.start();
        begun.await();
        assertThat(past.of(early, new TreeLeaves(size, sequencer.tiles()))).isEmpty();
        goOn.countDown();
        folding.join();
        assertThat(found.get(0)).isPresent();
        Digest root = found.get(0).orElseThrow().map().root();
        assertThat(root).isEqualTo(later.map());
        TileReader gone = path -> {
            throw new IOException("nothing is read again for what is kept");
        };
        assertThat(past.of(later, new TreeLeaves(size, gone))).isPresent();
        assertThat(past.of(early, new TreeLeaves(size, sequencer.tiles()))
                        .orElseThrow()
                        .map()
                        .root())
                .isEqualTo(early.map());
    }
}
