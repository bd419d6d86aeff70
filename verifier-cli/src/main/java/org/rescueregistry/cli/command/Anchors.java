package org.rescueregistry.cli.command;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.anchor.AnchorOutcome;
import org.rescueregistry.anchor.AnchorSet;
import org.rescueregistry.wire.MalformedException;
import picocli.CommandLine.Option;

/** Whom to trust to begin with. Nobody is by default. */
final class Anchors {
    @Option(
            names = "--anchors",
            paramLabel = "FILE",
            description = "the anchor set: whom you trust to begin with. Needed; there is no default")
    private @Nullable Path file;

    AnchorSet load(World world) throws Stopped {
        if (file == null) {
            throw new Stopped(
                    StopCode.ANCHORS_MISSING,
                    "say whom you trust with --anchors FILE. The file comes from the council of your federation, which"
                            + " publishes it and its digest (compare with `rescue anchors show FILE`); `registry demo`"
                            + " prints the path of its own");
        }
        return load(file, world);
    }

    static AnchorSet load(Path file, World world) throws Stopped {
        AnchorOutcome outcome;
        try {
            outcome = AnchorSet.load(Disk.read(file), world.now());
        } catch (MalformedException e) {
            throw Stopped.at(file.toString(), e);
        }
        if (outcome instanceof AnchorOutcome.Accepted accepted) {
            return accepted.set();
        }
        AnchorOutcome.Refused refused = (AnchorOutcome.Refused) outcome;
        throw Stopped.refused(refused.reason().code(), file + ": " + refused.message());
    }
}
