package org.rescueregistry.membership;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.key.Digest;
import org.rescueregistry.name.EntityId;
import org.rescueregistry.statement.Judgement;
import org.rescueregistry.statement.Statement;

/**
 * Passes removing acts on to the registries whose logs they belong into, and shows everybody that it did: a registry that keeps a
 * revocation back cannot say that nobody sent it. Safe for any number of threads; every method may wait for the network.
 *
 * <p>Only what its home log would take is kept, judged by that log's own state, so strangers cannot fill the list.
 */
public final class Relay {
    /** How long what was passed on is shown: as long as a statement can still become a leaf, and a week for those who look rarely. */
    public static final Duration SHOWN = Duration.ofDays(7);

    /** Most acts that are shown; the oldest go. */
    public static final int MOST_SHOWN = 1000;

    private final Peers peers;
    private final Kept kept;
    private final InstantSource clock;

    /** The other registries, as this one has read their logs. */
    public interface Peers {
        /** The registry of the log of this origin; nothing for one that nobody here recognises. */
        Optional<Peer> ofLog(String origin);
    }

    /** A registry whose log was read. */
    public interface Peer {
        EntityId registry();

        /** What its log would make of a statement now. */
        Judgement trial(Statement statement, Instant now);

        /** Files a statement there; what came of it, in words that {@link Passed#answer} keeps. Nothing, when it does not answer. */
        Optional<String> file(Statement statement);
    }

    /** Where what was passed on is kept; a change is durable when its method returns. */
    public interface Kept {
        void keep(Passed passed);

        /** The newest first. */
        List<Passed> since(Instant earliest, int most);

        Optional<Passed> find(Digest statement);
    }

    /**
     * An act that somebody filed here for another log.
     *
     * @param home the registry of that log
     * @param taken when it came
     * @param answer {@code taken}, or the code with which the home registry refused it; null while it has not answered
     */
    public record Passed(
            Statement statement,
            EntityId home,
            Instant taken,
            @Nullable String answer) {}

    /** What comes of filing. */
    public sealed interface Filing {
        /** It is kept, shown, and was passed on if its answer says so. */
        record Taken(Passed passed) implements Filing {}

        /** It is not kept. */
        record Refused(String code, String message) implements Filing {}

        /** One method for each. */
        interface Cases<R> {
            R taken(Taken filing);

            R refused(Refused filing);
        }

        default <R> R match(Cases<R> cases) {
            return this instanceof Taken taken ? cases.taken(taken) : cases.refused((Refused) this);
        }
    }

    public Relay(Peers peers, Kept kept, InstantSource clock) {
        this.peers = peers;
        this.kept = kept;
        this.clock = clock;
    }

    /** Takes an act for another log. The same one again is passed on again if the home registry has not answered. */
    public Filing file(Statement statement) {
        if (!statement.act().isRemoving()) {
            return new Filing.Refused(
                    "not_removing", "only removing acts are passed on; file it with its own registry");
        }
        Optional<Peer> home = peers.ofLog(statement.log());
        if (home.isEmpty()) {
            return new Filing.Refused("unknown_log", "no registry known here writes the log " + statement.log());
        }
        Optional<Passed> before = kept.find(statement.id());
        if (before.isPresent() && before.get().answer() != null) {
            return new Filing.Taken(before.get());
        }
        if (before.isEmpty() && home.get().trial(statement, clock.instant()) instanceof Judgement.Refused refused) {
            return new Filing.Refused(refused.code().text(), refused.message());
        }
        Passed taken = before.orElseGet(() -> new Passed(statement, home.get().registry(), clock.instant(), null));
        // Before it is passed on: that it was asked for is public even if this process dies now.
        kept.keep(taken);
        return new Filing.Taken(passOn(taken, home.get()));
    }

    private Passed passOn(Passed passed, Peer home) {
        Optional<String> answer = home.file(passed.statement());
        if (answer.isEmpty()) {
            return passed;
        }
        Passed answered = new Passed(passed.statement(), passed.home(), passed.taken(), answer.get());
        kept.keep(answered);
        return answered;
    }

    /** Passes on again what its home registry has not answered. */
    public void retry() {
        for (Passed passed : shown()) {
            if (passed.answer() == null) {
                peers.ofLog(passed.statement().log()).ifPresent(home -> passOn(passed, home));
            }
        }
    }

    /** What was passed on of late, the newest first. */
    public List<Passed> shown() {
        return kept.since(clock.instant().minus(SHOWN), MOST_SHOWN);
    }
}
