package org.rescueregistry.statement;

import java.util.Set;
import org.rescueregistry.name.Code;

/**
 * A leaf of a closed batch and what became of it.
 *
 * @param touched codes of the records that it changed; also of those it was not about, as by a dismissal
 */
public record Judged(long index, Leaf leaf, Judgement judgement, Set<Code> touched) {
    public Judged {
        touched = Set.copyOf(touched);
    }
}
