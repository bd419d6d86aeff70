package org.rescueregistry.statement;

import java.util.Locale;

/** Why a leaf is void (section 10); on the wire in small letters: {@code signer_not_entitled}. */
public enum RefusalCode {
    ACCOUNT_KNOWN,
    ALREADY_SIGNED,
    APPLICATION_INVALID,
    APPROVAL_INVALID,
    BAD_SIGNATURE,
    BODY_VOUCHED,
    CHARTER_INVALID,
    CHARTER_MISPLACED,
    CODE_USED,
    CONFIRMATION_OUT_OF_RANGE,
    DUPLICATE,
    FROM_AHEAD,
    FROM_FUTURE,
    KEY_USED,
    MALFORMED,
    MIXED_SUSPENSIONS,
    NO_CHARTER,
    NOT_ACTIVE,
    NOT_IN_FORCE,
    NOTHING_TO_CONFIRM,
    PAUSE_KEY_MISSING,
    REASON_NOT_ALLOWED,
    REKEY_WAITING,
    SAME_BODY,
    SIGNER_NOT_ENTITLED,
    STATE_MISPLACED,
    STATUS_INDEX_OUT_OF_RANGE,
    STATUS_INDEX_USED,
    SUPERSEDED,
    SUSPENDED_RECENTLY,
    SUSPENSION_OUT_OF_RANGE,
    TOO_MANY_ACCOUNTS,
    TOO_MANY_SUSPENSIONS,
    TOO_OLD,
    UNKNOWN_ACCOUNT,
    UNKNOWN_BODY,
    UNKNOWN_DIGEST,
    UNKNOWN_PERSON,
    UNKNOWN_SIGNER,
    UNKNOWN_SUBJECT,
    VALIDITY_OUT_OF_RANGE,
    VOUCH_BY_STRANGER,
    VOUCH_EXPIRED,
    VOUCH_INVALID,
    VOUCHES_SHORT,
    WRONG_LOG,
    WRONG_PREFIX,
    WRONG_SUBJECT;

    /** The code on the wire. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
