package org.rescueregistry.cli.command;

import picocli.CommandLine.Command;

/** {@code rescue log …}. */
@Command(
        name = "log",
        description = "Read registries' logs.",
        subcommands = {AuditCommand.class, WatchCommand.class, DiffCommand.class, EvidenceCommand.class})
public final class LogCommand extends GroupCommand {
    public LogCommand(World world) {
        super(world);
    }
}
