package org.rescueregistry.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What every {@link LogFiles} does. */
abstract class LogFilesContract {
    abstract LogFiles files() throws IOException;

    /** The same files seen by a process started anew. */
    abstract LogFiles reopened() throws IOException;

    @Test
    void readsNothingWhereNothingWasWritten() throws IOException {
        assertThat(files().read("checkpoint")).isEmpty();
        assertThat(files().read("tile/0/x001/234.p/7")).isEmpty();
    }

    @Test
    void readsWhatWasWrittenAlsoAfterARestart() throws IOException {
        LogFiles files = files();
        files.write(new TreeMap<>(Map.of(
                "tile/0/x001/234", "full".getBytes(UTF_8),
                "tile/0/x001/235.p/7", "partial".getBytes(UTF_8),
                "checkpoint", "signed".getBytes(UTF_8))));

        for (LogFiles seen : new LogFiles[] {files, reopened()}) {
            assertThat(seen.read("tile/0/x001/234").orElseThrow()).asString().isEqualTo("full");
            assertThat(seen.read("tile/0/x001/235.p/7").orElseThrow())
                    .asString()
                    .isEqualTo("partial");
            assertThat(seen.read("checkpoint").orElseThrow()).asString().isEqualTo("signed");
        }
    }

    @Test
    void replacesTheWholeFile() throws IOException {
        LogFiles files = files();
        files.write("checkpoint", "a long first text".getBytes(UTF_8));
        files.write("checkpoint", "short".getBytes(UTF_8));

        assertThat(files.read("checkpoint").orElseThrow()).asString().isEqualTo("short");
        assertThat(reopened().read("checkpoint").orElseThrow()).asString().isEqualTo("short");
    }

    @Test
    void aNameIsClaimedOnceByWhomever() throws IOException {
        LogFiles files = files();
        assertThat(files.claim("journal/1")).isTrue();
        assertThat(files.claim("journal/1")).isFalse();
        files.append("journal/1", List.of("kept".getBytes(UTF_8)));

        assertThat(reopened().claim("journal/1")).isFalse();
        assertThat(reopened().read("journal/1").orElseThrow()).asString().isEqualTo("kept");
        assertThat(files().claim("journal/2")).isTrue();
    }

    @Test
    void keepsItsOwnCopy() throws IOException {
        LogFiles files = files();
        byte[] given = "signed".getBytes(UTF_8);
        files.write("checkpoint", given);
        given[0] = 'X';
        files.read("checkpoint").orElseThrow()[0] = 'Y';

        assertThat(files.read("checkpoint").orElseThrow()).asString().isEqualTo("signed");
    }
}
