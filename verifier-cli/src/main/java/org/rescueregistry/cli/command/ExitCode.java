package org.rescueregistry.cli.command;

/** What the shell is told. */
public enum ExitCode {
    /** Verified, clean, done. */
    VERIFIED(0),
    /** Refuted, refused, or findings. */
    REFUTED(1),
    /** The command cannot be carried out as it was given: options, files, keys. */
    USAGE(2),
    /** Nobody can say now: too old, not whole, unknown rules. */
    UNDETERMINED(3),
    /** No answer, or one that says "later". */
    UNREACHABLE(4),
    /** A mistake of ours. */
    BUG(70);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }
}
