package org.rescueregistry.server.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rescueregistry.testing.Rounds;

/**
 * From two auditors' revocation, filed one after the other, to the changed verdict of a platform that listens; 200 times
 * ({@code -Dbench.rounds}), at moments that have nothing to do with any program's clock.
 *
 * <pre>
 * ./mvnw -Pbench -pl registry-server -am test -Dtest=RevocationBench
 * </pre>
 */
class RevocationBench {
    private static final int WARM_UP = 10;
    private static final double LIMIT_MS = 2000;
    private static final int PAUSE_MS = 200;

    @TempDir
    private Path folder;

    @Test
    void aRevocationReachesAListeningPlatform() throws Exception {
        int runs = Rounds.count(200);
        List<Double> filed = new ArrayList<>();
        List<Double> revoked = new ArrayList<>();
        Random pauses = new Random(1);
        try (Revocations revocations = new Revocations(folder, WARM_UP + runs)) {
            for (int i = 0; i < WARM_UP + runs; i++) {
                Thread.sleep(pauses.nextInt(PAUSE_MS));
                Revocations.Took took = revocations.revoke(i);
                if (i >= WARM_UP) {
                    filed.add(took.filed());
                    revoked.add(took.revoked());
                }
            }
        }
        System.out.println("| " + runs
                + " revocations by two auditors, ms | median | 95 % | 99 % | longest |\n|---|---|---|---|---|");
        System.out.println(line("both statements acknowledged", filed));
        System.out.println(line("the platform's verdict says revoked", revoked));
        assertThat(percentile(revoked, 95)).isLessThan(LIMIT_MS);
    }

    private static String line(String what, List<Double> figures) {
        return "| %s | %.0f | %.0f | %.0f | %.0f |"
                .formatted(
                        what,
                        percentile(figures, 50),
                        percentile(figures, 95),
                        percentile(figures, 99),
                        percentile(figures, 100));
    }

    /** The smallest figure that so many per cent are not above. */
    private static double percentile(List<Double> figures, int percent) {
        List<Double> sorted = figures.stream().sorted().toList();
        return sorted.get((sorted.size() * percent + 99) / 100 - 1);
    }
}
