package org.rescueregistry.sdk;

import java.util.Locale;

/** Why a verdict is what it is: a closed list. The name is the stable id on the wire. */
public enum VerdictReason {
    ACCOUNT_MATCHES(Display.PUBLIC, "the account is bound to this organisation and confirmed"),
    PAUSED(Display.PUBLIC, "the organisation is paused"),
    UNDER_REVIEW(Display.PUBLIC, "the organisation is under review"),
    SUSPENDED(Display.PUBLIC, "the organisation is suspended"),
    REVOKED(Display.PUBLIC, "the registration was revoked"),
    WITHDRAWN(Display.PUBLIC, "the organisation has left the registry"),
    OUTSIDE_VALIDITY(Display.PUBLIC, "the registration is not valid at this time"),
    NAME_CHANGED(Display.QUEUE, "the account shows a name that was not bound"),
    ACCOUNT_NOT_IN_FORCE(Display.QUEUE, "the account was bound a short while ago and does not count yet"),
    ACCOUNT_UNCONFIRMED(Display.QUEUE, "nobody has confirmed that the account is the organisation's, or not lately"),
    PROFILE_CODE_OF_ANOTHER(Display.QUEUE, "name or bio shows a code that belongs to another account"),
    PROFILE_CODE_UNKNOWN(Display.QUEUE, "name or bio shows a code that nobody has"),
    PROFILE_CODE_WRONG(Display.QUEUE, "name or bio shows a code with a wrong symbol"),
    NAME_LOOKS_LIKE(Display.QUEUE, "the account's name can be taken for a registered one"),
    PHRASE(Display.QUEUE, "the words read like an offer to rescue"),
    CODE_OF_ANOTHER(Display.POINTER, "the text quotes a code; the accounts it belongs to are others"),
    CODE_UNKNOWN(Display.POINTER, "the text quotes a code that nobody has"),
    CODE_WRONG(Display.POINTER, "the text quotes a code with a wrong symbol"),
    REMOVAL_HEARD_OF(Display.NONE, "another registry passed on an act against it that its own log does not have yet"),
    ACCOUNTS_NOT_DISCLOSED(Display.NONE, "which accounts belong to the code was not disclosed to this reader"),
    STATUS_TOO_OLD(Display.NONE, "what is known of the registry is too old"),
    NO_REGISTRY(Display.NONE, "no registry has been synced yet");

    /** Who may be shown a reason. */
    public enum Display {
        /** With the badge or in its place. */
        PUBLIC,
        /** As a neutral pointer to the true account, never against the author. */
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

    private final Display display;
    private final String words;

    VerdictReason(Display display, String words) {
        this.display = display;
        this.words = words;
    }

    public Display display() {
        return display;
    }

    /** One clause in English, for people who read logs and queues. */
    public String words() {
        return words;
    }
}
