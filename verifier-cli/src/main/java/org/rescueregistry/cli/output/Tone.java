package org.rescueregistry.cli.output;

/** What colour underlines. The words beside it always say the same: colour carries nothing alone. */
public enum Tone {
    /** Verified, clean, in force. */
    GOOD("\u001b[32m"),
    /** Refuted, a finding. */
    BAD("\u001b[31m"),
    /** Undetermined, waiting, paused. */
    DOUBT("\u001b[33m"),
    PLAIN("");

    private static final String RESET = "\u001b[0m";

    private final String on;

    Tone(String on) {
        this.on = on;
    }

    String paint(String safe) {
        return on.isEmpty() ? safe : on + safe + RESET;
    }
}
