package org.rescueregistry.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProgressTextTest {
    @Test
    void isOneLineForPeople() {
        assertThat(ProgressText.line(510_000, 1_000_000, ProgressText.megabytes(262_400_000), 90))
                .isEqualTo("[##########          ]  51%  510,000 of 1,000,000 leaves, 262 MB, 90 s left");
    }

    @Test
    void isFullForAnEmptyLog() {
        assertThat(ProgressText.line(0, 0, "0 MB", 0)).startsWith("[####################] 100%  0 of 0 leaves");
    }

    @Test
    void tellsTimeAsPeopleDo() {
        assertThat(left(119)).isEqualTo("119 s left");
        assertThat(left(120)).isEqualTo("2 min left");
        assertThat(left(7199)).isEqualTo("119 min left");
        assertThat(left(7200)).isEqualTo("2 h 0 min left");
        assertThat(left(9000)).isEqualTo("2 h 30 min left");
    }

    private static String left(long seconds) {
        String line = ProgressText.line(1, 2, "0 MB", seconds);
        return line.substring(line.lastIndexOf(", ") + 2);
    }
}
