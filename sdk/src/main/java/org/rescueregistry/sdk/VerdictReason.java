package org.rescueregistry.sdk;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * Why a verdict is what it is: a closed list. The name is the stable id on the wire; what people read is in {@link Messages}.
 * The table is in {@code docs/reference/verdicts.md}.
 */
public enum VerdictReason {
    POST_ATTESTED(Severity.GOOD, Display.PUBLIC),
    ACCOUNT_MATCHES(Severity.GOOD, Display.PUBLIC),
    EDITED_SINCE(Severity.CAUTION, Display.PUBLIC),
    MEDIA_DIFFER(Severity.CAUTION, Display.PUBLIC),
    ATTESTATION_RETRACTED(Severity.CAUTION, Display.PUBLIC),
    ATTESTATION_NOT_IN_TIME(Severity.NOTE, Display.NONE),
    PAUSED(Severity.CAUTION, Display.PUBLIC),
    UNDER_REVIEW(Severity.CAUTION, Display.PUBLIC),
    SUSPENDED(Severity.SERIOUS, Display.PUBLIC),
    REVOKED(Severity.SERIOUS, Display.PUBLIC),
    WITHDRAWN(Severity.CAUTION, Display.PUBLIC),
    OUTSIDE_VALIDITY(Severity.CAUTION, Display.PUBLIC),
    PLATFORM_POLICY(Severity.NOTE, Display.NONE),
    NAME_CHANGED(Severity.CAUTION, Display.QUEUE),
    ACCOUNT_NOT_IN_FORCE(Severity.NOTE, Display.QUEUE),
    ACCOUNT_UNCONFIRMED(Severity.CAUTION, Display.QUEUE),
    PROFILE_CODE_OF_ANOTHER(Severity.SERIOUS, Display.QUEUE),
    PROFILE_CODE_UNKNOWN(Severity.CAUTION, Display.QUEUE),
    PROFILE_CODE_WRONG(Severity.NOTE, Display.QUEUE),
    PROFILE_LINK_LOOKS_LIKE(Severity.SERIOUS, Display.QUEUE),
    NAME_LOOKS_LIKE(Severity.CAUTION, Display.QUEUE),
    NAME_PROTECTED(Severity.CAUTION, Display.QUEUE),
    PHRASE(Severity.NOTE, Display.QUEUE),
    CODE_OF_ANOTHER(Severity.NOTE, Display.POINTER),
    CODE_UNKNOWN(Severity.NOTE, Display.POINTER),
    CODE_WRONG(Severity.NOTE, Display.POINTER),
    LINK_LOOKS_LIKE(Severity.CAUTION, Display.POINTER),
    REMOVAL_HEARD_OF(Severity.CAUTION, Display.NONE),
    ACCOUNTS_NOT_DISCLOSED(Severity.NOTE, Display.NONE),
    STATUS_TOO_OLD(Severity.NOTE, Display.NONE),
    STATUS_WITHHELD(Severity.CAUTION, Display.NONE),
    SDK_TOO_OLD(Severity.NOTE, Display.NONE),
    NO_REGISTRY(Severity.NOTE, Display.NONE),
    INPUT_TOO_LARGE(Severity.NOTE, Display.NONE);

    /** How much a reason weighs, whoever is to be told. */
    public enum Severity {
        /** It speaks for the account or the post. */
        GOOD,
        /** Something to know, and nothing to act on. */
        NOTE,
        /** Nobody should rely on the account for now. */
        CAUTION,
        /** Somebody should act. */
        SERIOUS;

        /** On the wire, in small letters. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Who may be shown a reason. */
    public enum Display {
        /** With the badge or in its place. */
        PUBLIC,
        /** As a neutral pointer, never against the author. */
        POINTER,
        /** To the people who look at reports, and to nobody else. */
        QUEUE,
        /** To engineers. */
        NONE;

        /** On the wire, in small letters. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final Set<VerdictReason> OF_ATTESTATIONS =
            EnumSet.of(POST_ATTESTED, EDITED_SINCE, MEDIA_DIFFER, ATTESTATION_RETRACTED, ATTESTATION_NOT_IN_TIME);

    private final Severity severity;
    private final Display display;

    VerdictReason(Severity severity, Display display) {
        this.severity = severity;
        this.display = display;
    }

    public Severity severity() {
        return severity;
    }

    public Display display() {
        return display;
    }

    /** Whether it is about a post attestation, whose id is then its detail. */
    public boolean isOfAttestation() {
        return OF_ATTESTATIONS.contains(this);
    }
}
