package org.rescueregistry.claim;

import org.rescueregistry.name.PostCode;

/**
 * A piece of text that is the code of a post, {@code RP-CN7K-3M9Q-XDP2}. Whether any post has it is another question.
 *
 * <p>Positions count UTF-16 units, {@code end} exclusive.
 */
public record FoundPostCode(PostCode code, int start, int end) implements Carrier {
    @Override
    public <R> R when(Cases<R> cases) {
        return cases.postCode(this);
    }
}
