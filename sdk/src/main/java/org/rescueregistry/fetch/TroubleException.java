package org.rescueregistry.fetch;

/** Ends the reading of one registry; never leaves the package. */
final class TroubleException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Trouble trouble;

    TroubleException(Trouble.Kind kind, String place, String message) {
        super(message);
        this.trouble = new Trouble(kind, place, message);
    }

    Trouble trouble() {
        return trouble;
    }
}
