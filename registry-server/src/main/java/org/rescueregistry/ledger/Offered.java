package org.rescueregistry.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.rescueregistry.statement.PostAttestation;
import org.rescueregistry.statement.Statement;

/** What waits for the next batch: a statement, which becomes a leaf, or a post attestation, which a state leaf counts. */
sealed interface Offered extends Intake.Waiting {
    /** Nothing of the batch is recorded now, whatever it is. */
    void refuseByClock(String message);

    /** A statement. */
    record Act(Statement statement, CompletableFuture<Submission> answer) implements Offered {
        @Override
        public long bytes() {
            return statement.compact().length();
        }

        @Override
        public void refuseByClock(String message) {
            answer.complete(new Submission.Refused(AttestationRefusal.CLOCK_AHEAD.code(), message));
        }
    }

    /** A post attestation. */
    record Post(PostAttestation attestation, CompletableFuture<Attested> answer) implements Offered {
        @Override
        public long bytes() {
            return attestation.compact().length();
        }

        @Override
        public void refuseByClock(String message) {
            answer.complete(new Attested.Refused(AttestationRefusal.CLOCK_AHEAD, message));
        }
    }

    /** Those of one kind, in their order. */
    static <T extends Offered> List<T> of(Class<T> kind, List<Offered> batch) {
        List<T> found = new ArrayList<>();
        for (Offered one : batch) {
            if (kind.isInstance(one)) {
                found.add(kind.cast(one));
            }
        }
        return found;
    }
}
