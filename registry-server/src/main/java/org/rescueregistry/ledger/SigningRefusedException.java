package org.rescueregistry.ledger;

/**
 * The log must not sign: what it holds does not agree with what it, or somebody, has seen before. Waiting does not help; the
 * message says which two things differ and what an operator can do.
 */
public final class SigningRefusedException extends Exception {
    private static final long serialVersionUID = 1;
    private final String code;

    public SigningRefusedException(String code, String message) {
        super(message);
        this.code = code;
    }

    /** Stable, for example {@code second_writer} or {@code fork_guard_differs}. */
    public String code() {
        return code;
    }
}
