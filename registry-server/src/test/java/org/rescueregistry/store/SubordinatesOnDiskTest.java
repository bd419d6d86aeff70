package org.rescueregistry.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SubordinatesOnDiskTest {
    @TempDir
    Path folder;

    @Test
    void givesBackWhatWasWrittenLast() throws IOException {
        Path path = folder.resolve("subordinates.json");
        assertThat(new SubordinatesOnDisk(path).read()).isEmpty();
        new SubordinatesOnDisk(path).write(new byte[] {1, 2, 3});
        new SubordinatesOnDisk(path).write(new byte[] {4});
        assertThat(new SubordinatesOnDisk(path).read()).contains(new byte[] {4});
    }

    @Test
    void isNotDisturbedByAWriteThatWasCutOff() throws IOException {
        Path path = folder.resolve("subordinates.json");
        new SubordinatesOnDisk(path).write(new byte[] {1, 2, 3});
        Files.write(folder.resolve("subordinates.json.new"), new byte[] {9, 9, 9, 9});
        assertThat(new SubordinatesOnDisk(path).read()).contains(new byte[] {1, 2, 3});
        new SubordinatesOnDisk(path).write(new byte[] {4});
        assertThat(new SubordinatesOnDisk(path).read()).contains(new byte[] {4});
    }
}
