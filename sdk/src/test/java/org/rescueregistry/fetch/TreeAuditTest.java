package org.rescueregistry.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rescueregistry.log.Checkpoint;
import org.rescueregistry.log.SignedNote;
import org.rescueregistry.wire.MalformedException;

/** One byte of every kind of file, and the place that is named for it. */
class TreeAuditTest {
    private static final String ORIGIN = "registry.example/log";
    private static final int SIZE = 530;

    private final MemoryLog log = new MemoryLog(ORIGIN);

    @BeforeEach
    void publish() {
        List<byte[]> leaves = IntStream.range(0, SIZE)
                .mapToObj(i -> ("{leaf " + i + "}").getBytes(StandardCharsets.US_ASCII))
                .toList();
        log.publish(leaves, 3, Instant.ofEpochSecond(1_795_000_000));
    }

    private List<Trouble> audit() {
        try {
            Checkpoint checkpoint =
                    Checkpoint.parse(SignedNote.parse(log.checkpoint()).text());
            return new TreeAudit(log, checkpoint).run();
        } catch (MalformedException | IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aWholeTreeIsClean() {
        assertThat(audit()).isEmpty();
    }

    @Test
    void namesEveryFileOfWhichOneByteWasChanged() {
        for (String path : List.copyOf(log.files.keySet())) {
            if (path.equals("checkpoint")) {
                continue;
            }
            byte[] bytes = log.files.get(path);
            for (int at : new int[] {0, 1, bytes.length / 2, bytes.length - 1}) {
                bytes[at] ^= 1;
                assertThat(audit()).as(path + " byte " + at).isNotEmpty();
                assertThat(audit())
                        .as(path + " byte " + at)
                        .allMatch(t -> t.place().equals(path));
                bytes[at] ^= 1;
            }
        }
    }

    @Test
    void namesTheEntryThatWasChanged() {
        byte[] bundle = log.files.get("tile/entries/001");
        bundle[bundle.length - 1] ^= 1;
        assertThat(audit())
                .singleElement()
                .satisfies(trouble -> assertThat(trouble.message()).contains("leaf 511"));
    }

    @Test
    void namesAMissingFile() {
        log.files.remove("tile/0/001");
        assertThat(audit()).singleElement().satisfies(trouble -> {
            assertThat(trouble.kind()).isEqualTo(Trouble.Kind.UNREACHABLE);
            assertThat(trouble.place()).isEqualTo("tile/0/001");
        });
    }
}
