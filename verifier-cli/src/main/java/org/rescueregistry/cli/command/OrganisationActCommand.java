package org.rescueregistry.cli.command;

import org.rescueregistry.name.Code;
import org.rescueregistry.name.EntityId;
import picocli.CommandLine.Parameters;

/** An act about one organisation, in the registry that its code names. */
abstract class OrganisationActCommand extends ActCommand {
    @Parameters(
            index = "0",
            paramLabel = "CODE",
            converter = ValueReader.OfCode.class,
            description = "the organisation, such as RR-CN7K-3M9Q-XDP2")
    @SuppressWarnings("NullAway.Init")
    private Code code;

    OrganisationActCommand(World world) {
        super(world);
    }

    final Code code() {
        return code;
    }

    @Override
    final EntityId registry(View view) throws Stopped {
        return view.registryOf(code).registry();
    }
}
