package org.rescueregistry.statement;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.rescueregistry.name.Code;

/** A judgement, and what it changes: nothing, when it refuses. */
record Ruling(Judgement judgement, List<Change> changes) {
    Ruling {
        changes = List.copyOf(changes);
    }

    static Ruling refused(RefusalCode code, String message) {
        return new Ruling(new Judgement.Refused(code, message), List.of());
    }

    /** Codes of the records that it changes. */
    Set<Code> touched() {
        Set<Code> touched = new HashSet<>();
        for (Change change : changes) {
            if (change instanceof Change.PutRecord put) {
                touched.add(put.record().code());
            }
        }
        return touched;
    }
}
