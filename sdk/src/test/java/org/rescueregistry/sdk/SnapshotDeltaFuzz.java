package org.rescueregistry.sdk;

import static org.rescueregistry.testing.FuzzTarget.must;

import java.util.Arrays;
import org.rescueregistry.testing.FuzzTarget;
import org.rescueregistry.wire.MalformedException;

/** A delta from anybody: it prints what it read, and what comes of it is what the registry has published. */
final class SnapshotDeltaFuzz implements FuzzTarget {
    private final SnapshotFuzzScene scene = new SnapshotFuzzScene();

    @Override
    public boolean accepts(byte[] input) {
        SnapshotDelta delta;
        try {
            delta = SnapshotDelta.parse(input);
        } catch (MalformedException refused) {
            return false;
        }
        must(Arrays.equals(delta.toBytes(), input), "it prints what it read");
        SnapshotFinding found = scene.check().delta(delta, scene.before());
        if (found instanceof SnapshotFinding.Taken taken) {
            must(scene.isTrue(taken.snapshot()), "what comes of it is what was published");
            must(
                    SnapshotFuzzScene.digests(
                                    taken.snapshot().body().disclosed().all())
                            .equals(scene.disclosed()),
                    "no disclosure is missing");
            return true;
        }
        return false;
    }
}
