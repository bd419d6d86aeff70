package org.rescueregistry.federation;

import java.util.Locale;

/** Why an entity is not trusted; {@link #code()} is stable. */
public enum RefusalReason {
    /** A statement could not be fetched: nothing is known, it may work later. */
    UNREACHABLE,
    /** A statement is not well-formed; the message names the code of what is wrong. */
    MALFORMED_STATEMENT,
    /** A statement of another issuer or about another subject than was asked for. */
    WRONG_ENTITY,
    /** The key named by the header is not among those its superior, or the entity itself, stands for. */
    UNKNOWN_KEY,
    /** The signature is not that key's. */
    BAD_SIGNATURE,
    /** The statement is from the future. */
    NOT_YET_VALID,
    /** The statement has expired. */
    EXPIRED,
    /** The subject does not name the issuer as its superior. */
    MISSING_AUTHORITY_HINT,
    /** The superior publishes nothing by which to ask it. */
    NO_ENDPOINT,
    /** Following the authority hints comes back to an entity already passed. */
    LOOP,
    /** More entities above one another, or more statements to fetch, than are followed. */
    LIMIT_EXCEEDED,
    /** No authority hint leads to a pinned anchor. */
    NO_PATH_TO_ANCHOR,
    /** The statements do not follow on one another. */
    BROKEN_CHAIN,
    /** More intermediates than a superior allows. */
    PATH_TOO_LONG,
    /** A host that a superior does not allow. */
    NAME_NOT_ALLOWED,
    /** The superiors' metadata policies contradict one another. */
    INVALID_POLICY,
    /** The metadata cannot be made to comply with the policies. */
    INVALID_METADATA;

    /** The stable code, such as {@code no_path_to_anchor}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
