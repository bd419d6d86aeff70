package org.rescueregistry.claim;

/**
 * A link that a reader may take for one to a registry, and that leads elsewhere. Whatever code stands in it shows nothing.
 *
 * @param authority of the registry it can be taken for, as the caller named it
 * @param host to which it leads, as it is spelled in the text
 * @param trick by which it deceives
 */
public record ImitatedLink(String authority, String host, Trick trick, int start, int end) implements Carrier {
    /** How one host is made to look like another. */
    public enum Trick {
        /** Other letters that look the same, or one letter more, less or other: {@code regıstry.example}. */
        LOOKS_ALIKE,
        /** The registry's host within another: {@code registry.example.evil.example}, {@code my-registry-example.com}. */
        WITHIN,
        /** The registry's host before an @: {@code https://registry.example@evil.example/}. */
        USER_INFO,
        /** The registry's host, another port. */
        OTHER_PORT
    }

    @Override
    public <R> R when(Cases<R> cases) {
        return cases.imitation(this);
    }
}
