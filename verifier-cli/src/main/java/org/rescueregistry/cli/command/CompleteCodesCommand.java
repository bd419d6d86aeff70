package org.rescueregistry.cli.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code rescue complete-codes}, which the completion script runs. Reads one file and asks nobody. */
@Command(name = "complete-codes", hidden = true, description = "Print the codes that begin like this.")
public final class CompleteCodesCommand extends RescueCommand {
    @Parameters(index = "0", arity = "0..1", paramLabel = "BEGINNING", description = "what was typed so far")
    private String beginning = "";

    public CompleteCodesCommand(World world) {
        super(world);
    }

    @Override
    ExitCode run() {
        KeptCodes.beginning(world, beginning).forEach(world.out()::println);
        world.out().flush();
        return ExitCode.VERIFIED;
    }
}
