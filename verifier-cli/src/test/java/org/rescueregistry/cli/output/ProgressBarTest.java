package org.rescueregistry.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ProgressBarTest {
    private final StringWriter shown = new StringWriter();
    private Instant now = Instant.EPOCH;

    private ProgressBar bar(boolean terminal) {
        return new ProgressBar(new PrintWriter(shown), terminal, () -> now);
    }

    private void later(long millis) {
        now = now.plusMillis(millis);
    }

    @Test
    void drawsOneLineAgainAndTakesItAway() {
        try (ProgressBar bar = bar(true)) {
            bar.at(0, 1000, 0);
            later(1000);
            bar.at(500, 1000, 262_000_000);
            later(1000);
            bar.at(1000, 1000, 500_000_000);
        }
        assertThat(shown.toString().split("\r"))
                .containsExactly(
                        "",
                        "[##########          ]  50%  500 of 1,000 leaves, 262 MB, 1 s left\u001b[K",
                        "[####################] 100%  1,000 of 1,000 leaves, 500 MB, 0 s left\u001b[K",
                        "\u001b[K");
    }

    @Test
    void drawsSeldomEnoughToBeRead() {
        try (ProgressBar bar = bar(true)) {
            for (int leaves = 0; leaves < 1000; leaves++) {
                later(1);
                bar.at(leaves, 1000, leaves);
            }
        }
        assertThat(shown.toString().chars().filter(c -> c == '%').count()).isBetween(4L, 5L);
    }

    @Test
    void estimatesByThePartThatIsUnderWay() {
        try (ProgressBar bar = bar(true)) {
            bar.at(0, 1000, 0);
            later(1000);
            bar.at(900, 1000, 0);
            bar.at(100, 1000, 0);
            later(1000);
            bar.at(200, 1000, 0);
        }
        assertThat(shown.toString()).contains("200 of 1,000 leaves, 0 MB, 8 s left");
    }

    @Test
    void saysNothingWhereThereIsNoTerminal() {
        try (ProgressBar bar = bar(false)) {
            bar.at(0, 1000, 0);
            later(10_000);
            bar.at(500, 1000, 0);
        }
        assertThat(shown.toString()).isEmpty();
    }
}
