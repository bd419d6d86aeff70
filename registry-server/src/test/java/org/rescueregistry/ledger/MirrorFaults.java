package org.rescueregistry.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.rescueregistry.fetch.LogCheck;
import org.rescueregistry.fetch.LogSource;
import org.rescueregistry.log.Checkpoint;
import org.rescueregistry.log.TilePath;

/** A mirror that follows a growing log: what it once serves, it serves whole, and it never goes back. */
final class MirrorFaults implements FaultScenario {
    /** At the third the partial tiles of the first go. */
    private static final int[] SIZES = {3, 258, 259, 260};

    private static final int LARGEST = 300;

    private final MirrorTest.Followed log = new MirrorTest.Followed("a");
    private Instant now = Instant.ofEpochSecond(1_795_000_000);

    /** Whenever it is looked at, it is time to sweep. */
    private final InstantSource clock = () -> {
        now = now.plus(Sweeper.GRACE);
        return now;
    };

    private Mirror.Followed followed() {
        return new Mirror.Followed(
                TestKeys.ORIGIN, TestKeys.log(TestKeys.ORIGIN).verifierKeys(), null, log);
    }

    private Mirror open(Path folder) throws Exception {
        return Mirror.open(folder, followed(), clock);
    }

    Mirror open(LogFiles files) throws Exception {
        return Mirror.open(files, followed(), clock, () -> {});
    }

    @Override
    public void prepare(Path folder) throws Exception {
        try (Mirror mirror = open(folder)) {
            log.show(2);
            assertThat(mirror.poll()).isTrue();
        }
    }

    @Override
    public Work open(Path folder, Consumer<String> say) throws Exception {
        Mirror mirror = open(folder);
        return () -> {
            follow(mirror, size -> say.accept("keeps " + size));
            mirror.close();
        };
    }

    /** Follows the log from size to size, and tells each that is served. */
    void follow(Mirror mirror, IntConsumer kept) throws Exception {
        for (int size : SIZES) {
            log.show(size);
            if (!mirror.poll()) {
                throw new IOException("does not get on: " + mirror.status().problem());
            }
            kept.accept(size);
        }
    }

    @Override
    public void check(Path folder, List<String> said) throws Exception {
        long promised = said.stream()
                .filter(line -> line.startsWith("keeps "))
                .mapToInt(line -> Integer.parseInt(line.split(" ")[1]))
                .max()
                .orElse(2);
        try (Mirror mirror = open(folder)) {
            assertThat(standsAt(mirror)).isGreaterThanOrEqualTo(promised);
        }
    }

    /** Where a mirror stands: it has that tree whole, and goes on from there. */
    long standsAt(Mirror mirror) throws Exception {
        long at = mirror.status().keptSize();
        if (at > 0) {
            hasAllOf(mirror, mirror.status().kept().checkpoint());
        }
        log.show(LARGEST);
        assertThat(mirror.poll()).as(mirror.status().problem()).isTrue();
        hasAllOf(mirror, log.show(LARGEST).signed().checkpoint());
        return at;
    }

    private static void hasAllOf(Mirror mirror, Checkpoint tree) {
        LogSource served = new LogSource() {
            @Override
            public byte[] checkpoint() {
                return mirror.checkpoint().orElseThrow();
            }

            @Override
            public byte[] read(TilePath path) throws IOException {
                return mirror.tile(path).orElseThrow(() -> new FileNotFoundException(path.toString()));
            }
        };
        assertThat(new LogCheck(served, 1, (done, of, bytes) -> {}).run(tree).troubles())
                .isEmpty();
    }
}
