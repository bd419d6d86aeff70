package org.rescueregistry.ledger;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.rescueregistry.fetch.LogSource;
import org.rescueregistry.key.Digest;
import org.rescueregistry.log.Checkpoint;
import org.rescueregistry.log.CosignatureSigner;
import org.rescueregistry.log.Growth;
import org.rescueregistry.log.LogPolicy;
import org.rescueregistry.log.NoteSignature;
import org.rescueregistry.log.SignedCheckpoint;
import org.rescueregistry.log.TilePath;
import org.rescueregistry.statement.ClosedBatch;
import org.rescueregistry.statement.Fold;
import org.rescueregistry.statement.StateLeaf;
import org.rescueregistry.statement.Statement;

/** A log written by hand, leaf by leaf, so that it can lie; cosigned by three of four witnesses, who do not look at leaves. */
final class ReplayedLog implements LogSource {
    private final List<byte[]> leaves = new ArrayList<>();
    private final Map<String, byte[]> shown = new TreeMap<>();
    private final LogPolicy policy;
    private SignedCheckpoint checkpoint;
    private int readsLeft = Integer.MAX_VALUE;

    ReplayedLog() {
        this.policy = new WitnessBench(TestRegistry.LOG.verifierKeys(), TestRegistry.NOW).policy();
    }

    LogPolicy policy() {
        return policy;
    }

    Mirror.Followed followed() {
        return new Mirror.Followed(TestKeys.ORIGIN, TestRegistry.LOG.verifierKeys(), policy, this);
    }

    /** The same log up to here, to go on another way. */
    ReplayedLog copy() {
        ReplayedLog copy = new ReplayedLog();
        copy.leaves.addAll(leaves);
        return copy;
    }

    ReplayedLog add(Statement... statements) {
        for (Statement statement : statements) {
            leaves.add(statement.bytes());
        }
        return this;
    }

    /** Closes the batch with the state leaf that is right. */
    ReplayedLog close(Instant at) {
        return close(at, UnaryOperator.identity());
    }

    /** Closes the batch with what {@code lie} makes of the right state leaf. */
    ReplayedLog close(Instant at, UnaryOperator<StateLeaf> lie) {
        leaves.add(lie.apply(right(at)).bytes());
        return this;
    }

    static StateLeaf withOtherMap(StateLeaf right) {
        return new StateLeaf(
                right.attestations(),
                right.charter(),
                right.log(),
                Digest.sha256(new byte[] {1}),
                right.size(),
                right.statusLists(),
                right.time());
    }

    private StateLeaf right(Instant at) {
        Fold fold = Fold.start(TestKeys.ORIGIN);
        leaves.forEach(fold::append);
        StateLeaf none = new StateLeaf(
                Digest.sha256(), Digest.sha256(), TestKeys.ORIGIN, Digest.sha256(), leaves.size(), new TreeMap<>(), at);
        ClosedBatch closed = fold.append(none.bytes()).orElseThrow();
        return closed.wrong().orElseThrow().computed();
    }

    /** Publishes all of it, as of this time of the witnesses. */
    ReplayedLog show(Instant at) throws Exception {
        shown.clear();
        Growth growth = Growth.append(0, leaves, path -> {
            throw new IOException("empty");
        });
        growth.files().forEach((path, bytes) -> shown.put(path.toString(), bytes));
        SignedCheckpoint signed = TestRegistry.LOG.sign(new Checkpoint(TestKeys.ORIGIN, leaves.size(), growth.root()));
        List<NoteSignature> lines = new ArrayList<>();
        for (int i = 1; i <= 3; i++) {
            for (CosignatureSigner key : TestKeys.witness("witness.example/w" + i)) {
                lines.add(key.sign(signed, at));
            }
        }
        checkpoint = signed.plus(lines);
        return this;
    }

    SignedCheckpoint signed() {
        return checkpoint;
    }

    /** So many tiles can be read from now on, then the connection breaks. */
    void breakAfter(int reads) {
        readsLeft = reads;
    }

    @Override
    public byte[] checkpoint() {
        return checkpoint.note().toBytes();
    }

    @Override
    public synchronized byte[] read(TilePath path) throws IOException {
        if (readsLeft-- <= 0) {
            throw new IOException("connection reset");
        }
        byte[] bytes = shown.get(path.toString());
        if (bytes == null) {
            throw new FileNotFoundException(path.toString());
        }
        return bytes.clone();
    }
}
