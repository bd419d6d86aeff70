package org.rescueregistry.ledger;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.fetch.VerifiedTiles;
import org.rescueregistry.log.Checkpoint;
import org.rescueregistry.log.ForkEvidence;
import org.rescueregistry.log.LogPolicy;
import org.rescueregistry.log.PolicyResult;
import org.rescueregistry.log.PrefixProof;
import org.rescueregistry.log.SignedCheckpoint;
import org.rescueregistry.log.TileHashes;
import org.rescueregistry.log.TileReader;
import org.rescueregistry.log.VerifierKey;
import org.rescueregistry.wire.MalformedException;

/**
 * Brings an older copy of a log forward to the newest tree that anybody has seen signed, so that the log never signs below it:
 * missing leaves come from mirrors, each hashed up to a root that the log itself signed. If they cannot be had it refuses, and
 * says what is gone.
 *
 * <p>It signs nothing. If the process dies anywhere, the same call again finishes it; until then the log does not open, or is as
 * it was.
 */
public final class Restoration {
    private final Home home;
    private final Collection<VerifierKey> logKeys;
    private final @Nullable LogPolicy policy;

    /**
     * The log as it was put back.
     *
     * @param held the tree it is known to have been at, by the guard or the backup; trusted like the files
     */
    public record Home(LogFiles files, ForkGuard guard, Checkpoint held) {}

    /** A tree that somebody has seen, signed by the log's own key. */
    public record Seen(String by, SignedCheckpoint tree) {}

    /** Somebody who may have the leaves. */
    public record Source(String name, TileReader tiles) {}

    /** What was done. */
    public sealed interface Result {
        /** One method for each result. */
        interface Cases<R> {
            R current(Current result);

            R gone(Gone result);

            R forked(Forked result);
        }

        <R> R match(Cases<R> cases);
    }

    /**
     * The log stands at the newest tree known.
     *
     * @param from leaves it had; equal to the size of {@code tree} if nothing was missing
     */
    public record Current(long from, Checkpoint tree) implements Result {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.current(this);
        }
    }

    /**
     * Leaves {@code from} up to and without {@code to} cannot be had, or not be verified. The guard was not moved.
     *
     * @param knownBy who has seen the larger tree
     * @param why nobody could give them
     */
    public record Gone(long from, long to, String knownBy, String why) implements Result {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.gone(this);
        }
    }

    /**
     * The log has signed two histories. The guard was not moved.
     *
     * @param evidence if both trees are signed
     */
    public record Forked(String message, Optional<ForkEvidence> evidence) implements Result {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.forked(this);
        }
    }

    /** @param policy decides whether the newest checkpoint can be shown at once; null if there is none */
    public Restoration(Home home, Collection<VerifierKey> logKeys, @Nullable LogPolicy policy) {
        this.home = home;
        this.logKeys = List.copyOf(logKeys);
        this.policy = policy;
    }

    /** Brings the log to the largest tree among {@code seen} and what is held. */
    public Result run(List<Seen> seen, List<Source> sources) throws IOException, SigningRefusedException {
        Seen newest = null;
        for (Seen one : seen) {
            if (newest == null || size(one) > size(newest)) {
                newest = one;
            }
        }
        Checkpoint held = home.held();
        boolean behind = newest != null && size(newest) > held.size();
        Checkpoint target = newest != null && behind ? newest.tree().checkpoint() : held;

        settleJournal();

        // 1. Every tile and bundle of the newest tree, each verified, then forced. If the process dies here, the guard
        // is where it was and what was copied is found again.
        try {
            List<TileReader> readers = new ArrayList<>();
            sources.forEach(source -> readers.add(source.tiles()));
            new LogCopy(home.files(), (leaves, total) -> {}).run(0, target, readers);
        } catch (IOException e) {
            String who = newest != null && behind ? newest.by() : "the fork guard";
            return new Gone(Math.min(held.size(), target.size()), target.size(), who, reasons(e, sources));
        }
        Optional<Forked> forked = contradiction(target, behind ? newest : null, seen);
        if (forked.isPresent()) {
            return forked.get();
        }

        // 2. The guard. From here on nothing below this tree is ever signed. That the files are durable is said before:
        // if the process dies in between, an opening finds the guard behind them. What is left in the journal is not
        // looked at again.
        Checkpoint guarded = home.guard().held();
        if (guarded.size() <= target.size()) {
            new Settled(home.files()).is(target);
        }
        if (guarded.size() < target.size()) {
            home.guard().advance(guarded, target);
        }

        // 3. What the world is shown, if the newest checkpoint has its cosignatures. Otherwise
        // the older one stays until the running log has asked its witnesses.
        if (newest != null && size(newest) == target.size() && isPublic(newest.tree())) {
            home.files().write(LogWriter.PUBLISHED, newest.tree().note().toBytes());
        }
        return new Current(held.size(), target);
    }

    private static long size(Seen seen) {
        return seen.tree().checkpoint().size();
    }

    private static String reasons(IOException e, List<Source> sources) {
        String names = sources.isEmpty()
                ? "no mirror was given"
                : "asked: "
                        + String.join(", ", sources.stream().map(Source::name).toList());
        return names + "; " + e.getMessage();
    }

    /** Holds all that was seen, and what is held, against the newest tree, whose tiles are here now. */
    private Optional<Forked> contradiction(Checkpoint target, @Nullable Seen newest, List<Seen> seen)
            throws IOException {
        VerifiedTiles tiles = new VerifiedTiles(
                target,
                path -> home.files().read(path.toString()).orElseThrow(() -> new IOException(path + " is not here")));
        if (other(target, home.held(), tiles).isPresent()) {
            return Optional.of(new Forked(
                    "the copy that was put back is of " + home.held().size()
                            + " leaves, and no beginning of the tree of " + target.size()
                            + " leaves that the log has signed",
                    Optional.empty()));
        }
        for (Seen one : seen) {
            Optional<Other> other = other(target, one.tree().checkpoint(), tiles);
            if (other.isPresent()) {
                Optional<ForkEvidence> evidence = newest == null
                        ? Optional.empty()
                        : ForkEvidence.of(
                                logKeys, one.tree(), newest.tree(), other.get().proof());
                return Optional.of(new Forked(
                        one.by() + " has seen another tree of " + size(one)
                                + " leaves, signed by this log, than the one of " + target.size()
                                + " leaves begins with",
                        evidence));
            }
        }
        return Optional.empty();
    }

    /** A tree that is no beginning of another; the proof of it, null for equal sizes. */
    private record Other(@Nullable PrefixProof proof) {}

    private static Optional<Other> other(Checkpoint larger, Checkpoint smaller, VerifiedTiles tiles)
            throws IOException {
        if (smaller.size() == 0 || smaller.equals(larger)) {
            return Optional.empty();
        }
        if (smaller.size() == larger.size()) {
            return Optional.of(new Other(null));
        }
        try {
            PrefixProof proof = new TileHashes(larger.size(), tiles).prefixProof(smaller.size());
            boolean same = proof.prefixRoot(larger.root())
                    .filter(smaller.root()::equals)
                    .isPresent();
            return same ? Optional.empty() : Optional.of(new Other(proof));
        } catch (MalformedException e) {
            throw new IllegalStateException("a verified tile is malformed", e);
        }
    }

    /** Finishes what the last process left in its journal. One that does not lead to what the guard holds helps nobody. */
    private void settleJournal() throws IOException {
        try {
            List<String> unused = new JournalReplay(home.files(), home.guard().held()).run(0);
        } catch (SigningRefusedException leadsElsewhere) {
            // What is missing is asked of the mirrors.
        }
    }

    private boolean isPublic(SignedCheckpoint tree) {
        try {
            return policy == null || policy.check(tree.note()) instanceof PolicyResult.Met;
        } catch (MalformedException e) {
            return false;
        }
    }
}
