package org.rescueregistry.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rescueregistry.key.Es256Signer;
import org.rescueregistry.ledger.Sequencer;
import org.rescueregistry.ledger.Submission;
import org.rescueregistry.statement.Act;
import org.rescueregistry.statement.Role;
import org.rescueregistry.statement.Statement;

/** How long after "accepted" a checkpoint with the quorum of four witnesses is public, all over HTTP on loopback, both kinds of keys. */
class QuorumBench {
    private static final int WARM_UP = 20;
    private static final int STATEMENTS = 100;
    private static final long MOST_MEDIAN_MS = 300;

    @TempDir
    private Path folder;

    @Test
    void fromAcceptanceToTheQuorum() throws Exception {
        try (LiveFederation federation = new LiveFederation(folder)) {
            RegistryServer registry = federation.startRegistry();
            List<Double> waits = new ArrayList<>();
            for (int i = -WARM_UP; i < STATEMENTS; i++) {
                double millis = one(federation, registry.ledger());
                if (i >= 0) {
                    waits.add(millis);
                }
            }
            LiveFederation.await(registry.close());
            Collections.sort(waits);
            double median = waits.get(STATEMENTS / 2);
            System.out.printf(
                    "| from acceptance to a checkpoint with 3 of 4 witnesses, both keys | median %.1f ms | 90 %% %.1f ms"
                            + " | longest %.1f ms | %d statements, one at a time |%n",
                    median, waits.get(STATEMENTS * 9 / 10), waits.get(STATEMENTS - 1), STATEMENTS);
            assertThat(median).isLessThan(MOST_MEDIAN_MS);
        }
    }

    private static double one(LiveFederation federation, Sequencer ledger) throws Exception {
        Act appoint = new Act.Appoint(
                LiveFederation.BODIES.get(0),
                Es256Signer.generate(federation.random).publicKey(),
                Role.VETTER,
                null);
        Statement statement = Statement.sign(
                appoint, federation.envelope().restingOn(ledger.accepted().charterId()), federation.bodies.get(0));
        Submission answer =
                ledger.submit(statement.bytes()).toCompletableFuture().get(30, TimeUnit.SECONDS);
        long accepted = System.nanoTime();
        assertThat(answer).isInstanceOf(Submission.Accepted.class);
        long index = ((Submission.Accepted) answer).index();
        while (ledger.published().map(p -> p.checkpoint().checkpoint().size()).orElse(0L) <= index) {
            Thread.sleep(1);
        }
        return (System.nanoTime() - accepted) / 1e6;
    }
}
