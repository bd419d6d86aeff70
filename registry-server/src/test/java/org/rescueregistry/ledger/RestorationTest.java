package org.rescueregistry.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rescueregistry.log.Checkpoint;
import org.rescueregistry.log.SignedCheckpoint;
import org.rescueregistry.log.TileReader;

/** Yesterday's copy of a log is put back, and brought to where the log has been since, or not. */
class RestorationTest {
    private final MemoryFiles files = new MemoryFiles();

    private static ForkGuard guard(LogFiles files) {
        return new FileForkGuard(files, TestKeys.ORIGIN, () -> {});
    }

    /** Appends with the real writer; the guard is a file among the others. */
    private static SignedCheckpoint grow(LogFiles files, int to, String name) throws Exception {
        LogWriter.Opened opened =
                LogWriter.open(files, guard(files), TestKeys.log(TestKeys.ORIGIN), LeafList.to(new ArrayList<>()));
        List<byte[]> leaves = new ArrayList<>();
        for (long i = opened.writer().size(); i < to; i++) {
            leaves.add((name + " leaf " + i).getBytes(UTF_8));
        }
        SignedCheckpoint signed = leaves.isEmpty()
                ? opened.signed().orElseThrow()
                : opened.writer().append(leaves);
        files.write(LogWriter.PUBLISHED, signed.note().toBytes());
        return signed;
    }

    private static SignedCheckpoint open(LogFiles files) throws Exception {
        return LogWriter.open(files, guard(files), TestKeys.log(TestKeys.ORIGIN), LeafList.to(new ArrayList<>()))
                .signed()
                .orElseThrow();
    }

    private static TileReader tiles(LogFiles files) {
        return path -> files.read(path.toString()).orElseThrow(() -> new FileNotFoundException(path.toString()));
    }

    private static Restoration.Result restore(
            LogFiles files, Checkpoint held, List<Restoration.Seen> seen, TileReader... mirrors) throws Exception {
        List<Restoration.Source> sources = new ArrayList<>();
        for (TileReader mirror : mirrors) {
            sources.add(new Restoration.Source("mirror " + (sources.size() + 1), mirror));
        }
        return new Restoration(
                        new Restoration.Home(files, guard(files), held),
                        TestKeys.log(TestKeys.ORIGIN).verifierKeys(),
                        null)
                .run(seen, sources);
    }

    private static List<Restoration.Seen> seen(SignedCheckpoint... trees) {
        List<Restoration.Seen> seen = new ArrayList<>();
        for (SignedCheckpoint tree : trees) {
            seen.add(new Restoration.Seen("w" + (seen.size() + 1), tree));
        }
        return seen;
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 512, 900, 1024})
    void missingLeavesComeFromAMirrorAndTheLogGoesOnFromThere(int now) throws Exception {
        Checkpoint held = grow(files, 300, "a").checkpoint();
        MemoryFiles mirror = files.copy();
        SignedCheckpoint newest = grow(mirror, now, "a");

        Restoration.Result result = restore(files, held, seen(newest), tiles(mirror));

        assertThat(result).isEqualTo(new Restoration.Current(300, newest.checkpoint()));
        assertThat(open(files).checkpoint()).isEqualTo(newest.checkpoint());
        assertThat(files.read(LogWriter.PUBLISHED)).contains(newest.note().toBytes());
        assertThat(grow(files, now + 5, "a").checkpoint())
                .isEqualTo(grow(mirror, now + 5, "a").checkpoint());
    }

    @Test
    void restoringTwiceChangesNothingMore() throws Exception {
        Checkpoint held = grow(files, 300, "a").checkpoint();
        MemoryFiles mirror = files.copy();
        SignedCheckpoint newest = grow(mirror, 900, "a");
        restore(files, held, seen(newest), tiles(mirror));

        assertThat(restore(files, guard(files).held(), seen(newest), tiles(mirror)))
                .isEqualTo(new Restoration.Current(900, newest.checkpoint()));
        assertThat(restore(files, held, seen(newest))).isEqualTo(new Restoration.Current(300, newest.checkpoint()));
        assertThat(open(files).checkpoint()).isEqualTo(newest.checkpoint());
    }

    @Test
    void withoutAMirrorItSaysWhatIsGoneAndMovesNothing() throws Exception {
        Checkpoint held = grow(files, 300, "a").checkpoint();
        SignedCheckpoint newest = grow(files.copy(), 900, "a");

        Restoration.Result result = restore(files, held, seen(newest));

        assertThat(result).isInstanceOfSatisfying(Restoration.Gone.class, gone -> {
            assertThat(gone.from()).isEqualTo(300);
            assertThat(gone.to()).isEqualTo(900);
            assertThat(gone.knownBy()).isEqualTo("w1");
            assertThat(gone.why()).contains("no mirror was given");
        });
        assertThat(guard(files).held()).isEqualTo(held);
    }

    @Test
    void aMirrorThatLiesIsPassedOverForTheNext() throws Exception {
        Checkpoint held = grow(files, 300, "a").checkpoint();
        MemoryFiles mirror = files.copy();
        SignedCheckpoint newest = grow(mirror, 900, "a");
        MemoryFiles lie = new MemoryFiles();
        grow(lie, 900, "b");

        assertThat(restore(files.copy(), held, seen(newest), tiles(lie)))
                .isInstanceOfSatisfying(
                        Restoration.Gone.class, gone -> assertThat(gone.why()).contains("mirror 1", "signed"));
        TileReader oneEntry = path -> {
            byte[] bytes = tiles(mirror).read(path);
            if (path.isEntries() && path.index() == 2) {
                bytes[10] ^= 1;
            }
            return bytes;
        };
        assertThat(restore(files, held, seen(newest), tiles(lie), oneEntry, tiles(mirror)))
                .isEqualTo(new Restoration.Current(300, newest.checkpoint()));
        assertThat(open(files).checkpoint()).isEqualTo(newest.checkpoint());
    }

    @Test
    void aForkAmongWhatWasSeenIsToldWithEvidence() throws Exception {
        Checkpoint held = grow(files, 300, "a").checkpoint();
        MemoryFiles mirror = files.copy();
        SignedCheckpoint newest = grow(mirror, 900, "a");
        MemoryFiles other = files.copy();
        SignedCheckpoint fork = grow(other, 500, "b");

        Restoration.Result result = restore(files, held, seen(newest, fork), tiles(mirror));

        assertThat(result).isInstanceOfSatisfying(Restoration.Forked.class, forked -> {
            assertThat(forked.message()).contains("w2 has seen another tree of 500 leaves");
            assertThat(forked.evidence()).isPresent();
        });
        assertThat(guard(files).held()).isEqualTo(held);
    }

    @Test
    void aBackupOfAnotherHistoryIsRefused() throws Exception {
        Checkpoint held = grow(files, 300, "b").checkpoint();
        MemoryFiles mirror = new MemoryFiles();
        SignedCheckpoint newest = grow(mirror, 900, "a");
        assertThat(restore(files, held, seen(newest), tiles(mirror))).isInstanceOf(Restoration.Forked.class);
        assertThat(guard(files).held()).isEqualTo(held);
    }

    @Test
    void whateverItDiesAtTheSameCallFinishesIt() throws Exception {
        grow(files, 300, "a");
        MemoryFiles mirror = files.copy();
        SignedCheckpoint newest = grow(mirror, 900, "a");
        for (boolean afterwards : new boolean[] {false, true}) {
            for (int writes = 0; writes < 5; writes++) {
                MemoryFiles disk = files.copy();
                Checkpoint held = guard(disk).held();
                FailingFiles failing = new FailingFiles(disk);
                failing.failAfter(writes, afterwards);
                try {
                    restore(failing, held, seen(newest), tiles(mirror));
                } catch (IOException diskFull) {
                    // As it should be.
                }
                long guarded = guard(disk).held().size();
                assertThat(guarded).isIn(300L, 900L);
                assertThat(restore(disk, held, seen(newest), tiles(mirror)))
                        .isEqualTo(new Restoration.Current(300, newest.checkpoint()));
                assertThat(open(disk).checkpoint()).isEqualTo(newest.checkpoint());
            }
        }
    }

    @Test
    void anEmptyFolderIsFilledFromMirrorsAlone() throws Exception {
        MemoryFiles mirror = new MemoryFiles();
        SignedCheckpoint newest = grow(mirror, 900, "a");
        Checkpoint nothing = guard(files).held();
        assertThat(restore(files, nothing, seen(newest), tiles(mirror)))
                .isEqualTo(new Restoration.Current(0, newest.checkpoint()));
        assertThat(open(files).checkpoint()).isEqualTo(newest.checkpoint());
    }

    @Test
    void whatIsDamagedHereIsMendedFromAMirror() throws Exception {
        grow(files, 900, "a");
        // Settles the journal, which would mend it too.
        SignedCheckpoint newest = open(files);
        MemoryFiles mirror = files.copy();
        byte[] bundle = files.read("tile/entries/001").orElseThrow();
        bundle[17] ^= 1;
        files.write("tile/entries/001", bundle);
        assertThatThrownBy(() -> open(files)).isInstanceOf(SigningRefusedException.class);

        assertThat(restore(files, newest.checkpoint(), seen(newest))).isInstanceOf(Restoration.Gone.class);
        restore(files, newest.checkpoint(), seen(newest), tiles(mirror));
        assertThat(open(files).checkpoint()).isEqualTo(newest.checkpoint());
        assertThat(files.read("tile/entries/001").orElseThrow())
                .isEqualTo(mirror.read("tile/entries/001").orElseThrow());
    }
}
