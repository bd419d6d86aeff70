package org.rescueregistry.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rescueregistry.log.Checkpoint;
import org.rescueregistry.log.Merkle;
import org.rescueregistry.log.SignedCheckpoint;
import org.rescueregistry.log.SignedNote;
import org.rescueregistry.log.TileHashes;
import org.rescueregistry.log.TilePath;

class LeafLogTest {
    @TempDir
    private Path folder;

    private final List<LeafLog> opened = new ArrayList<>();

    private LeafLog open(LogFiles files, LeafLog.Limits limits) throws Exception {
        ForkGuard guard = ForkGuard.in(folder.resolve("guard"), TestKeys.ORIGIN);
        LeafLog log = LeafLog.open(new LogHome(files, guard, TestKeys.log(TestKeys.ORIGIN)), limits);
        opened.add(log);
        return log;
    }

    private LeafLog open() throws Exception {
        return open(LogFiles.in(folder), LeafLog.Limits.DEFAULT);
    }

    @AfterEach
    void close() throws IOException {
        for (LeafLog log : opened) {
            log.close();
        }
    }

    private static byte[] leaf(int i) {
        return ("leaf " + i).getBytes(UTF_8);
    }

    private static LeafLog.Added get(CompletionStage<LeafLog.Added> answer) throws Exception {
        return answer.toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    private static List<CompletableFuture<LeafLog.Added>> addAll(LeafLog log, int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> log.add(leaf(i)).toCompletableFuture())
                .toList();
    }

    private static Checkpoint published(LeafLog log) throws Exception {
        return SignedCheckpoint.verify(
                        SignedNote.parse(log.checkpoint()),
                        TestKeys.log(TestKeys.ORIGIN).verifierKeys())
                .checkpoint();
    }

    @Test
    void anEmptyLogServesASignedCheckpoint() throws Exception {
        assertThat(published(open())).isEqualTo(new Checkpoint(TestKeys.ORIGIN, 0, Merkle.EMPTY_ROOT));
    }

    @Test
    void answersWithTheIndexOnceTheLeafIsUnderThePublishedCheckpoint() throws Exception {
        LeafLog log = open();
        for (int i = 0; i < 5; i++) {
            assertThat(get(log.add(leaf(i)))).isEqualTo(new LeafLog.Added.At(i, true));
            assertThat(log.size()).isEqualTo(i + 1);
        }
        Checkpoint tree = published(log);

        TileHashes hashes = new TileHashes(tree.size(), path -> log.tile(path).orElseThrow());
        assertThat(hashes.root()).isEqualTo(tree.root());
        assertThat(hashes.leafHash(3)).isEqualTo(Merkle.leafHash(leaf(3)));
    }

    @Test
    void theSameLeafHasOneIndexAlsoInABatchFromManyThreadsAndAfterARestart() throws Exception {
        LeafLog log = open();
        List<CompletableFuture<LeafLog.Added>> answers = IntStream.range(0, 20_000)
                .parallel()
                .mapToObj(i -> log.add(leaf(i % 3000)).toCompletableFuture())
                .toList();
        long[] index = new long[3000];
        int fresh = 0;
        for (int i = 0; i < 3000; i++) {
            index[i] = ((LeafLog.Added.At) get(answers.get(i))).index();
        }
        for (int i = 0; i < answers.size(); i++) {
            LeafLog.Added.At at = (LeafLog.Added.At) get(answers.get(i));
            assertThat(at.index()).isEqualTo(index[i % 3000]);
            fresh += at.fresh() ? 1 : 0;
        }
        assertThat(fresh).isEqualTo(3000);
        assertThat(index).doesNotHaveDuplicates();
        log.close();

        LeafLog again = open();
        assertThat(again.size()).isEqualTo(3000);
        for (int i = 0; i < 3000; i += 100) {
            assertThat(get(again.add(leaf(i)))).isEqualTo(new LeafLog.Added.At(index[i], false));
        }
        assertThat(get(again.add(leaf(3000)))).isEqualTo(new LeafLog.Added.At(3000, true));
    }

    @Test
    void givesNoTileBeyondThePublishedCheckpoint() throws Exception {
        LeafLog log = open();
        for (CompletableFuture<LeafLog.Added> answer : addAll(log, 0, 300)) {
            get(answer);
        }

        assertThat(log.tile(TilePath.hashes(0, 0, 256))).isPresent();
        assertThat(log.tile(TilePath.hashes(1, 0, 1))).isPresent();
        assertThat(log.tile(TilePath.entries(1, 44))).isPresent();
        assertThat(log.tile(TilePath.entries(1, 45))).isEmpty();
        assertThat(log.tile(TilePath.entries(2, 1))).isEmpty();
        assertThat(log.tile(TilePath.hashes(1, 0, 2))).isEmpty();
    }

    @Test
    void isBusyWhenTooMuchWaits() throws Exception {
        LeafLog log = open(LogFiles.in(folder), new LeafLog.Limits(50, 1 << 20, 10, 1 << 20, Duration.ofSeconds(7)));
        List<CompletableFuture<LeafLog.Added>> answers = addAll(log, 0, 5000);
        int busy = 0;
        int at = 0;
        for (CompletableFuture<LeafLog.Added> answer : answers) {
            if (get(answer) instanceof LeafLog.Added.Busy no) {
                assertThat(no.retryAfter()).isEqualTo(Duration.ofSeconds(7));
                busy++;
            } else {
                at++;
            }
        }
        assertThat(busy).isPositive();
        assertThat(log.size()).isEqualTo(at);
    }

    @Test
    void finishesWhatWaitsWhenItIsClosedAndTakesNoMore() throws Exception {
        LeafLog log = open();
        List<CompletableFuture<LeafLog.Added>> answers = addAll(log, 0, 1000);
        log.close();

        for (CompletableFuture<LeafLog.Added> answer : answers) {
            assertThat(get(answer)).isInstanceOf(LeafLog.Added.At.class);
        }
        assertThatThrownBy(() -> get(log.add(leaf(1000))))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(LedgerStoppedException.class);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void losesNothingAcknowledgedWhenAWriteFails(boolean afterwards) throws Exception {
        int acknowledged = 0;
        for (int write = 2; write < 14; write++) {
            FailingFiles failing = new FailingFiles(LogFiles.in(folder));
            LeafLog log = open(failing, LeafLog.Limits.DEFAULT);
            failing.failAfter(write % 6, afterwards);
            for (int i = 0; i < 3; i++) {
                try {
                    int next = Math.toIntExact(Math.max(acknowledged, log.size()));
                    assertThat(get(log.add(leaf(next)))).isEqualTo(new LeafLog.Added.At(next, true));
                    acknowledged = next + 1;
                } catch (ExecutionException e) {
                    assertThat(e).hasCauseInstanceOf(LedgerStoppedException.class);
                }
            }
            log.close();

            LeafLog next = open();
            assertThat(next.size()).isBetween((long) acknowledged, acknowledged + 1L);
            for (int i = 0; i < next.size(); i++) {
                assertThat(get(next.add(leaf(i)))).isEqualTo(new LeafLog.Added.At(i, false));
            }
            acknowledged = (int) next.size();
            next.close();
        }
    }

    @Test
    void answersThoseWhoWaitWhenItsHeapIsFull() throws Exception {
        FailingFiles failing = new FailingFiles(LogFiles.in(folder));
        LeafLog log = open(failing, LeafLog.Limits.DEFAULT);
        failing.fillHeap();

        assertThatThrownBy(() -> get(log.add(leaf(0))))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(LedgerStoppedException.class)
                .hasMessageContaining("no room");
        assertThat(log.stopped().toCompletableFuture()).isDone();
        log.close();
    }
}
