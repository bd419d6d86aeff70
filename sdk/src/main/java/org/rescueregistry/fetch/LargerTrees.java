package org.rescueregistry.fetch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.log.Checkpoint;
import org.rescueregistry.log.LogPolicy;
import org.rescueregistry.log.SignedCheckpoint;

/**
 * Asks witnesses how far a registry's log is. Who gives out an old state for the newest can hide that from a reader, not from the
 * witnesses: a larger tree that they have seen and that cannot be had for {@link #PATIENCE} is being withheld, whoever
 * withholds it, and nothing follows from the older one any more. Not for several threads.
 */
final class LargerTrees {
    /** How long a tree may be with the witnesses before what follows from it can be had. */
    static final Duration PATIENCE = Duration.ofMinutes(2);

    /** Of how many witnesses the read interface is asked each time. */
    static final int ASKED = 2;

    private final Random random;
    private long awaited;
    private @Nullable Instant since;

    /** @param random chooses who is asked */
    LargerTrees(Random random) {
        this.random = random;
    }

    /** What witnesses say of a log of which a tree is known. */
    WitnessViews ask(LogPolicy policy, String origin, WitnessViews.Ask ask) {
        List<LogPolicy.Witness> witnesses = new ArrayList<>();
        Set<String> urls = new HashSet<>();
        for (LogPolicy.Witness witness : policy.witnesses()) {
            if (witness.url() != null && urls.add(witness.url())) {
                witnesses.add(witness);
            }
        }
        Collections.shuffle(witnesses, random);
        return WitnessViews.ask(policy, witnesses.subList(0, Math.min(ASKED, witnesses.size())), origin, ask);
    }

    /** Takes note of what they said; whether a larger tree than the one that is had now is being withheld. */
    boolean isWithheld(Checkpoint had, WitnessViews views, Instant now) {
        long largest = views.trees().stream()
                .mapToLong(tree -> tree.checkpoint().size())
                .max()
                .orElse(0);
        if (since != null && had.size() >= awaited) {
            since = null;
        }
        if (since == null && largest > had.size()) {
            awaited = largest;
            since = now;
        }
        return since != null && !now.isBefore(since.plus(PATIENCE));
    }

    /** A tree of the same size and another root, which the log has signed too. */
    static Optional<SignedCheckpoint> otherTree(Checkpoint had, WitnessViews views) {
        return views.trees().stream()
                .filter(tree -> tree.checkpoint().size() == had.size()
                        && !tree.checkpoint().root().equals(had.root()))
                .findFirst();
    }
}
