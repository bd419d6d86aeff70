package org.rescueregistry.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rescueregistry.key.Digest;
import org.rescueregistry.log.Checkpoint;
import org.rescueregistry.log.LogSigner;
import org.rescueregistry.log.Merkle;
import org.rescueregistry.log.SignedCheckpoint;
import org.rescueregistry.log.TileHashes;

class LogWriterTest {
    private static final LogSigner KEY = TestKeys.log(TestKeys.ORIGIN);

    private final LogFiles files = new MemoryFiles();
    private final List<byte[]> replayed = new ArrayList<>();

    private LogWriter open(LogFiles files) throws Exception {
        replayed.clear();
        return LogWriter.open(files, guard(files), KEY, LeafList.to(replayed)).writer();
    }

    private static ForkGuard guard(LogFiles files) {
        return new FileForkGuard(files, TestKeys.ORIGIN, () -> {});
    }

    private static List<byte[]> leaves(int from, int count) {
        return IntStream.range(from, from + count)
                .mapToObj(i -> ("leaf " + i).getBytes(UTF_8))
                .toList();
    }

    private static Digest naiveRoot(int size) {
        return Merkle.root(leaves(0, size).stream().map(Merkle::leafHash).toList());
    }

    @Test
    void anEmptyLogHasNoSignedCheckpoint() throws Exception {
        LogWriter.Opened opened = LogWriter.open(files, guard(files), KEY, LeafList.to(replayed));

        assertThat(opened.signed()).isEmpty();
        assertThat(opened.published()).isEmpty();
        assertThat(opened.writer().size()).isZero();
    }

    @Test
    void signsTheTreeOfAllLeavesAndTakesItUpAgain() throws Exception {
        int size = 0;
        for (int batch : new int[] {1, 2, 250, 3, 1, 700, 256, 19}) {
            SignedCheckpoint signed = open(files).append(leaves(size, batch));
            size += batch;
            assertThat(signed.checkpoint()).isEqualTo(new Checkpoint(TestKeys.ORIGIN, size, naiveRoot(size)));
        }

        LogWriter.Opened opened = LogWriter.open(files, guard(files), KEY, LeafList.to(new ArrayList<>()));
        open(files);

        assertThat(opened.signed().orElseThrow().checkpoint().size()).isEqualTo(size);
        assertThat(replayed).containsExactlyElementsOf(leaves(0, size));
    }

    @Test
    void whatItWroteIsReadByWhoeverReadsTiles() throws Exception {
        LogWriter writer = open(files);
        for (int size = 0; size < 600; size += 150) {
            SignedCheckpoint signed = writer.append(leaves(size, 150));
            TileHashes tiles = new TileHashes(
                    size + 150, path -> files.read(path.toString()).orElseThrow());

            assertThat(tiles.root()).isEqualTo(signed.checkpoint().root());
            assertThat(tiles.inclusionProof(size + 7)
                            .verify(Merkle.leafHash(("leaf " + (size + 7)).getBytes(UTF_8)), tiles.root())
                            .isProven())
                    .isTrue();
        }
    }

    @Nested
    class Recovery {

        @ParameterizedTest
        @ValueSource(strings = {"kill", "power cut"})
        void losesNothingAcknowledgedAndSignsNothingTwiceDifferentlyWhereverTheProcessDies(String how)
                throws Exception {
            long seed = 20261121;
            Random chance = new Random(seed);
            int points = 0;
            for (int start : new int[] {0, 255}) {
                for (boolean done : new boolean[] {false, true}) {
                    boolean died = true;
                    for (int at = 0; died; at++, points++) {
                        died = dieOnce(start, at, done, how, chance);
                    }
                }
            }
            assertThat(points).isGreaterThan(80);
        }

        /** A log of {@code start} leaves is opened and appended to by a process that dies after {@code at} steps. */
        private boolean dieOnce(int start, int at, boolean done, String how, Random chance) throws Exception {
            FragileDisk disk = new FragileDisk(Path.of("/"));
            LogFiles fragile = new ForcedFiles(Path.of("/log"), disk);
            Map<Long, Digest> signedRoots = new HashMap<>();
            if (start > 0) {
                note(signedRoots, open(fragile).append(leaves(0, start)).checkpoint());
            }
            int acknowledged = start;
            boolean died = false;
            disk.dieAfter(at, done);
            try {
                LogWriter writer = open(new ForcedFiles(Path.of("/log"), disk));
                SignedCheckpoint first = writer.append(leaves(start, 2));
                note(signedRoots, first.checkpoint());
                acknowledged = start + 2;
                writer.publish(first);
                note(signedRoots, writer.append(leaves(start + 2, 3)).checkpoint());
                acknowledged = start + 5;
            } catch (FragileDisk.Died e) {
                died = true;
            }
            FragileDisk left = how.equals("kill") ? disk.afterKill() : disk.afterPowerCut(chance);
            LogFiles after = new ForcedFiles(Path.of("/log"), left);
            // The next process has other leaves to append, and is itself killed or cut off, and followed by a third.
            LogWriter second = open(after);
            int kept = (int) second.size();
            assertThat(kept).isBetween(acknowledged, start + 5);
            assertThat(replayed).containsExactlyElementsOf(leaves(0, kept));
            left.dieAfter(chance.nextInt(12), chance.nextBoolean());
            try {
                second.append(List.of("another leaf".getBytes(UTF_8)));
            } catch (FragileDisk.Died e) {
                // So be it.
            }
            LogFiles last = new ForcedFiles(
                    Path.of("/log"), chance.nextBoolean() ? left.afterKill() : left.afterPowerCut(chance));
            LogWriter.Opened opened = LogWriter.open(last, guard(last), KEY, LeafList.to(replayed));
            opened.signed().ifPresent(signed -> note(signedRoots, signed.checkpoint()));
            assertThat(opened.writer().size()).isBetween((long) kept, kept + 1L);
            return died;
        }

        private void note(Map<Long, Digest> signedRoots, Checkpoint signed) {
            Digest before = signedRoots.put(signed.size(), signed.root());
            assertThat(before).isIn(null, signed.root());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void doesNothingMoreAfterAWriteFailed(boolean afterwards) throws Exception {
        for (int write = 0; write < 3; write++) {
            MemoryFiles disk = new MemoryFiles();
            open(disk).append(leaves(0, 2));
            FailingFiles failing = new FailingFiles(disk);
            LogWriter writer = LogWriter.open(failing, guard(failing), KEY, LeafList.to(new ArrayList<>()))
                    .writer();
            failing.failAfter(write, afterwards);

            assertThatThrownBy(() -> writer.append(leaves(2, 1))).hasMessageContaining("no space left");
            assertThatThrownBy(() -> writer.append(leaves(2, 1))).hasMessageContaining("restart the process");

            LogWriter next = open(disk);
            assertThat(next.size()).isBetween(2L, 3L);
            assertThat(next.append(leaves((int) next.size(), 1)).checkpoint().root())
                    .isEqualTo(naiveRoot((int) next.size()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"foo", "x999999999999999999999", "999999999999999999999", "007", "0", "-8", "256", "7.old"})
    void whatIsNoEntryBundleByItsNameIsNoEntry(String name) throws Exception {
        open(files).append(leaves(0, 5));
        files.write("tile/entries/000.p/" + name, new byte[] {1});

        assertThat(open(files).size()).isEqualTo(5);
    }

    @Nested
    class RefusesToSign {
        @TempDir
        Path folder;

        @Test
        void afterOneByteOfAnyFileChanged() throws Exception {
            try (ForkGuard guard = ForkGuard.in(folder, TestKeys.ORIGIN)) {
                LogWriter writer = LogWriter.open(LogFiles.in(folder), guard, KEY, LeafList.to(new ArrayList<>()))
                        .writer();
                writer.publish(writer.append(leaves(0, 257)));
                writer.append(leaves(257, 2));
                writer.close();
            }
            List<Path> all;
            try (var walk = Files.walk(folder)) {
                all = walk.filter(Files::isRegularFile).toList();
            }
            int changed = 0;
            for (Path file : all) {
                String name = folder.relativize(file).toString();
                if (name.equals("lock")) {
                    continue;
                }
                byte[] bytes = Files.readAllBytes(file);
                bytes[bytes.length / 3] ^= 1;
                Files.write(file, bytes);
                assertThatThrownBy(() -> {
                            try (ForkGuard guard = ForkGuard.in(folder, TestKeys.ORIGIN)) {
                                LogWriter.open(LogFiles.in(folder), guard, KEY, LeafList.to(new ArrayList<>()));
                            }
                        })
                        .as(name)
                        .isInstanceOfAny(SigningRefusedException.class, IOException.class);
                bytes[bytes.length / 3] ^= 1;
                Files.write(file, bytes);
                changed++;
            }
            // Checkpoint, guard, and what is settled; and of 257 and 259 leaves: a full and two partial tiles and
            // bundles, one of level 1.
            assertThat(changed).isEqualTo(3 + 3 + 3 + 1);
        }

        @Test
        void anOlderCopyOfTheFiles() throws Exception {
            MemoryFiles live = new MemoryFiles();
            ForkGuard guard = guard(new MemoryFiles());
            LogWriter writer = LogWriter.open(live, guard, KEY, LeafList.to(new ArrayList<>()))
                    .writer();
            writer.append(leaves(0, 5));
            MemoryFiles backup = live.copy();
            writer.append(leaves(5, 5));

            assertThatThrownBy(() -> LogWriter.open(backup, guard, KEY, LeafList.to(new ArrayList<>())))
                    .isInstanceOfSatisfying(
                            SigningRefusedException.class,
                            e -> assertThat(e.code()).isEqualTo("files_differ"));
        }

        @Test
        void anOlderForkGuard() throws Exception {
            MemoryFiles live = new MemoryFiles();
            MemoryFiles guards = new MemoryFiles();
            LogWriter writer = LogWriter.open(live, guard(guards), KEY, LeafList.to(new ArrayList<>()))
                    .writer();
            writer.append(leaves(0, 5));
            MemoryFiles older = guards.copy();
            writer.append(leaves(5, 5));

            assertThatThrownBy(() -> LogWriter.open(live, guard(older), KEY, LeafList.to(new ArrayList<>())))
                    .isInstanceOfSatisfying(
                            SigningRefusedException.class,
                            e -> assertThat(e.code()).isEqualTo("fork_guard_behind"));
        }

        @Test
        void asTheSecondOfTwoWritersWithOneGuard() throws Exception {
            ForkGuard guard = guard(new MemoryFiles());
            MemoryFiles live = new MemoryFiles();
            LogWriter first = LogWriter.open(live, guard, KEY, LeafList.to(new ArrayList<>()))
                    .writer();
            LogWriter second = LogWriter.open(live.copy(), guard, KEY, LeafList.to(new ArrayList<>()))
                    .writer();
            first.append(leaves(0, 2));

            assertThatThrownBy(() -> second.append(leaves(7, 2)))
                    .isInstanceOfSatisfying(
                            SigningRefusedException.class,
                            e -> assertThat(e.code()).isEqualTo("fork_guard_differs"));
        }
    }
}
