package org.rescueregistry.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rescueregistry.key.Digest;
import org.rescueregistry.log.Checkpoint;
import org.rescueregistry.log.Cosignature;
import org.rescueregistry.log.CosignatureSigner;
import org.rescueregistry.log.ForkEvidence;
import org.rescueregistry.log.NoteSignature;
import org.rescueregistry.log.SignedNote;
import org.rescueregistry.log.StateEvidence;
import org.rescueregistry.statement.StateLeaf;
import org.rescueregistry.wire.MalformedException;

class ReplayerTest {
    private static final List<CosignatureSigner> KEYS = TestKeys.witness("peer.example/replayer");
    private static final Instant NOW = TestRegistry.NOW;

    private final TestRegistry registry = new TestRegistry();
    private final ReplayedLog log = new ReplayedLog();
    private final MemoryFiles files = new MemoryFiles();
    private Instant now = NOW;

    private Replayer open(LogFiles kept) throws Exception {
        return Replayer.open(kept, new Replayer.Settings(log.followed(), KEYS, () -> now), () -> {});
    }

    private Replayer open() throws Exception {
        return open(files);
    }

    private ReplayedLog founded() throws Exception {
        return log.add(registry.charter()).close(NOW).show(NOW);
    }

    private void later(Duration by) {
        now = now.plus(by);
    }

    private void acknowledge() throws Exception {
        for (String name : files.list(ReplayerFiles.EVIDENCE)) {
            files.write(ReplayerFiles.EVIDENCE + "/" + name + ReplayerFiles.ACKNOWLEDGED, "1\n".getBytes(UTF_8));
        }
    }

    private StateEvidence evidence(Replayer replayer) throws Exception {
        assertThat(replayer.status().evidence()).hasSize(1);
        String name = replayer.status().evidence().get(0);
        StateEvidence evidence = StateEvidence.parse(
                files.read(ReplayerFiles.EVIDENCE + "/" + name).orElseThrow());
        assertThat(evidence.fileName()).isEqualTo(name);
        assertThat(evidence.verify(TestRegistry.LOG.verifierKeys())).isPresent();
        return evidence;
    }

    @Test
    void cosignsTheStateThatItRecomputed() throws Exception {
        founded();
        Replayer replayer = open();
        assertThat(replayer.checkpoint()).isEmpty();

        assertThat(replayer.poll()).as(replayer.status().problem()).isTrue();

        SignedNote served = SignedNote.parse(replayer.checkpoint().orElseThrow());
        assertThat(served.text()).isEqualTo(log.signed().checkpoint().text());
        for (CosignatureSigner key : KEYS) {
            NoteSignature line = served.signatures().stream()
                    .filter(key.verifierKey()::claims)
                    .findFirst()
                    .orElseThrow();
            assertThat(Cosignature.verify(log.signed().checkpoint(), line, key.verifierKey())
                            .time())
                    .isEqualTo(now);
        }

        later(Duration.ofSeconds(10));
        log.add(registry.appointment(1)).close(now).show(now);
        assertThat(replayer.poll()).isTrue();
        assertThat(replayer.status().cosignedSize()).isEqualTo(4);
    }

    @Test
    void cosignsATreeThatDoesNotGrowOnceAMinute() throws Exception {
        founded();
        Replayer replayer = open();
        replayer.poll();
        later(Replayer.REFRESH.minusSeconds(1));
        replayer.poll();
        assertThat(replayer.status().cosignedAt()).isEqualTo(NOW);
        later(Duration.ofSeconds(1));
        replayer.poll();
        assertThat(replayer.status().cosignedAt()).isEqualTo(now);
    }

    @Test
    void readsALogOfManyBundlesAndGoesOnWhereTheConnectionBroke() throws Exception {
        log.add(registry.charter()).close(NOW);
        for (int i = 0; i < 700; i++) {
            log.add(registry.appointment(i));
        }
        log.close(NOW).show(NOW);
        Replayer replayer = open();
        log.breakAfter(6);
        assertThat(replayer.poll()).isFalse();
        assertThat(replayer.status().problem()).contains("connection reset");
        assertThat(replayer.checkpoint()).isEmpty();

        log.breakAfter(Integer.MAX_VALUE);
        assertThat(replayer.poll()).as(replayer.status().problem()).isTrue();
        assertThat(replayer.status().cosignedSize()).isEqualTo(703);
        assertThat(replayer.status().replayed()).isEqualTo(703);
    }

    @Test
    void refusesAWrongStateAndWritesItDown() throws Exception {
        founded();
        Replayer replayer = open();
        replayer.poll();
        log.add(registry.appointment(1)).close(NOW, ReplayedLog::withOtherMap).show(NOW);

        assertThat(replayer.poll()).isFalse();

        assertThat(replayer.status().cosignedSize()).isEqualTo(2);
        assertThat(replayer.status().stopped()).isTrue();
        StateEvidence evidence = evidence(replayer);
        assertThat(evidence.index()).isEqualTo(3);
        assertThat(evidence.finding().differs()).containsExactly("map");
        StateLeaf right = StateLeaf.parse(evidence.finding().computed());
        assertThat(ReplayedLog.withOtherMap(right).bytes())
                .isEqualTo(evidence.finding().leaf());
    }

    @Test
    void cosignsALaterRightStateOnceTheWrongOneIsAcknowledged() throws Exception {
        founded();
        Replayer replayer = open();
        replayer.poll();
        log.add(registry.appointment(1)).close(NOW, ReplayedLog::withOtherMap).show(NOW);
        replayer.poll();
        acknowledge();
        assertThat(replayer.poll()).isTrue();
        assertThat(replayer.status().cosignedSize())
                .as("what is wrong is never cosigned")
                .isEqualTo(2);

        log.add(registry.appointment(2)).close(NOW).show(NOW);
        assertThat(replayer.poll()).as(replayer.status().problem()).isTrue();
        assertThat(replayer.status().cosignedSize()).isEqualTo(6);
        assertThat(replayer.status().wrongStates()).isEqualTo(1);

        Replayer restarted = open();
        assertThat(restarted.poll())
                .as("acknowledged before: " + restarted.status().problem())
                .isTrue();
    }

    @Test
    void doesNotCosignARightStateWhileEvidenceWaits() throws Exception {
        founded();
        Replayer replayer = open();
        replayer.poll();
        log.add(registry.appointment(1))
                .close(NOW, ReplayedLog::withOtherMap)
                .add(registry.appointment(2))
                .close(NOW)
                .show(NOW);
        replayer.poll();
        assertThat(replayer.status().cosignedSize()).isEqualTo(2);
        assertThat(evidence(replayer).index()).isEqualTo(3);

        Replayer restarted = open();
        assertThat(restarted.poll()).isFalse();
        assertThat(restarted.status().cosignedSize()).isEqualTo(2);
        assertThat(files.list(ReplayerFiles.EVIDENCE)).hasSize(1);
        acknowledge();
        restarted.poll();
        assertThat(restarted.status().cosignedSize()).isEqualTo(6);
    }

    @Test
    void goesOnAfterAVoidLeafAndReportsIt() throws Exception {
        log.add(registry.charter(), registry.byAStranger()).close(NOW).show(NOW);
        Replayer replayer = open();
        assertThat(replayer.poll()).as(replayer.status().problem()).isTrue();
        assertThat(replayer.status().cosignedSize()).isEqualTo(3);
        assertThat(replayer.status().voidLeaves()).isEqualTo(1);
        assertThat(replayer.status().newestVoid()).singleElement().asString().startsWith("leaf 1: ");
    }

    @Test
    void refusesATreeThatEndsInNoStateLeaf() throws Exception {
        log.add(registry.charter()).close(NOW).add(registry.appointment(1)).show(NOW);
        Replayer replayer = open();
        assertThat(replayer.poll()).isFalse();
        assertThat(replayer.checkpoint()).isEmpty();
        assertThat(evidence(replayer).finding().differs()).containsExactly("state");
    }

    @Test
    void refusesAStateFromTheFuture() throws Exception {
        log.add(registry.charter()).close(NOW.plusSeconds(61)).show(NOW);
        Replayer replayer = open();
        assertThat(replayer.poll()).isFalse();
        assertThat(evidence(replayer).finding().differs()).containsExactly("time");
    }

    @Test
    void refusesAStateThatSaysItWasThereBeforeWitnessesSawTheLogEnd() throws Exception {
        founded();
        Replayer replayer = open();
        later(Duration.ofHours(1));
        log.show(now);
        replayer.poll();
        later(Duration.ofSeconds(5));
        Instant backdated = now.minusSeconds(66);
        log.add(registry.appointment(1)).close(backdated).show(now);

        assertThat(replayer.poll()).isFalse();

        StateEvidence evidence = evidence(replayer);
        assertThat(evidence.finding().differs()).containsExactly("time");
        assertThat(evidence.finding().earlier()).isPresent();
        acknowledge();
        replayer.poll();
        assertThat(replayer.status().cosignedSize())
                .as("once somebody has looked into it, it is history")
                .isEqualTo(4);
    }

    @Test
    void takesHistoryAsItIsAndANightWithoutWitnessesToo() throws Exception {
        later(Duration.ofDays(400));
        log.add(registry.charter()).close(NOW).add(registry.appointment(1)).close(NOW);
        log.show(now);
        Replayer replayer = open();
        assertThat(replayer.poll()).as(replayer.status().problem()).isTrue();

        Instant written = now.plus(Duration.ofHours(1));
        later(Duration.ofHours(9));
        log.add(registry.appointment(2, written)).close(written).show(now);
        Replayer restarted = open();
        assertThat(restarted.poll()).as(restarted.status().problem()).isTrue();
        assertThat(restarted.status().cosignedSize()).isEqualTo(6);
    }

    @Test
    void servesAfterARestartWhatItCosignedBefore() throws Exception {
        founded();
        Replayer replayer = open();
        replayer.poll();
        byte[] before = replayer.checkpoint().orElseThrow();
        Replayer restarted = open();
        assertThat(restarted.checkpoint()).hasValue(before);
        assertThat(restarted.poll()).isTrue();
    }

    @Test
    void showsACosignatureOnlyOnceItIsKept() throws Exception {
        founded();
        FailingFiles failing = new FailingFiles(files);
        Replayer replayer = open(failing);
        replayer.poll();
        log.add(registry.appointment(1)).close(NOW).show(NOW);

        failing.failAfter(0, false);
        assertThat(replayer.poll()).isFalse();
        assertThat(replayer.status().cosignedSize()).isEqualTo(2);
        assertThat(open().status().cosignedSize())
                .as("killed before it was kept")
                .isEqualTo(2);

        failing.failAfter(0, true);
        assertThat(replayer.poll()).isFalse();
        assertThat(replayer.status().cosignedSize()).isEqualTo(2);
        assertThat(open().status().cosignedSize())
                .as("killed after it was kept")
                .isEqualTo(4);
        assertThat(replayer.poll()).isTrue();
        assertThat(replayer.status().cosignedSize()).isEqualTo(4);
    }

    @Test
    void writesDownAWrongStateThatCouldNotBeWrittenBefore() throws Exception {
        founded();
        FailingFiles failing = new FailingFiles(files);
        Replayer replayer = open(failing);
        replayer.poll();
        log.add(registry.appointment(1)).close(NOW, ReplayedLog::withOtherMap).show(NOW);
        failing.failAfter(0, false);
        replayer.poll();
        assertThat(files.list(ReplayerFiles.EVIDENCE)).isEmpty();
        log.add(registry.appointment(2)).close(NOW).show(NOW);
        replayer.poll();
        assertThat(evidence(replayer).index()).isEqualTo(3);
        assertThat(replayer.status().cosignedSize()).isEqualTo(2);
    }

    @Test
    void catchesALogThatSignsAnotherHistory() throws Exception {
        founded();
        ReplayedLog other = log.copy();
        log.add(registry.appointment(1)).close(NOW).show(NOW);
        other.add(registry.appointment(2))
                .close(NOW)
                .add(registry.appointment(3))
                .close(NOW);
        Replayer replayer = open();
        replayer.poll();
        other.show(NOW);
        Replayer forked = Replayer.open(files, new Replayer.Settings(other.followed(), KEYS, () -> now), () -> {});

        assertThat(forked.poll()).isFalse();

        assertThat(forked.status().cosignedSize()).isEqualTo(4);
        String name = forked.status().evidence().get(0);
        ForkEvidence evidence = ForkEvidence.parse(
                files.read(ReplayerFiles.EVIDENCE + "/" + name).orElseThrow());
        assertThat(evidence.verify(TestRegistry.LOG.verifierKeys())).isPresent();
        forked.poll();
        assertThat(forked.checkpoint()).hasValue(replayer.checkpoint().orElseThrow());
    }

    @Test
    void doesNotGoBack() throws Exception {
        founded();
        ReplayedLog behind = log.copy();
        log.add(registry.appointment(1)).close(NOW).show(NOW);
        Replayer replayer = open();
        replayer.poll();
        byte[] before = replayer.checkpoint().orElseThrow();
        behind.show(NOW);
        Replayer shownLess = Replayer.open(files, new Replayer.Settings(behind.followed(), KEYS, () -> now), () -> {});
        later(Duration.ofMinutes(10));
        assertThat(shownLess.poll()).isFalse();
        assertThat(shownLess.checkpoint()).hasValue(before);
        assertThat(shownLess.status().evidence()).isEmpty();
    }

    /** A log that is long enough for its state to be kept, replayed and cosigned. */
    private Replayer longReplayed() throws Exception {
        log.add(registry.charter()).close(NOW);
        for (int i = 0; i < Replayer.KEPT_EVERY; i++) {
            log.add(registry.appointment(i));
        }
        log.close(NOW).show(NOW);
        Replayer replayer = open();
        assertThat(replayer.poll()).as(replayer.status().problem()).isTrue();
        return replayer;
    }

    private Replayed kept() throws Exception {
        return new ReplayerFiles(files).replayed(TestKeys.ORIGIN).orElseThrow();
    }

    @Test
    void doesNotJudgeAgainWhatItHasReplayedBefore() throws Exception {
        longReplayed();
        // Nothing else would give it this number.
        new ReplayerFiles(files)
                .replayed(new Replayed(
                        kept().tree(), new Replayed.Found(77, List.of("leaf 5: duplicate"), 0), kept().image()));
        Replayer again = open();
        later(Replayer.REFRESH);
        assertThat(again.poll()).as(again.status().problem()).isTrue();
        assertThat(again.status().voidLeaves()).isEqualTo(77);
        assertThat(again.status().replayed())
                .isEqualTo(log.signed().checkpoint().size());
        assertThat(again.status().cosignedAt()).isEqualTo(now);

        long size = log.signed().checkpoint().size();
        log.add(registry.appointment(0), registry.appointment(1_000_000))
                .close(now)
                .show(now);
        assertThat(again.poll()).as(again.status().problem()).isTrue();
        assertThat(again.status().cosignedSize()).isEqualTo(size + 3);
        assertThat(again.status().newestVoid()).contains("leaf " + size + ": already_signed");
    }

    @Test
    void readsEveryLeafAgainThatItHasReplayedBefore() throws Exception {
        longReplayed();
        Replayer again = open();
        later(Replayer.REFRESH);
        log.breakAfter(10);
        assertThat(again.poll()).isFalse();
        assertThat(again.status().problem()).contains("connection reset");
        assertThat(again.status().cosignedAt()).isEqualTo(NOW);
        log.breakAfter(Integer.MAX_VALUE);
        assertThat(again.poll()).isTrue();
        assertThat(again.status().cosignedAt()).isEqualTo(now);
    }

    @Test
    void replaysAllOfItWhenWhatItKeptIsNotOfThisLogOrWasChanged() throws Exception {
        longReplayed();
        Replayed kept = kept();
        byte[] otherState = new byte[kept.image().remaining()];
        kept.image().get(otherState);
        otherState[new String(otherState, UTF_8).indexOf("\"size\":") + 8] ^= 1;
        byte[] torn = kept.bytes();
        torn[torn.length / 2] ^= 1;
        for (byte[] file : List.of(
                torn,
                new byte[0],
                new Replayed(kept.tree(), new Replayed.Found(77, List.of(), 0), ByteBuffer.wrap(otherState)).bytes(),
                new Replayed(
                                new Checkpoint(TestKeys.ORIGIN, kept.tree().size(), Digest.sha256()),
                                new Replayed.Found(77, List.of(), 0),
                                kept.image())
                        .bytes(),
                new Replayed(
                                new Checkpoint(
                                        "other.example/log",
                                        kept.tree().size(),
                                        kept.tree().root()),
                                new Replayed.Found(77, List.of(), 0),
                                kept.image())
                        .bytes())) {
            files.write("replayed", file);
            Replayer again = open();
            later(Replayer.REFRESH);
            assertThat(again.poll()).as(again.status().problem()).isTrue();
            assertThat(again.status().voidLeaves()).isZero();
            assertThat(again.status().cosignedAt()).isEqualTo(now);
        }
    }

    @Test
    void refusesAKeyThatIsAWitness() {
        assertThatThrownBy(() -> Replayer.open(
                        files,
                        new Replayer.Settings(log.followed(), TestKeys.witness("witness.example/w2"), () -> now),
                        () -> {}))
                .isInstanceOfSatisfying(
                        MalformedException.class, e -> assertThat(e.code()).isEqualTo("replayer_is_witness"));
    }

    @Test
    void isAcknowledgedByAFileBesideTheEvidence(@TempDir Path folder) throws Exception {
        log.add(registry.charter()).close(NOW, ReplayedLog::withOtherMap).show(NOW);
        try (Replayer replayer = Replayer.open(folder, new Replayer.Settings(log.followed(), KEYS, () -> now))) {
            replayer.poll();
            Path file = folder.resolve(log.followed().hash())
                    .resolve("evidence")
                    .resolve(replayer.status().evidence().get(0));
            Acknowledgement said = Acknowledgement.of(file, Files.readAllBytes(file));
            assertThat(said.about()).isEqualTo("leaf 1 of registry.example/log is wrong about map");
            said.write(NOW);
            assertThat(replayer.poll()).isTrue();
            assertThat(replayer.status().stopped()).isFalse();

            Path renamed = Files.copy(
                    file, folder.resolve("state-1-" + Digest.sha256().hex().substring(0, 16) + ".txt"));
            assertThatThrownBy(() -> Acknowledgement.of(renamed, Files.readAllBytes(renamed)))
                    .isInstanceOfSatisfying(
                            MalformedException.class, e -> assertThat(e.code()).isEqualTo("evidence_renamed"));
        }
    }
}
