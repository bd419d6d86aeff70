package org.rescueregistry.cli.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.rescueregistry.key.KeyId;
import org.rescueregistry.statement.Approval;
import org.rescueregistry.wire.MalformedException;

/** Approvals of a charter in files, as {@code charter approve} and {@code recharter approve} write them. */
final class Approvals {
    private Approvals() {}

    static List<Approval> read(List<Path> files) throws Stopped {
        List<Approval> approvals = new ArrayList<>();
        Set<KeyId> signers = new HashSet<>();
        for (Path file : files) {
            Approval approval = read(file);
            if (!signers.add(approval.signer())) {
                throw new Stopped(StopCode.BAD_FILE, file + " is by the same key as an approval before it");
            }
            approvals.add(approval);
        }
        return approvals;
    }

    private static Approval read(Path file) throws Stopped {
        try {
            return Approval.parse(Disk.readText(file).strip());
        } catch (MalformedException e) {
            throw Stopped.at(file.toString(), e);
        }
    }
}
