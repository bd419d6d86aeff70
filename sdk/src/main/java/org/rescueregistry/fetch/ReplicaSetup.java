package org.rescueregistry.fetch;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.federation.PinnedAnchor;
import org.rescueregistry.key.Es256Signer;

/**
 * How a {@link Replica} is to work. The last call says how much it checks by itself, and there is no default for that:
 *
 * <pre>{@code
 * RescueVerifier verifier = new RescueVerifier(VerificationPolicy.ONLINE);
 * Replica replica = Replica.trusting(anchors.anchors()).keptIn(folder).fromSnapshots();
 * LiveReplica live = LiveReplica.start(replica, report -> verifier.use(report.snapshot()));
 * }</pre>
 *
 * <p>Where there is no outward network, another machine fills the folder ({@code rescue replica pull}), and here it is {@code
 * fromFolder(folder)}, with {@code VerificationPolicy.OFFLINE}.
 */
public final class ReplicaSetup {
    private static final Duration TIME_LIMIT = Duration.ofSeconds(10);

    final List<PinnedAnchor> anchors;
    Web web = Web.withTimeLimit(TIME_LIMIT);

    @Nullable
    Es256Signer reader;

    BatchListener listener = BatchListener.NONE;
    List<URI> mirrors = List.of();

    @Nullable
    SnapshotFolder folder;

    ReplicaSetup(Collection<PinnedAnchor> anchors) {
        this.anchors = List.copyOf(anchors);
    }

    /** Over this client; otherwise over one that waits ten seconds for each answer. */
    public ReplicaSetup over(Web client) {
        web = client;
        return this;
    }

    /** Asks registries for the disclosures that the holder of this key may have: a platform's for its own accounts, or a vetter's. */
    public ReplicaSetup readingAs(@Nullable Es256Signer key) {
        reader = key;
        return this;
    }

    /**
     * Asks these too for snapshots, one after the other, when what a registry gives cannot be had or does not hold.
     *
     * @param addresses of folders as {@link SnapshotFolder} lays them out, served by anybody: {@code https://mirror.example/snapshots}
     */
    public ReplicaSetup mirrors(List<URI> addresses) {
        mirrors = List.copyOf(addresses);
        return this;
    }

    /** Keeps every good snapshot in this folder, and begins with what is in it: then a restart needs no network. */
    public ReplicaSetup keptIn(Path place) {
        folder = SnapshotFolder.at(place);
        return this;
    }

    /** Tells this of every batch of every log that is replayed. */
    ReplicaSetup telling(BatchListener batches) {
        listener = batches;
        return this;
    }

    /** Reads every leaf of every log, and relies on nobody but the anchors. Keeps no folder: it begins at the first leaf. */
    public Replica replaying() {
        if (folder != null || !mirrors.isEmpty()) {
            throw new IllegalStateException("who replays logs takes snapshots from no folder and no mirror");
        }
        return new Replica(this, Replica.Mode.REPLAY);
    }

    /**
     * Takes the registries' snapshots and checks all of them but the leaves: for those the replayers that a registry's policy asks for
     * vouch, and where it asks for none, its witnesses alone.
     */
    public Replica fromSnapshots() {
        return new Replica(this, Replica.Mode.SNAPSHOTS);
    }

    /** Reads this folder, which others fill, and asks nobody. */
    public Replica fromFolder(Path place) {
        folder = SnapshotFolder.at(place);
        return new Replica(this, Replica.Mode.FOLDER);
    }
}
