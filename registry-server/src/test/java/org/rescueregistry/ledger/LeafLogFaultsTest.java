package org.rescueregistry.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rescueregistry.key.Digest;
import org.rescueregistry.log.Checkpoint;
import org.rescueregistry.log.EntryBundle;
import org.rescueregistry.log.Merkle;
import org.rescueregistry.log.SignedCheckpoint;
import org.rescueregistry.log.SignedNote;
import org.rescueregistry.log.TileHashes;
import org.rescueregistry.log.TilePath;
import org.rescueregistry.log.VerifierKey;

/** A leaf log whose process dies, whose power goes and whose disk is full, at every step of its three threads. */
class LeafLogFaultsTest {
    private static final Path ROOT = Path.of("/log");
    private static final List<VerifierKey> KEYS = TestKeys.log(TestKeys.ORIGIN).verifierKeys();

    /** Signed roots by size, over all processes that a log had. */
    private final TreeMap<Long, Digest> signed = new TreeMap<>();

    private static LeafLog open(LogFiles files) throws Exception {
        return LeafLog.open(
                new LogHome(files, new FileForkGuard(files, TestKeys.ORIGIN, () -> {}), TestKeys.log(TestKeys.ORIGIN)),
                LeafLog.Limits.DEFAULT);
    }

    private static byte[] leaf(int i) {
        return ("leaf " + i).getBytes(UTF_8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"kill", "power cut"})
    void losesNothingAcknowledgedAndSignsNothingTwiceDifferently(String how) throws Exception {
        Random chance = new Random(20261122);
        int points = 0;
        for (boolean done : new boolean[] {false, true}) {
            boolean died = true;
            for (int at = 0; died; at += 2, points++) {
                FragileDisk disk = new FragileDisk(Path.of("/"));
                disk.dieAfter(at, done);
                died = run(disk, chance);
                FragileDisk left = how.equals("kill") ? disk.afterKill() : disk.afterPowerCut(chance);
                // The second process dies, too, somewhere, and a third one looks.
                left.dieAfter(chance.nextInt(40), chance.nextBoolean());
                boolean unused = run(left, chance);
                FragileDisk last = chance.nextBoolean() ? left.afterKill() : left.afterPowerCut(chance);
                check(new ForcedFiles(ROOT, last));
                signed.clear();
                acknowledged.clear();
            }
        }
        assertThat(points).isGreaterThan(20);
    }

    /** Leaves by their index. */
    private final TreeMap<Long, String> acknowledged = new TreeMap<>();

    /** Three batches, of which some may be on their way together; true if the process died. */
    private boolean run(FragileDisk disk, Random chance) throws Exception {
        LeafLog log;
        try {
            log = open(new ForcedFiles(ROOT, disk));
        } catch (IOException died) {
            return true;
        }
        List<CompletableFuture<LeafLog.Added>> answers = new ArrayList<>();
        int first = chance.nextInt(1000);
        for (int i = 0; i < 270; i++) {
            answers.add(log.add(leaf(first + i)).toCompletableFuture());
            if (i % 90 == 89 && chance.nextBoolean()) {
                answers.get(i)
                        .exceptionally(failure -> new LeafLog.Added.At(0, false))
                        .get(30, TimeUnit.SECONDS);
            }
        }
        boolean died = false;
        for (int i = 0; i < answers.size(); i++) {
            try {
                LeafLog.Added.At at = (LeafLog.Added.At)
                        answers.get(i).orTimeout(30, TimeUnit.SECONDS).join();
                String before = acknowledged.put(at.index(), "leaf " + (first + i));
                assertThat(before).isIn(null, "leaf " + (first + i));
            } catch (CompletionException e) {
                assertThat(e).hasCauseInstanceOf(LedgerStoppedException.class);
                died = true;
            }
        }
        note(log.checkpoint());
        return died;
    }

    private void note(byte[] note) throws Exception {
        Checkpoint tree = SignedCheckpoint.verify(SignedNote.parse(note), KEYS).checkpoint();
        assertThat(signed.put(tree.size(), tree.root())).isIn(null, tree.root());
    }

    /** Every bundle and tile of the log that is taken up is there and right, and every acknowledged leaf where it was promised. */
    private void check(LogFiles files) throws Exception {
        try (LeafLog log = open(files)) {
            note(log.checkpoint());
            List<Digest> hashes = new ArrayList<>();
            for (long from = 0; from < log.size(); from += TilePath.FULL_WIDTH) {
                TilePath path = TilePath.entries(
                        from / TilePath.FULL_WIDTH, (int) Math.min(TilePath.FULL_WIDTH, log.size() - from));
                for (byte[] entry :
                        EntryBundle.parse(path, log.tile(path).orElseThrow()).entries()) {
                    String leaf = new String(entry, UTF_8);
                    assertThat(acknowledged.getOrDefault((long) hashes.size(), leaf))
                            .isEqualTo(leaf);
                    hashes.add(Merkle.leafHash(entry));
                }
            }
            assertThat(acknowledged.isEmpty() ? 0 : acknowledged.lastKey() + 1).isLessThanOrEqualTo(log.size());
            assertThat(hashes).doesNotHaveDuplicates();
            TileHashes tiles = new TileHashes(log.size(), path -> log.tile(path).orElseThrow());
            Digest root = Merkle.root(hashes);
            assertThat(tiles.root()).isEqualTo(root);
            assertThat(signed.lastEntry().getValue()).isEqualTo(root);
            for (int i = 0; i < hashes.size(); i++) {
                assertThat(tiles.leafHash(i)).isEqualTo(hashes.get(i));
            }
        }
    }

    @Test
    void aFullDiskStopsItCleanlyAndARestartWithRoomGoesOn() throws Exception {
        Random chance = new Random(7);
        int stops = 0;
        for (long room = 0; room < 40_000; room += 1777) {
            FragileDisk disk = new FragileDisk(Path.of("/"));
            disk.fillAfter(room);
            boolean stopped = run(disk, chance);
            disk.fillAfter(Long.MAX_VALUE);
            check(new ForcedFiles(ROOT, disk));
            assertThat(run(disk, chance)).isFalse();
            check(new ForcedFiles(ROOT, disk));
            stops += stopped ? 1 : 0;
            signed.clear();
            acknowledged.clear();
        }
        assertThat(stops).isGreaterThan(5);
    }

    @Test
    void refusesYesterdaysFilesAndAChangedEdge(@TempDir Path folder) throws Exception {
        LogFiles guards = LogFiles.in(folder.resolve("guards"));
        MemoryFiles files = new MemoryFiles();
        LogHome home = home(files, guards);
        MemoryFiles yesterday;
        try (LeafLog log = LeafLog.open(home, LeafLog.Limits.DEFAULT)) {
            add(log, 0, 300);
            yesterday = files.copy();
            add(log, 300, 310);
        }

        refuses(home(yesterday, guards));
        for (TilePath edge : List.of(
                TilePath.hashes(0, 1, 54),
                TilePath.hashes(0, 0, 256),
                TilePath.hashes(1, 0, 1),
                TilePath.entries(1, 54),
                TilePath.entries(0, 256))) {
            MemoryFiles changed = files.copy();
            byte[] bytes = changed.read(edge.toString()).orElseThrow();
            bytes[bytes.length / 2] ^= 1;
            changed.write(edge.toString(), bytes);
            refuses(home(changed, guards));
            changed.remove(List.of(edge.toString()));
            refuses(home(changed, guards));
        }
        LeafLog.open(home, LeafLog.Limits.DEFAULT).close();
    }

    @Test
    void refusesAJournalThatIsDamagedBeforeItsEnd() throws Exception {
        MemoryFiles files = new MemoryFiles();
        LogHome home = home(files, files);
        LeafLog log = LeafLog.open(home, LeafLog.Limits.DEFAULT);
        for (int i = 0; i < 5; i++) {
            add(log, 10 * i, 10 * i + 10);
        }
        // The process dies without closing; its journal stays.
        MemoryFiles left = files.copy();
        String segment = "journal/" + left.list("journal").get(0);
        byte[] journal = left.read(segment).orElseThrow();
        for (int at = 0; at < journal.length; at += 97) {
            MemoryFiles damaged = left.copy();
            byte[] bytes = journal.clone();
            bytes[at] ^= 1;
            damaged.write(segment, bytes);
            refuses(home(damaged, damaged));
        }
        LeafLog next = LeafLog.open(home(left, left), LeafLog.Limits.DEFAULT);
        assertThat(next.size()).isEqualTo(50);
        add(next, 50, 51);
        next.close();
        assertThat(left.list("journal")).containsExactly("settled");
        log.close();
    }

    private static LogHome home(LogFiles files, LogFiles guards) {
        return new LogHome(files, new FileForkGuard(guards, TestKeys.ORIGIN, () -> {}), TestKeys.log(TestKeys.ORIGIN));
    }

    private static void add(LeafLog log, int from, int to) throws Exception {
        for (int i = from; i < to; i++) {
            var unused = log.add(leaf(i)).toCompletableFuture().get(30, TimeUnit.SECONDS);
        }
    }

    private static void refuses(LogHome home) {
        assertThatThrownBy(() -> LeafLog.open(home, LeafLog.Limits.DEFAULT))
                .isInstanceOfSatisfying(
                        SigningRefusedException.class, e -> assertThat(e.code()).isEqualTo("files_differ"));
    }
}
