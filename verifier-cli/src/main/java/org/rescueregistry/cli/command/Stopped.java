package org.rescueregistry.cli.command;

import java.io.IOException;
import org.rescueregistry.fetch.RegistryRefusedException;
import org.rescueregistry.statement.Proposal;
import org.rescueregistry.wire.MalformedException;

/** Ends a command: what its user did, or met, in plain words with a code. */
final class Stopped extends Exception {
    private static final long serialVersionUID = 1L;

    private final ExitCode exit;
    private final String code;

    private Stopped(ExitCode exit, String code, String message) {
        super(message);
        this.exit = exit;
        this.code = code;
    }

    Stopped(StopCode code, String message) {
        this(code.exit(), code.text(), message);
    }

    /** The same, with more to say. */
    Stopped adding(String more) {
        return new Stopped(exit, code, message() + more);
    }

    /** Whether a registry could not be read, or not be believed, so that nothing can be composed on what it says. */
    boolean isForWantOfARegistry() {
        return code.equals(StopCode.UNREACHABLE.text()) || code.equals(StopCode.REGISTRY_IN_TROUBLE.text());
    }

    /** A file or value of the user's that is not what it should be. */
    static Stopped at(String what, MalformedException malformed) {
        return new Stopped(ExitCode.USAGE, malformed.code(), what + ": " + malformed.getMessage());
    }

    /** An anchor set, well-formed and not to be used. */
    static Stopped refused(String code, String message) {
        return new Stopped(ExitCode.REFUTED, code, message);
    }

    /** A registry's no; a passing one is as if it could not be reached. */
    static Stopped by(RegistryRefusedException no) {
        String message = no.getMessage() + (no.isPassing() ? " (the same again later may succeed)" : "");
        return new Stopped(no.isPassing() ? ExitCode.UNREACHABLE : ExitCode.REFUTED, no.code(), message);
    }

    /** What the registry would refuse, seen before anything was signed. */
    static Stopped by(Proposal.Impossible impossible) {
        return new Stopped(ExitCode.REFUTED, impossible.code().text(), impossible.message());
    }

    static Stopped unreachable(IOException why) {
        String message = why.getMessage() == null ? why.getClass().getSimpleName() : why.getMessage();
        return new Stopped(StopCode.UNREACHABLE, message);
    }

    ExitCode exit() {
        return exit;
    }

    String code() {
        return code;
    }

    String message() {
        return String.valueOf(getMessage());
    }
}
