package org.rescueregistry.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;

/**
 * Writers on one folder with nothing but the fork guard between them, in one thread: one opens, appends or closes in the middle of what
 * another does, before any change of its files; then all are killed or the power goes. {@link TwoWritersTest} does it with threads and time.
 */
class InterleavedWritersTest {
    private static final long SEED = Long.getLong("rescue.seed", new Random().nextLong());
    private static final int ROUNDS = 30;
    private static final int LIVES = 3;
    private static final int ACTIONS = 8;
    private static final int WRITERS = 3;
    private static final int FURTHEST_CHANGE = 6;
    private static final Path FOLDER = Path.of("/log");

    private final Random chance = new Random(SEED);

    private FragileDisk disk = new FragileDisk(Path.of("/"));
    private ForkGuard guard = guard();
    private final LogWriter[] writers = new LogWriter[WRITERS];
    private final List<Integer> busy = new ArrayList<>();

    /** Leaves whose writer was told that they are durable; the log ends at least where they do. */
    private final List<String> acknowledged = new ArrayList<>();

    private SignedTrees signed = new SignedTrees();
    /** Until somebody does something in between. */
    private int changesLeft;

    private boolean powerWillGo;

    private int leaves;
    private int lost;
    private int passed;

    private final class InterruptedFiles implements LogFiles {
        private final LogFiles files;

        InterruptedFiles(LogFiles files) {
            this.files = files;
        }

        private LogFiles interrupted() {
            if (changesLeft-- == 0) {
                act();
            }
            return files;
        }

        @Override
        public Optional<byte[]> read(String name) throws IOException {
            return files.read(name);
        }

        @Override
        public void write(SortedMap<String, byte[]> written) throws IOException {
            interrupted().write(written);
        }

        @Override
        public void expose(Map<String, byte[]> exposed) throws IOException {
            interrupted().expose(exposed);
        }

        @Override
        public void settle(Collection<String> names) throws IOException {
            interrupted().settle(names);
        }

        @Override
        public boolean claim(String name) throws IOException {
            return interrupted().claim(name);
        }

        @Override
        public void append(String name, List<byte[]> parts) throws IOException {
            interrupted().append(name, parts);
        }

        @Override
        public List<String> list(String folder) throws IOException {
            return interrupted().list(folder);
        }

        @Override
        public void remove(Collection<String> names) throws IOException {
            interrupted().remove(names);
        }
    }

    private static ForkGuard guard() {
        return new FileForkGuard(new MemoryFiles(), TestKeys.ORIGIN, () -> {});
    }

    private LogWriter open(List<byte[]> replayed) throws IOException, SigningRefusedException {
        LogFiles files = new InterruptedFiles(new ForcedFiles(FOLDER, disk));
        return LogWriter.open(files, guard, TestKeys.log(TestKeys.ORIGIN), LeafList.to(replayed))
                .writer();
    }

    @Test
    void noLeafIsLostAndNothingIsRefusedOnceTheOthersAreGone() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            disk = new FragileDisk(Path.of("/"));
            guard = guard();
            signed = new SignedTrees();
            acknowledged.clear();
            for (int life = 0; life < LIVES; life++) {
                powerWillGo = chance.nextBoolean();
                for (int action = 0; action < ACTIONS; action++) {
                    changesLeft = chance.nextInt(FURTHEST_CHANGE);
                    act();
                }
                changesLeft = -1;
                disk = powerWillGo ? disk.afterPowerCut(chance) : disk.afterKill();
                Arrays.fill(writers, null);
                holdsAllOfIt();
            }
        }
        assertThat(passed).isGreaterThan(ROUNDS);
        assertThat(lost).isGreaterThan(ROUNDS);
    }

    private void holdsAllOfIt() {
        List<byte[]> replayed = new ArrayList<>();
        try {
            open(replayed).close();
        } catch (IOException | SigningRefusedException e) {
            throw new AssertionError("-Drescue.seed=" + SEED, e);
        }
        assertThat(replayed.stream().map(leaf -> new String(leaf, UTF_8)))
                .as("-Drescue.seed=%s", SEED)
                .containsAll(acknowledged)
                .doesNotHaveDuplicates();
    }

    /** Whoever is in the middle of something does nothing else. */
    private void act() {
        int writer = chance.nextInt(WRITERS);
        if (busy.contains(writer)) {
            return;
        }
        busy.add(writer);
        try {
            act(writer);
        } catch (SigningRefusedException | IOException stopped) {
            lost++;
            writers[writer] = null;
        } finally {
            busy.remove(Integer.valueOf(writer));
        }
    }

    private void act(int writer) throws IOException, SigningRefusedException {
        LogWriter log = writers[writer];
        if (log == null) {
            // In the middle of another's append it would force files that the other then exposes once
            // more, unforced. Only the lock keeps a power cut from finding them so.
            writers[writer] = powerWillGo && busy.size() > 1 ? null : open(new ArrayList<>());
        } else if (chance.nextInt(6) == 0) {
            writers[writer] = null;
            log.close();
        } else {
            String leaf = "leaf " + leaves++;
            signed.add(log.append(List.of(leaf.getBytes(UTF_8))).checkpoint());
            acknowledged.add(leaf);
            passed++;
        }
    }
}
