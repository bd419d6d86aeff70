package org.rescueregistry.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/**
 * A replayer that follows a growing log until that lies: it never falls behind what it cosigned, never cosigns the lie, and once it has
 * shown that it stands still it does so after a restart.
 */
final class ReplayerFaults implements FaultScenario {
    private static final int FOUNDED = 2;

    /** Trees whose state is right; the next one's is not. */
    private static final int[] RIGHT = {4, 6, 8};

    private static final int WRONG = 10;

    private final TestRegistry registry = new TestRegistry();
    private final ReplayedLog log = new ReplayedLog();
    private Instant now = TestRegistry.NOW;
    private int size;

    private Replayer.Settings settings() {
        return new Replayer.Settings(log.followed(), TestKeys.witness("peer.example/replayer"), () -> now);
    }

    Replayer open(LogFiles files) throws Exception {
        return Replayer.open(files, settings(), () -> {});
    }

    /** Lets the log grow to this size, the lie included if it is as large as that. */
    private void grow(int to) throws Exception {
        while (size < to) {
            now = now.plusSeconds(10);
            log.add(size == 0 ? registry.charter() : registry.appointment(size, now));
            size += 2;
            if (size == WRONG) {
                log.close(now, ReplayedLog::withOtherMap);
            } else {
                log.close(now);
            }
        }
        log.show(now);
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
