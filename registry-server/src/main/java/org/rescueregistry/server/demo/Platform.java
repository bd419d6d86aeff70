package org.rescueregistry.server.demo;

import java.io.IOException;
import java.time.Instant;
import org.rescueregistry.fetch.Replica;
import org.rescueregistry.sdk.Post;
import org.rescueregistry.sdk.RescueVerifier;
import org.rescueregistry.sdk.Verdict;
import org.rescueregistry.sdk.VerificationPolicy;

/** What a platform runs: the replica that reads the registries, and the verifier that answers from it. */
final class Platform {
    private final Replica replica;
    private final RescueVerifier verifier = new RescueVerifier(VerificationPolicy.ONLINE);

    Platform(Replica replica) {
        this.replica = replica;
    }

    /** Reads what is new. */
    void sync() throws IOException {
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
