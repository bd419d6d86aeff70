package org.rescueregistry.wire;

import java.util.Objects;

/**
 * Input from outside that is not what it should be: the only exception that leaves a parser.
 *
 * <p>{@link #code()} is stable, snake_case and may be shown to programs; the message says in plain words what is wrong
 * and where. A malformed input is its sender's mistake; a mistake of ours is an unchecked exception instead.
 */
public final class MalformedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String code;

    public MalformedException(String code, String message) {
        super(message);
        this.code = Objects.requireNonNull(code);
    }

    public MalformedException(String code, String message, Throwable cause) {
        super(message, cause);
        this.code = Objects.requireNonNull(code);
    }

    /** The stable code, such as {@code json_not_canonical}. */
    public String code() {
        return code;
    }
}
