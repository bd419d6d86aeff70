package org.rescueregistry.ledger;

import java.util.concurrent.CompletionStage;
import org.rescueregistry.log.LogPolicy;

/** How a witness is reached. Over HTTP that is {@code POST <its URL>/add-checkpoint}. */
@FunctionalInterface
public interface WitnessCall {

    /** What a witness answered. */
    record Reply(int status, String body) {}

    /**
     * Sends one request, to the witness that has this key among its keys; fails when there is no answer. Bounded in time and size by whoever waits.
     */
    CompletionStage<Reply> addCheckpoint(LogPolicy.Witness witness, byte[] body);
}
