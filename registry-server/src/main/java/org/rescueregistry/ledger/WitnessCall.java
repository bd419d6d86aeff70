package org.rescueregistry.ledger;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.rescueregistry.log.LogPolicy;

/** How a witness is reached. Over HTTP that is {@code POST <its URL>/add-checkpoint}, and {@code GET <its URL>/<origin hash>/checkpoint}. */
@FunctionalInterface
public interface WitnessCall {

    /** What a witness answered. */
    record Reply(int status, String body) {}

    /**
     * Sends one request, to the witness that has this key among its keys; fails when there is no answer. Bounded in time and size by whoever waits.
     */
    CompletionStage<Reply> addCheckpoint(LogPolicy.Witness witness, byte[] body);

    /**
     * Asks for the checkpoint it cosigned last (tlog-witness, "Monitor Retrieval Mechanism"), under the same URL; as {@link
     * #addCheckpoint}.
     *
     * @param originHash SHA-256 of the log's origin in hex
     */
    default CompletionStage<Reply> checkpoint(LogPolicy.Witness witness, String originHash) {
        return CompletableFuture.failedFuture(
                new IOException("this way only leads to where checkpoints are submitted"));
    }
}
