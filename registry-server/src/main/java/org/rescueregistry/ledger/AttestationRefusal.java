package org.rescueregistry.ledger;

import java.util.Locale;

/** Why a post attestation is not taken. */
public enum AttestationRefusal {
    /** It is for the log of another registry. */
    WRONG_LOG,
    /** No organisation here has the code. */
    UNKNOWN_SUBJECT,
    /** The organisation is suspended, has paused itself, has ended, or is outside its validity. */
    NOT_ACTIVE,
    /** It is not signed with the key of the organisation that is in force. */
    SIGNER_NOT_ENTITLED,
    /** The signature is not by the key that it names. */
    BAD_SIGNATURE,
    /** Its time is in the future. */
    FROM_FUTURE,
    /** It has run out. */
    ATTESTATION_EXPIRED,
    /** The organisation has taken it back, before or after it came here. */
    ATTESTATION_RETRACTED,
    /** Vetters have set another key since; what was signed before that is void, even if their key was vetoed. */
    ATTESTATION_VOID,
    /** The organisation has as many as it may. */
    TOO_MANY_ATTESTATIONS,
    /** The registry has as many as it can keep. */
    ATTESTATIONS_FULL,
    /** The registry's clock is not to be believed. */
    CLOCK_AHEAD;

    /** The word on the wire. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
