package org.rescueregistry.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.rescueregistry.fetch.LogSource;
import org.rescueregistry.log.TilePath;

/**
 * A replayer that follows a growing log until that lies: it never falls behind what it cosigned, never cosigns the lie, and once it has
 * shown that it stands still it does so after a restart.
 */
final class ReplayerFaults implements FaultScenario {
    private static final int FOUNDED = 2;

    /** Trees whose state is right; the next one's is not. */
    private static final int[] RIGHT = {4, 6};

    private static final int WRONG = 8;
    private static final int BATCH = 2;

    /** The log at each of its sizes. Made once: to sign it takes longer than all that a replayer does with it. */
    private static final List<ReplayedLog> GROWING = growing();

    private int size;

    /** What the log shows at the time. */
    private final LogSource log = new LogSource() {
        @Override
        public byte[] checkpoint() {
            return shown().checkpoint();
        }

        @Override
        public byte[] read(TilePath path) throws IOException {
            return shown().read(path);
        }
    };

    private static List<ReplayedLog> growing() {
        TestRegistry registry = new TestRegistry();
        List<ReplayedLog> logs = new ArrayList<>();
        ReplayedLog last = new ReplayedLog();
        for (int size = FOUNDED; size <= WRONG; size += BATCH) {
            Instant at = at(size);
            last = last.copy().add(size == FOUNDED ? registry.charter() : registry.appointment(size, at));
            try {
                logs.add((size == WRONG ? last.close(at, ReplayedLog::withOtherMap) : last.close(at)).show(at));
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }
        return logs;
    }

    private static Instant at(int size) {
        return TestRegistry.NOW.plusSeconds(10L * size);
    }

    private ReplayedLog shown() {
        return GROWING.get(size / BATCH - 1);
    }

    private Replayer.Settings settings() {
        Mirror.Followed followed = new Mirror.Followed(
                TestKeys.ORIGIN, TestRegistry.LOG.verifierKeys(), GROWING.get(0).policy(), log);
        return new Replayer.Settings(followed, TestKeys.witness("peer.example/replayer"), () -> at(size));
    }

    Replayer open(LogFiles files) throws Exception {
        return Replayer.open(files, settings(), () -> {});
    }

    /** Lets the log grow to this size, the lie included if it is as large as that. */
    private void grow(int to) {
        size = Math.max(size, to);
    }

    @Override
    public void prepare(Path folder) throws Exception {
        grow(FOUNDED);
        try (Replayer replayer = Replayer.open(folder, settings())) {
            assertThat(replayer.poll()).as(replayer.status().problem()).isTrue();
        }
    }

    @Override
    public Work open(Path folder, Consumer<String> say) throws Exception {
        Replayer replayer = Replayer.open(folder, settings());
        return () -> {
            follow(replayer, at -> say.accept("stands at " + at));
            replayer.close();
        };
    }

    /** Follows the log from size to size, and tells each that is cosigned, at last the one that is refused. */
    void follow(Replayer replayer, IntConsumer stands) throws Exception {
        for (int next : RIGHT) {
            grow(next);
            if (!replayer.poll()) {
                throw new IOException("does not get on: " + replayer.status().problem());
            }
            stands.accept(next);
        }
        grow(WRONG);
        if (replayer.poll() || !replayer.status().stopped()) {
            throw new IOException(
                    "has not written the lie down: " + replayer.status().problem());
        }
        stands.accept(WRONG);
    }

    @Override
    public void check(Path folder, List<String> said) throws Exception {
        int promised = said.stream()
                .filter(line -> line.startsWith("stands at "))
                .mapToInt(line -> Integer.parseInt(line.split(" ")[2]))
                .max()
                .orElse(FOUNDED);
        try (Replayer replayer = Replayer.open(folder, settings())) {
            assertThat(standsAt(replayer)).isGreaterThanOrEqualTo(promised);
        }
    }

    /** Where a replayer stands by what is on its disk alone. */
    static long reads(Replayer replayer) {
        return replayer.status().stopped() ? WRONG : replayer.status().cosignedSize();
    }

    /** Where a replayer stands: whatever happened before, it comes to the last right tree and stops at the wrong one. */
    long standsAt(Replayer replayer) throws Exception {
        long at = reads(replayer);
        int lastRight = RIGHT[RIGHT.length - 1];
        if (at < WRONG) {
            grow(lastRight);
            assertThat(replayer.poll()).as(replayer.status().problem()).isTrue();
            assertThat(replayer.status().cosignedSize()).isEqualTo(lastRight);
        }
        grow(WRONG);
        assertThat(replayer.poll()).isFalse();
        assertThat(replayer.status().stopped()).isTrue();
        assertThat(replayer.status().cosignedSize()).isEqualTo(lastRight);
        return at;
    }
}
