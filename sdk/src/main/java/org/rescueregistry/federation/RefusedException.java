package org.rescueregistry.federation;

import java.io.IOException;
import org.rescueregistry.wire.MalformedException;

/** Carries a refusal from deep inside a chain to the door, where it becomes a {@link Resolution}; never leaves. */
final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Resolution.Refused refused;

    RefusedException(RefusalReason reason, Link link, String message) {
        super(message);
        this.refused = new Resolution.Refused(reason, link, message);
    }

    static RefusedException unreachable(Link link, IOException cause) {
        String words = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        RefusedException refusal = new RefusedException(RefusalReason.UNREACHABLE, link, words);
        refusal.initCause(cause);
        return refusal;
    }

    static RefusedException malformed(Link link, MalformedException cause) {
        RefusedException refusal =
                new RefusedException(RefusalReason.MALFORMED_STATEMENT, link, cause.code() + ": " + cause.getMessage());
        refusal.initCause(cause);
        return refusal;
    }

    Resolution.Refused refused() {
        return refused;
    }
}
