package org.rescueregistry.statement;

import java.util.List;

/** A judgement, and what it changes: nothing, when it refuses. */
record Ruling(Judgement judgement, List<Change> changes) {
    Ruling {
        changes = List.copyOf(changes);
    }
}
