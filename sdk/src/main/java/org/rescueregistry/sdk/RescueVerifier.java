package org.rescueregistry.sdk;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.claim.Lexicon;

/**
 * What a platform embeds: holds the latest {@link Snapshot} and answers about posts. Safe for many threads; never
 * fetches, never blocks.
 *
 * <pre>{@code
 * RescueVerifier verifier = RescueVerifier.builder()
 *         .policy(VerificationPolicy.ONLINE)
 *         .overrides(Overrides.NONE.hideKind("volunteers"))
 *         .build();
 * verifier.use(snapshot);                       // after each sync
 * Verdict verdict = verifier.verify(post, now);
 * BadgeView badge = verifier.badge(verdict, Messages.in("zh-Hans"));
 * }</pre>
 */
public final class RescueVerifier {
    private final @Nullable Observer observer;
    private final LongSupplier nanos;
    private Settings settings;
    private volatile Judge judge;

    /** Is told of every verdict, on the thread that asked; for metrics. It is not shown the post. */
    public interface Observer {
        /** A verdict was found, in so many nanoseconds. */
        void judged(Verdict verdict, long nanos);

        /** Another snapshot is in use. */
        void uses(Snapshot snapshot);
    }

    /** With the shipped lexicon, and strict. */
    public RescueVerifier(VerificationPolicy policy) {
        this(builder().policy(policy));
    }

    private RescueVerifier(Builder builder) {
        this.settings = new Settings(builder.policy, builder.lexicon, builder.overrides, builder.shadow);
        this.observer = builder.observer;
        this.nanos = builder.nanos;
        this.judge = new Judge(Snapshot.empty(), settings);
    }

    /** A verifier with choices: strict, with the shipped lexicon, unless something else is said. */
    public static Builder builder() {
        return new Builder();
    }

    /** The choices. */
    public static final class Builder {
        private VerificationPolicy policy = VerificationPolicy.ONLINE;
        private Lexicon lexicon = Lexicon.standard();
        private Overrides overrides = Overrides.NONE;
        private boolean shadow;
        private @Nullable Observer observer;
        private LongSupplier nanos = () -> 0;

        private Builder() {}

        /** What is accepted; {@link VerificationPolicy#ONLINE} unless said. */
        public Builder policy(VerificationPolicy chosen) {
            policy = chosen;
            return this;
        }

        /** The words that are noticed; {@link Lexicon#standard()} unless said. */
        public Builder lexicon(Lexicon chosen) {
            lexicon = chosen;
            return this;
        }

        /** The platform's own decisions; none unless said. */
        public Builder overrides(Overrides chosen) {
            overrides = chosen;
            return this;
        }

        /** Only tries it out: verdicts are found and counted, say that they are shadows, and no badge comes of them. */
        public Builder shadow() {
            shadow = true;
            return this;
        }

        /**
         * Tells somebody of every verdict.
         *
         * @param clock of nanoseconds, such as {@code System::nanoTime}
         */
        public Builder observer(Observer chosen, LongSupplier clock) {
            observer = chosen;
            nanos = clock;
            return this;
        }

        public RescueVerifier build() {
            return new RescueVerifier(this);
        }
    }

    /** Puts a newer snapshot in the old one's place; answers already begun finish with theirs. */
    public synchronized void use(Snapshot newer) {
        judge = new Judge(newer, settings);
        if (observer != null) {
            observer.uses(newer);
        }
    }

    /** Puts other decisions of the platform in place of those before, at once. */
    public synchronized void override(Overrides others) {
        settings = settings.with(others);
        judge = new Judge(judge.snapshot(), settings);
    }

    /** The snapshot in use. */
    public Snapshot snapshot() {
        return judge.snapshot();
    }

    /**
     * The verdict about a post at a time. Depends on nothing but post, time, snapshot and how the verifier was set up; throws for no
     * post.
     */
    public Verdict verify(Post post, Instant now) {
        return verify(judge, post, now);
    }

    /** The verdicts about posts in their order, all under one snapshot. */
    public List<Verdict> verifyAll(Collection<Post> posts, Instant now) {
        Judge one = judge;
        return posts.stream().map(post -> verify(one, post, now)).toList();
    }

    /** As {@link #verifyAll}, one at a time as they are asked for; the stream may be parallel. */
    public Stream<Verdict> verify(Stream<Post> posts, Instant now) {
        Judge one = judge;
        return posts.map(post -> verify(one, post, now));
    }

    private Verdict verify(Judge one, Post post, Instant now) {
        if (observer == null) {
            return one.judge(post, now);
        }
        long start = nanos.getAsLong();
        Verdict verdict = one.judge(post, now);
        observer.judged(verdict, nanos.getAsLong() - start);
        return verdict;
    }

    /** What may be shown of a verdict, with the names that the snapshot in use knows. */
    public BadgeView badge(Verdict verdict, Messages messages) {
        return BadgeView.of(verdict, snapshot(), messages);
    }
}
