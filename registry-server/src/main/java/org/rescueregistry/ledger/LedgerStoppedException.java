package org.rescueregistry.ledger;

/**
 * The ledger does nothing more in this process: a write failed, or it is shutting down. Whether a statement that was waiting is in
 * the log is known after a restart; submitting it again then is safe.
 */
public final class LedgerStoppedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    LedgerStoppedException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Says why. */
    public LedgerStoppedException(String message) {
        super(message);
    }
}
