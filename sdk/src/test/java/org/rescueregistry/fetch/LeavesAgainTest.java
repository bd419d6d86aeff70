package org.rescueregistry.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rescueregistry.log.Checkpoint;
import org.rescueregistry.log.SignedNote;
import org.rescueregistry.log.TilePath;
import org.rescueregistry.wire.MalformedException;

class LeavesAgainTest {
    private static final int SIZE = 530;

    private final MemoryLog log = new MemoryLog("registry.example/log");

    /** Gives bundles into the reader's array, too, as files do. */
    private final LogSource roomy = new LogSource() {
        @Override
        public byte[] checkpoint() throws IOException {
            return log.checkpoint();
        }

        @Override
        public byte[] read(TilePath path) throws IOException {
            return log.read(path);
        }

        @Override
        public int read(TilePath path, byte[] room) throws IOException {
            byte[] bytes = log.read(path);
            System.arraycopy(bytes, 0, room, 0, bytes.length);
            return bytes.length;
        }
    };

    @BeforeEach
    void publish() {
        List<byte[]> leaves = IntStream.range(0, SIZE)
                .mapToObj(i -> ("{leaf " + i + "}").getBytes(StandardCharsets.US_ASCII))
                .toList();
        log.publish(leaves, 3, Instant.ofEpochSecond(1_795_000_000));
    }

    private void require(LogSource source, long leaves) throws IOException {
        try {
            Checkpoint checkpoint =
                    Checkpoint.parse(SignedNote.parse(log.checkpoint()).text());
            LeavesAgain.require(new VerifiedTiles(checkpoint, source), SIZE, leaves);
        } catch (MalformedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void takesTheLeavesThatWereSigned() {
        for (LogSource source : List.of(log, roomy)) {
            for (int leaves : new int[] {0, 1, 256, 257, 512, SIZE}) {
                assertThatCode(() -> require(source, leaves)).doesNotThrowAnyException();
            }
        }
    }

    @Test
    void refusesEveryBundleOfWhichAByteWasChanged() {
        for (LogSource source : List.of(log, roomy)) {
            for (Map.Entry<String, byte[]> file : log.files.entrySet()) {
                if (!file.getKey().startsWith("tile/entries/")) {
                    continue;
                }
                byte[] bytes = file.getValue();
                for (int at : new int[] {0, 1, 2, bytes.length / 2, bytes.length - 1}) {
                    bytes[at] ^= 1;
                    assertThatThrownBy(() -> require(source, SIZE))
                            .as(file.getKey() + " byte " + at)
                            .isInstanceOf(UntrueTileException.class)
                            .hasMessageContaining(file.getKey());
                    bytes[at] ^= 1;
                }
            }
        }
    }

    @Test
    void saysWhichBundleIsMissing() {
        for (String path : new ArrayList<>(log.files.keySet())) {
            if (path.startsWith("tile/entries/")) {
                byte[] bytes = log.files.remove(path);
                assertThatThrownBy(() -> require(roomy, SIZE))
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining(path);
                log.files.put(path, bytes);
            }
        }
        assertThat(log.files.keySet())
                .filteredOn(path -> path.startsWith("tile/entries/"))
                .hasSize(3);
    }
}
