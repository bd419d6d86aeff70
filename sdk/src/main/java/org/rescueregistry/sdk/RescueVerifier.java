package org.rescueregistry.sdk;

import java.time.Instant;
import org.rescueregistry.claim.Lexicon;

/**
 * What a platform embeds: holds the latest {@link Snapshot} and answers about posts. Safe for many threads; never
 * fetches, never blocks.
 *
 * <pre>{@code
 * RescueVerifier verifier = new RescueVerifier(VerificationPolicy.ONLINE);
 * verifier.use(snapshot);                       // after each sync
 * Verdict verdict = verifier.verify(post, now);
 * }</pre>
 */
public final class RescueVerifier {
    private final VerificationPolicy policy;
    private final Lexicon lexicon;
    private volatile Snapshot snapshot = Snapshot.empty();

    public RescueVerifier(VerificationPolicy policy) {
        this(policy, Lexicon.standard());
    }

    public RescueVerifier(VerificationPolicy policy, Lexicon lexicon) {
        this.policy = policy;
        this.lexicon = lexicon;
    }

    /** Puts a newer snapshot in the old one's place; answers already begun finish with theirs. */
    public void use(Snapshot newer) {
        snapshot = newer;
    }

    /** The snapshot in use. */
    public Snapshot snapshot() {
        return snapshot;
    }

    /** The verdict about a post at a time. Depends on nothing but post, time, snapshot, lexicon and policy. */
    public Verdict verify(Post post, Instant now) {
        return new Judge(snapshot, policy, lexicon, now).judge(post);
    }
}
