package org.rescueregistry.cli.command;

import java.nio.file.Path;
import org.rescueregistry.sdk.KeptDecision;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;

/** A decision that a platform kept: as the SDK gives it, or within what the sidecar answered. */
final class DecisionFile {
    private DecisionFile() {}

    static KeptDecision read(Path file) throws Stopped {
        Json.Obj json = Disk.readJson(file);
        Json inside = json.members().get("decision"); // what the sidecar answers holds more than the decision
        try {
            return KeptDecision.parse(inside == null ? json : inside);
        } catch (MalformedException e) {
            throw Stopped.at(file.toString(), e);
        }
    }
}
