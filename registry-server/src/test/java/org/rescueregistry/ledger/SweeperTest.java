package org.rescueregistry.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweeperTest {
    @TempDir
    private Path folder;

    private LogFiles files;
    private ForkGuard guard;
    private LogWriter writer;
    private Sweeper sweeper;

    @BeforeEach
    void aLogOf700Leaves() throws Exception {
        files = LogFiles.in(folder);
        guard = new FileForkGuard(files, TestKeys.ORIGIN, () -> {});
        sweeper = new Sweeper(files);
        writer = open();
        for (int size = 0; size < 700; size += 50) {
            append(50);
        }
    }

    private LogWriter open() throws Exception {
        return LogWriter.open(files, guard, TestKeys.log(TestKeys.ORIGIN), LeafList.to(new ArrayList<>()))
                .writer();
    }

    private void append(int leaves) throws Exception {
        int size = (int) writer.size();
        writer.publish(writer.append(IntStream.range(size, size + leaves)
                .mapToObj(i -> ("leaf " + i).getBytes(UTF_8))
                .toList()));
    }

    private List<String> partial() throws IOException {
        try (var all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .filter(name -> name.contains(".p/"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void removesPartialTilesOnlyOneRoundAfterTheFullOneWasPublic() throws Exception {
        List<String> before = partial();
        sweeper.round(700);
        assertThat(partial()).isEqualTo(before).contains("tile/0/000.p/50", "tile/entries/001.p/94");

        append(68 + 5);
        sweeper.round(773);

        assertThat(partial())
                .allMatch(name -> name.contains("002.p/") || name.contains("003.p/") || name.startsWith("tile/1/"));
        assertThat(partial()).contains("tile/0/002.p/188", "tile/entries/003.p/5", "tile/1/000.p/2");
        assertThat(folder.resolve("tile/0/000.p")).doesNotExist();

        sweeper.round(773);
        assertThat(partial()).allMatch(name -> name.contains("003.p/") || name.startsWith("tile/1/"));
    }

    @Test
    void whatIsLeftIsStillTheWholeLog() throws Exception {
        sweeper.sweep(700);
        append(3);

        assertThat(open().size()).isEqualTo(703);
        assertThat(LogWriter.openAtEdge(new LogHome(files, guard, TestKeys.log(TestKeys.ORIGIN)))
                        .writer()
                        .size())
                .isEqualTo(703);
    }

    @Test
    void goesOnWhereItDied() throws Exception {
        List<String> left = partial();
        for (int at = 0; !left.isEmpty() && at < 10; at++) {
            FailingFiles failing = new FailingFiles(files);
            failing.failAfter(new Random(at).nextInt(2), at % 2 == 0);
            try {
                new Sweeper(failing).sweep(700);
            } catch (IOException died) {
                // As a process does.
            }
        }
        new Sweeper(files).sweep(700);

        assertThat(partial()).allMatch(name -> name.contains("002.p/") || name.startsWith("tile/1/"));
        assertThat(open().size()).isEqualTo(700);
    }

    @Test
    void aRoundThatFailsIsMadeUpFor() throws Exception {
        FailingFiles failing = new FailingFiles(files);
        Sweeper unlucky = new Sweeper(failing);
        unlucky.round(700);
        failing.failAfter(0, false);
        assertThatThrownBy(() -> failing.remove(List.of())).isInstanceOf(IOException.class);
        failing.failAfter(0, false);
        unlucky.round(700);
        assertThat(partial()).contains("tile/0/000.p/50");

        unlucky.round(700);
        assertThat(partial()).doesNotContain("tile/0/000.p/50");
    }
}
