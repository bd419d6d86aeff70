package org.rescueregistry.fetch;

/** A registry's no: the stable code and plain words of its problem document (RFC 9457). */
public final class RegistryRefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;

    RegistryRefusedException(int status, String code, String message) {
        super(message);
        this.status = status;
        this.code = code;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** Such as {@code superseded}; {@code no_problem_document} if the answer did not say. */
    public String code() {
        return code;
    }

    /** Whether the same request may succeed later: the registry is busy, or has not published yet. */
    public boolean isPassing() {
        return status == 425 || status == 429 || status == 503;
    }
}
