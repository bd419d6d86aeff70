package org.rescueregistry.cli.command;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A word that is no command by itself, such as {@code keys}. */
abstract class GroupCommand extends RescueCommand {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before any command runs
    private CommandSpec spec;

    GroupCommand(World world) {
        super(world);
    }

    @Override
    final ExitCode run() {
        throw new ParameterException(
                spec.commandLine(), "which of its commands? see " + spec.qualifiedName() + " --help");
    }
}
