package org.rescueregistry.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.rescueregistry.key.Digest;
import org.rescueregistry.log.Checkpoint;
import org.rescueregistry.log.Merkle;

/**
 * What must not be forgotten is not, wherever the process dies or the power goes: before and after every call on the disk, with any part of
 * what was not forced surviving. {@link LogWriterTest} does the same for a log.
 */
class PowerCutTest {
    private static final long SEED = Long.getLong("rescue.seed", new Random().nextLong());
    private static final int CUTS_AT_EACH_STEP = 12;
    private static final int CUTS_AFTER_A_KILL = 8;
    private static final Path FOLDER = Path.of("/kept");

    private final Random chance = new Random(SEED);
    private int cuts;

    /** Something kept on a disk, that is moved on from one number to the next. */
    private interface Kept {
        /** Moves on, until the disk dies; adds each number that it has promised to stand at. */
        void moveOn(LogFiles files, List<Integer> promised) throws Exception;

        /** Where it stands, taken up anew. */
        long standsAt(LogFiles files) throws Exception;

        /** Where it stands as far as a process reads that was just started, and changes nothing. */
        long reads(LogFiles files) throws Exception;
    }

    @Test
    void theForkGuardNeverFallsBehindWhatItLetPass() throws Exception {
        survives(CUTS_AT_EACH_STEP, new Kept() {
            private static final int[] SIZES = {2, 5, 9};

            @Override
            public void moveOn(LogFiles files, List<Integer> promised) throws Exception {
                ForkGuard guard = guard(files);
                Checkpoint held = guard.held();
                for (int size : SIZES) {
                    Checkpoint next = new Checkpoint(TestKeys.ORIGIN, size, Digest.sha256(new byte[size]));
                    guard.advance(held, next);
                    promised.add(size);
                    held = next;
                }
            }

            @Override
            public long reads(LogFiles files) throws IOException {
                return standsAt(files);
            }

            @Override
            public long standsAt(LogFiles files) throws IOException {
                Checkpoint held = guard(files).held();
                assertThat(held.root())
                        .isEqualTo(held.size() == 0 ? Merkle.EMPTY_ROOT : Digest.sha256(new byte[(int) held.size()]));
                return held.size();
            }

            private ForkGuard guard(LogFiles files) {
                return new FileForkGuard(files, TestKeys.ORIGIN, () -> {});
            }
        });
    }

    @Test
    void aWitnessNeverFallsBehindWhatItCosigned() throws Exception {
        WitnessFaults faults = new WitnessFaults();
        survives(2, new Kept() {
            @Override
            public void moveOn(LogFiles files, List<Integer> promised) throws Exception {
                faults.cosign(new FileWitnessState(files, () -> {}), 0, promised::add);
            }

            @Override
            public long standsAt(LogFiles files) throws Exception {
                return faults.standsAt(new FileWitnessState(files, () -> {}));
            }

            @Override
            public long reads(LogFiles files) throws Exception {
                byte[] note = new FileWitnessState(files, () -> {})
                        .latest(TestKeys.ORIGIN)
                        .orElse(null);
                return note == null ? 0 : LogFaults.checkpoint(note).size();
            }
        });
    }

    @Test
    void aMirrorHasWholeWhateverItServes() throws Exception {
        MirrorFaults faults = new MirrorFaults();
        survives(1, new Kept() {
            @Override
            public void moveOn(LogFiles files, List<Integer> promised) throws Exception {
                faults.follow(faults.open(files), promised::add);
            }

            @Override
            public long standsAt(LogFiles files) throws Exception {
                return faults.standsAt(faults.open(files));
            }

            @Override
            public long reads(LogFiles files) throws Exception {
                return faults.open(files).status().keptSize();
            }
        });
    }

    @Test
    void aReplayerNeverFallsBehindWhatItCosignedNorForgetsALie() throws Exception {
        ReplayerFaults faults = new ReplayerFaults();
        survives(1, new Kept() {
            @Override
            public void moveOn(LogFiles files, List<Integer> promised) throws Exception {
                ReplayerFaults log = new ReplayerFaults();
                log.follow(log.open(files), promised::add);
            }

            @Override
            public long standsAt(LogFiles files) throws Exception {
                ReplayerFaults log = new ReplayerFaults();
                return log.standsAt(log.open(files));
            }

            @Override
            public long reads(LogFiles files) throws Exception {
                return ReplayerFaults.reads(faults.open(files));
            }
        });
    }

    private void survives(int cutsAtEachStep, Kept kept) throws Exception {
        for (boolean done : new boolean[] {false, true}) {
            boolean died = true;
            for (int step = 0; died; step++) {
                for (int cut = 0; cut < cutsAtEachStep; cut++) {
                    died = dieOnce(kept, step, done, chance.nextInt(3) == 0);
                }
                remembersWhatTheNextProcessRead(kept, step, done);
            }
        }
        assertThat(cuts).isGreaterThan(10 * cutsAtEachStep);
    }

    /**
     * A process is killed, perhaps between a rename and the forcing of the name; the next one reads, somebody relies on what it says,
     * and then the power goes.
     */
    private void remembersWhatTheNextProcessRead(Kept kept, int step, boolean done) throws Exception {
        FragileDisk disk = new FragileDisk(Path.of("/"));
        disk.dieAfter(step, done);
        try {
            kept.moveOn(new ForcedFiles(FOLDER, disk), new ArrayList<>());
        } catch (IOException e) {
            // Killed.
        }
        FragileDisk next = disk.afterKill();
        long read = kept.reads(new ForcedFiles(FOLDER, next));
        for (int cut = 0; cut < CUTS_AFTER_A_KILL; cut++) {
            FragileDisk left = next.afterKill().afterPowerCut(chance);
            assertThat(kept.reads(new ForcedFiles(FOLDER, left)))
                    .as("seed %s, step %s, done %s", SEED, step, done)
                    .isGreaterThanOrEqualTo(read);
        }
    }

    /** Whether it came so far that it died. */
    private boolean dieOnce(Kept kept, int step, boolean done, boolean killed) throws Exception {
        FragileDisk disk = new FragileDisk(Path.of("/"));
        List<Integer> promised = new ArrayList<>(List.of(0));
        disk.dieAfter(step, done);
        boolean died = false;
        try {
            kept.moveOn(new ForcedFiles(FOLDER, disk), promised);
        } catch (IOException e) {
            // The disk's own, or said once more by what was moved on.
            died = true;
        }
        cuts++;
        FragileDisk left = killed ? disk.afterKill() : disk.afterPowerCut(chance);
        assertThat(kept.standsAt(new ForcedFiles(FOLDER, left)))
                .as("seed %s, step %s, done %s, killed %s", SEED, step, done, killed)
                .isGreaterThanOrEqualTo(promised.get(promised.size() - 1));
        return died;
    }
}
