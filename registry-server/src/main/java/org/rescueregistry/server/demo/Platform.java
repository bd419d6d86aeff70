package org.rescueregistry.server.demo;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.rescueregistry.fetch.Replica;
import org.rescueregistry.sdk.Post;
import org.rescueregistry.sdk.RescueVerifier;
import org.rescueregistry.sdk.Verdict;
import org.rescueregistry.sdk.VerificationPolicy;

/** What a platform runs: the replica that reads the registries, and the verifier that answers from it. */
final class Platform {
    private final Replica replica;
    private final RescueVerifier verifier = new RescueVerifier(VerificationPolicy.ONLINE);

    private final List<Desk> desks;

    Platform(Replica replica, List<Desk> desks) {
        this.replica = replica;
        this.desks = List.copyOf(desks);
    }

    /** Reads what is new, once witnesses have seen it. */
    void sync() throws IOException {
        for (Desk desk : desks) {
            desk.settle();
        }
        Replica.Report report = replica.sync(Instant.now());
        if (!report.isClean()) {
            throw new IOException("the registries cannot be read: " + report.troubles());
        }
        verifier.use(report.snapshot());
    }

    /** Asks nobody: as good as the last {@link #sync}. */
    Verdict verify(Post post, Instant now) {
        return verifier.verify(post, now);
    }
}
