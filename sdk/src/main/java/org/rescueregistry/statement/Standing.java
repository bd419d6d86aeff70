package org.rescueregistry.statement;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The status of a record and what belongs to it (section 7, <em>Status</em>).
 *
 * @param reason null when active
 * @param since null when active
 * @param until when a suspension lapses; null when it does not, and in every other status
 */
public record Standing(
        Status status,
        @Nullable Reason reason,
        @Nullable Instant since,
        @Nullable Instant until) {
    private static final Standing ACTIVE = new Standing(Status.ACTIVE, null, null, null);

    /**
     * Whether the organisation paused itself, of which nobody is to be told more than that: a protective pause would say
     * that a team is in danger.
     */
    public boolean isPause() {
        return status == Status.SUSPENDED && (reason == Reason.PROTECTIVE || reason == Reason.AT_OWN_REQUEST);
    }

    static Standing of(@Nullable Ending ending, List<Suspension> suspensions) {
        if (ending != null) {
            return new Standing(ending.status(), ending.reason(), ending.since(), null);
        }
        Suspension decisive = null;
        for (Suspension suspension : suspensions) {
            if (decisive == null || outlasts(suspension, decisive)) {
                decisive = suspension;
            }
        }
        return decisive == null
                ? ACTIVE
                : new Standing(Status.SUSPENDED, decisive.reason(), decisive.since(), decisive.until());
    }

    private static boolean outlasts(Suspension one, Suspension other) {
        return other.until() != null && (one.until() == null || one.until().isAfter(other.until()));
    }
}
