package org.rescueregistry.cli.command;

import picocli.CommandLine.Command;

/** {@code rescue report …}. */
@Command(
        name = "report",
        description = {
            "What platforms report about accounts, and what a registry's auditors decide.",
            "A report holds a code, an account, a reason and the platform's own decision id: no text, and nothing of any reader."
        },
        subcommands = {
            ReportSendCommand.class,
            ReportListCommand.class,
            ReportShowCommand.class,
            ReportAppealCommand.class,
            ReportDecideCommand.class,
            ReportDsaCommand.class
        })
public final class ReportCommand extends GroupCommand {
    public ReportCommand(World world) {
        super(world);
    }
}
