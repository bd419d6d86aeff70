package org.rescueregistry.anchor;

import java.util.Locale;

/** Why a well-formed anchor set is not accepted; {@link #code()} is stable. */
public enum AnchorRefusal {
    /** A root key is said to have signed and has not. */
    BAD_SIGNATURE,
    /** Fewer of its own root keys have signed than it demands. */
    TOO_FEW_SIGNATURES,
    /** Fewer root keys of the set before it have signed than that set demands. */
    TOO_FEW_OLD_SIGNATURES,
    /** Not the version after the one held. */
    NOT_THE_NEXT_VERSION,
    /** Issued earlier than the one held. */
    OLDER_THAN_PREDECESSOR,
    /** Issued in the future. */
    NOT_YET_VALID,
    /** Its time is over. */
    EXPIRED;

    /** The stable code, such as {@code anchors_too_few_signatures}. */
    public String code() {
        return "anchors_" + name().toLowerCase(Locale.ROOT);
    }
}
