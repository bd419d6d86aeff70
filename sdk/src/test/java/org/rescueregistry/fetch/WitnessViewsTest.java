package org.rescueregistry.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.rescueregistry.log.ForkEvidence;
import org.rescueregistry.log.LogPolicy;
import org.rescueregistry.log.PolicyResult;
import org.rescueregistry.log.SignedCheckpoint;
import org.rescueregistry.log.SignedNote;
import org.rescueregistry.log.VerifierKey;

/** A log that shows a witness another history than it shows us. */
class WitnessViewsTest {
    private static final String ORIGIN = "registry.example/log";
    private static final Instant NOW = Instant.ofEpochSecond(1_795_000_000);

    private static MemoryLog log(int size, int changed) {
        List<byte[]> leaves = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            leaves.add((i == changed ? "another" : "leaf " + i).getBytes(StandardCharsets.US_ASCII));
        }
        MemoryLog log = new MemoryLog(ORIGIN);
        log.publish(leaves, 3, NOW);
        return log;
    }

    private static SignedCheckpoint served(MemoryLog log) throws Exception {
        return ((PolicyResult.Met) log.policy().check(SignedNote.parse(log.checkpoint())))
                .checkpoint()
                .signed();
    }

    /** What comes of it when witness w1 has seen {@code seen}, and we are served {@code served}; nobody else answers. */
    private static WitnessViews.Comparison compare(MemoryLog seen, MemoryLog served) throws Exception {
        WitnessViews views = WitnessViews.ask(served.policy(), ORIGIN, witness -> {
            if (!witness.name().equals("w1")) {
                throw new IOException("no answer");
            }
            return seen.checkpoint();
        });
        assertThat(views.heard()).containsExactly("w1");
        return views.compare(served(served), served);
    }

    @Test
    void oneHistoryIsNoTroubleWhoeverIsAhead() throws Exception {
        for (int[] sizes : new int[][] {{5, 300}, {300, 300}}) {
            WitnessViews.Comparison found = compare(log(sizes[0], -1), log(sizes[1], -1));
            assertThat(found.troubles()).isEmpty();
            assertThat(found.forks()).isEmpty();
        }
    }

    @Test
    void twoHistoriesAreProven() throws Exception {
        for (int[] sizes : new int[][] {{5, 300}, {256, 300}, {300, 300}}) {
            MemoryLog served = log(sizes[1], -1);
            WitnessViews.Comparison found = compare(log(sizes[0], 3), served);
            assertThat(found.troubles()).singleElement().satisfies(trouble -> {
                assertThat(trouble.kind()).isEqualTo(Trouble.Kind.INCONSISTENT);
                assertThat(trouble.message()).contains("two histories", "w1");
            });
            List<VerifierKey> keys =
                    served.policy().logs().stream().map(LogPolicy.Log::key).toList();
            assertThat(ForkEvidence.parse(found.forks().get(0).toBytes()).verify(keys))
                    .isPresent();
        }
    }

    @Test
    void aLargerTreeThatTheLogKeepsBackCannotBeCompared() throws Exception {
        WitnessViews.Comparison found = compare(log(300, -1), log(5, -1));
        assertThat(found.forks()).isEmpty();
        assertThat(found.troubles()).singleElement().satisfies(trouble -> {
            assertThat(trouble.kind()).isEqualTo(Trouble.Kind.UNREACHABLE);
            assertThat(trouble.message()).contains("300 leaves");
        });
    }

    @Test
    void whatTheLogDidNotSignIsNotHeard() throws Exception {
        MemoryLog served = log(5, -1);
        MemoryLog stranger = new MemoryLog("other.example/log");
        stranger.publish(List.of(new byte[] {1}), 3, NOW);
        Map<String, byte[]> answers =
                Map.of("w1", stranger.checkpoint(), "w2", "hello\n".getBytes(StandardCharsets.UTF_8));
        WitnessViews views = WitnessViews.ask(served.policy(), ORIGIN, witness -> {
            byte[] answer = answers.get(witness.name());
            if (answer == null) {
                throw new IOException("no answer");
            }
            return answer;
        });
        assertThat(views.heard()).isEmpty();
        assertThat(views.compare(served(served), served).troubles()).isEmpty();
    }
}
