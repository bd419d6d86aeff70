package org.rescueregistry.claim;

/**
 * A piece of text that carries the code of an organisation or of a post, or pretends to.
 *
 * <p>Positions count UTF-16 units, {@code end} exclusive.
 */
public sealed interface Carrier permits FoundCode, FoundPostCode, OrganisationLink, ImitatedLink {
    int start();

    int end();

    /** One method for each case. */
    interface Cases<R> {
        R code(FoundCode.Good found);

        R badCheck(FoundCode.BadCheck found);

        R postCode(FoundPostCode found);

        R link(OrganisationLink found);

        R imitation(ImitatedLink found);
    }

    <R> R when(Cases<R> cases);
}
