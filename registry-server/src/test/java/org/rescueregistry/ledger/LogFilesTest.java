package org.rescueregistry.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFilesTest {

    @Nested
    class InMemory extends LogFilesContract {
        private final LogFiles files = new MemoryFiles();

        @Override
        LogFiles files() {
            return files;
        }

        @Override
        LogFiles reopened() {
            return files;
        }
    }

    @Nested
    class InAFolder extends LogFilesContract {
        @TempDir
        Path folder;

        @Override
        LogFiles files() {
            return LogFiles.in(folder.resolve("log"));
        }

        @Override
        LogFiles reopened() {
            return LogFiles.in(folder.resolve("log"));
        }

        @Test
        void refusesNamesThatLeaveTheFolder() {
            for (String name : List.of("../x", "tile/../x", "/etc/passwd", "tile//0", "", "a~", ".hidden", "tile/.p")) {
                assertThatThrownBy(() -> files().read(name)).isInstanceOf(IllegalArgumentException.class);
            }
        }

        @Test
        void leavesNoUnfinishedFileBehind() throws IOException {
            files().write("tile/0/000.p/1", new byte[32]);

            try (var all = Files.walk(folder)) {
                assertThat(all.filter(Files::isRegularFile)
                                .map(Path::getFileName)
                                .map(Path::toString))
                        .containsExactly("1");
            }
        }
    }

    @Nested
    class OnADiskThatMayDie extends LogFilesContract {
        private static final Path ROOT = Path.of("/log");
        private FragileDisk disk = new FragileDisk(Path.of("/"));

        @Override
        LogFiles files() {
            return new ForcedFiles(ROOT, disk);
        }

        @Override
        LogFiles reopened() {
            disk = disk.afterPowerCut(new Random(1));
            return new ForcedFiles(ROOT, disk);
        }

        @Test
        void everyFileIsOldOrNewWhereverThePowerGoes() throws IOException {
            Random chance = new Random(20261121);
            int points = 0;
            for (boolean done : new boolean[] {false, true}) {
                for (int at = 0; ; at++) {
                    FragileDisk fragile = new FragileDisk(Path.of("/"));
                    LogFiles files = new ForcedFiles(ROOT, fragile);
                    files.write("checkpoint", "old".getBytes(UTF_8));
                    fragile.dieAfter(at, done);
                    boolean returned = true;
                    try {
                        files.write(new TreeMap<>(
                                Map.of("checkpoint", "new".getBytes(UTF_8), "tile/0/000.p/1", "new".getBytes(UTF_8))));
                    } catch (FragileDisk.Died died) {
                        returned = false;
                    }

                    // The next process, too, may die of a power cut, after the first was killed.
                    FragileDisk left = chance.nextBoolean() ? fragile : fragile.afterKill();
                    LogFiles after = new ForcedFiles(ROOT, left.afterPowerCut(chance));
                    String checkpoint = new String(after.read("checkpoint").orElseThrow(), UTF_8);
                    String tile = after.read("tile/0/000.p/1")
                            .map(b -> new String(b, UTF_8))
                            .orElse("absent");

                    assertThat(checkpoint).isIn("old", "new");
                    assertThat(tile).isIn("absent", "new");
                    if (returned) {
                        assertThat(checkpoint + tile).isEqualTo("newnew");
                        break;
                    }
                    points++;
                }
            }
            assertThat(points).isGreaterThan(20);
        }

        @Test
        void forcesAgainTheFoldersThatAKilledProcessMade() throws IOException {
            for (int at = 0; at < 12; at++) {
                FragileDisk fragile = new FragileDisk(Path.of("/"));
                fragile.dieAfter(at, true);
                try {
                    new ForcedFiles(ROOT, fragile).write("tile/0/000.p/1", "first".getBytes(UTF_8));
                } catch (FragileDisk.Died died) {
                    // Killed, with folders that exist but are not durable.
                }
                FragileDisk second = fragile.afterKill();
                new ForcedFiles(ROOT, second).write("tile/0/000.p/2", "second".getBytes(UTF_8));

                LogFiles after = new ForcedFiles(ROOT, second.afterPowerCut(new Random(at)));
                assertThat(after.read("tile/0/000.p/2")).isPresent();
            }
        }
    }
}
