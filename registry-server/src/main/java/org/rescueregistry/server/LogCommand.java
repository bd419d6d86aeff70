package org.rescueregistry.server;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code registry log …}. */
@Command(
        name = "log",
        description = "Look after logs.",
        mixinStandardHelpOptions = true,
        subcommands = FsckCommand.class)
final class LogCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before any command runs
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command? see registry log --help");
    }
}
