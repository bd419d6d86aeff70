package org.rescueregistry.statement;

import java.util.List;
import java.util.Optional;

/**
 * What a reader has folded up to a state leaf.
 *
 * @param judged every leaf of the batch but the state leaf that closes it, in order
 * @param state the leaf that closes it, as the log has it
 * @param check how it compares with what was computed
 */
public record ClosedBatch(List<Judged> judged, StateLeaf state, StateCheck check) {
    public ClosedBatch {
        judged = List.copyOf(judged);
    }

    /** A state leaf beside the reader's own result (sections 4 and 8). */
    public sealed interface StateCheck {
        /** One method for each outcome. */
        interface Cases<R> {
            R right(Right check);

            R wrong(Wrong check);

            R noCharter(NoCharter check);
        }

        <R> R match(Cases<R> cases);
    }

    /** The state leaf says what the reader computed. */
    public record Right() implements StateCheck {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.right(this);
        }
    }

    /**
     * It says something else: evidence against the registry. The reader goes on from its own result.
     *
     * @param differs names of the members that differ, ascending
     * @param computed the state leaf that would have been right
     */
    public record Wrong(List<String> differs, StateLeaf computed) implements StateCheck {
        public Wrong {
            differs = List.copyOf(differs);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.wrong(this);
        }
    }

    /** The log has no legal charter, so every leaf of it is void, this one too. */
    public record NoCharter() implements StateCheck {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.noCharter(this);
        }
    }

    /** What differs, if the state leaf is wrong. */
    public Optional<Wrong> wrong() {
        return check instanceof Wrong wrong ? Optional.of(wrong) : Optional.empty();
    }
}
