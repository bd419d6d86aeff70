package org.rescueregistry.sdk;

import static org.rescueregistry.testing.FuzzTarget.must;

import java.util.Arrays;
import org.rescueregistry.testing.FuzzTarget;
import org.rescueregistry.wire.MalformedException;

/** A snapshot from anybody: it prints what it read, and what is taken of it is what the registry has published. */
final class SnapshotFuzz implements FuzzTarget {
    private final SnapshotFuzzScene scene = new SnapshotFuzzScene();

    @Override
    public boolean accepts(byte[] input) {
        SnapshotFile file;
        try {
            file = SnapshotFile.parse(input);
        } catch (MalformedException refused) {
            return false;
        }
        must(Arrays.equals(file.toBytes(), input), "it prints what it read");
        SnapshotFinding found = scene.check().whole(file, null);
        if (found instanceof SnapshotFinding.Taken taken) {
            must(scene.isTrue(taken.snapshot()), "what is taken is what was published");
            return true;
        }
        return false;
    }
}
