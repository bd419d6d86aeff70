package org.rescueregistry.cli.command;

import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code rescue generate-completion}. */
@Command(
        name = "generate-completion",
        description = {"Print a completion script for bash and zsh: source <(rescue generate-completion)"})
public final class CompletionCommand extends RescueCommand {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before any command runs
    private CommandSpec spec;

    public CompletionCommand(World world) {
        super(world);
    }

    @Override
    ExitCode run() {
        CommandSpec root = spec.root();
        world.out().print(AutoComplete.bash(root.name(), root.commandLine()));
        world.out().print('\n');
        world.out().flush();
        return ExitCode.VERIFIED;
    }
}
