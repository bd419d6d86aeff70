package org.rescueregistry.cli.command;

import java.util.Locale;

/**
 * Why a command ends without an answer: the codes of {@code rescue} itself. A registry's refusals and those of parsers
 * come through with codes of their own. {@code docs/reference/cli.md} lists these.
 */
public enum StopCode {
    ANCHORS_MISSING(ExitCode.USAGE),
    ANSWER_UNREADABLE(ExitCode.UNDETERMINED),
    APPLICATION_NOT_WHOLE(ExitCode.REFUTED),
    BAD_FILE(ExitCode.USAGE),
    BAD_OPTION(ExitCode.USAGE),
    BUG(ExitCode.BUG),
    FILE_EXISTS(ExitCode.USAGE),
    FILE_UNREADABLE(ExitCode.USAGE),
    FILE_UNWRITABLE(ExitCode.USAGE),
    KEY_WRONG_KIND(ExitCode.USAGE),
    NO_TERMINAL(ExitCode.USAGE),
    NOT_CONFIRMED(ExitCode.USAGE),
    PASSPHRASE_DIFFERS(ExitCode.USAGE),
    POST_TOO_LONG(ExitCode.USAGE),
    REGISTRY_IN_TROUBLE(ExitCode.UNDETERMINED),
    REGISTRY_UNKNOWN(ExitCode.UNDETERMINED),
    UNREACHABLE(ExitCode.UNREACHABLE);

    private final ExitCode exit;

    StopCode(ExitCode exit) {
        this.exit = exit;
    }

    /** The code as it is shown: {@code anchors_missing}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public ExitCode exit() {
        return exit;
    }
}
