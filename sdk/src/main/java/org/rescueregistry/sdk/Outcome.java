package org.rescueregistry.sdk;

/** What became of a post. Only the first two may show a badge; none says that an author lies. */
public enum Outcome {
    /** The account is verified, and its organisation signed this very post. */
    POST_VERIFIED,
    /** The account is confirmed as that of an organisation in good standing, and shows the names that were bound. */
    ACCOUNT_VERIFIED,
    /** The account belongs to an organisation whose admission does not hold now: paused, under review, revoked, expired. */
    NO_LONGER_VALID,
    /** The account's own name or bio shows a code that belongs to somebody else. For a human's queue. */
    CLAIM_MISMATCH,
    /** The account's name can be taken for a registered one. For a human's queue. */
    LOOKALIKE_SUSPECTED,
    /** Somebody speaks as a rescue team whom nobody here knows. Unknown is not false. */
    UNVERIFIED_CLAIM,
    /** Nothing in the post claims to be a rescue team. */
    NOT_A_CLAIM,
    /** What is known is too old or not whole; ask again after the next sync. */
    UNDETERMINED;

    /** Whether a badge may be shown. */
    public boolean isVerified() {
        return this == POST_VERIFIED || this == ACCOUNT_VERIFIED;
    }
}
