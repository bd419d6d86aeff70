package org.rescueregistry.statement;

import java.time.Instant;
import java.util.List;
import org.rescueregistry.key.KeyId;

/**
 * An act that more people have to sign before it has effect.
 *
 * @param statement the first of its statements; {@link Statement#countersigned} makes one equal to it
 * @param signers who have signed, in the order of their leaves
 * @param until the last second in which it can be completed
 */
public record PendingAct(Statement statement, List<KeyId> signers, Instant until) {
    public PendingAct {
        signers = List.copyOf(signers);
    }
}
