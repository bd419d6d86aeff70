package org.rescueregistry.server;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.federation.FederationKeys;
import org.rescueregistry.federation.PinnedAnchor;
import org.rescueregistry.fetch.RegistryClient;
import org.rescueregistry.fetch.RegistryRefusedException;
import org.rescueregistry.fetch.Replica;
import org.rescueregistry.fetch.Web;
import org.rescueregistry.key.Es256PublicKey;
import org.rescueregistry.membership.Relay;
import org.rescueregistry.name.EntityId;
import org.rescueregistry.statement.Fold;
import org.rescueregistry.statement.Judgement;
import org.rescueregistry.statement.Statement;
import org.rescueregistry.wire.MalformedException;

/** The registries that this one's council recognises, each known by the replay of its log; read when one is asked for. */
final class PeerRegistries implements Relay.Peers {
    /** What was read within it is not asked for again. */
    private static final Duration FRESH = Duration.ofSeconds(10);

    private static final int REFUSED = 422;

    private final EntityId council;
    private final Supplier<Es256PublicKey> councilKey;
    private final Web web;
    private final InstantSource clock;
    private @Nullable Known known;

    /** A replica under one key of the council. */
    private static final class Known {
        final Es256PublicKey key;
        final Replica replica;
        Instant readAt = Instant.EPOCH;

        Known(Es256PublicKey key, Replica replica) {
            this.key = key;
            this.replica = replica;
        }
    }

    /** @param councilKey that of the charter in force */
    PeerRegistries(EntityId council, Supplier<Es256PublicKey> councilKey, Web web, InstantSource clock) {
        this.council = council;
        this.councilKey = councilKey;
        this.web = web;
        this.clock = clock;
    }

    @Override
    public synchronized Optional<Relay.Peer> ofLog(String origin) {
        Replica replica = read();
        return replica.registries().stream()
                .flatMap(registry -> replica.state(registry).stream())
                .filter(log -> log.log().equals(origin))
                .findFirst()
                .map(Home::new);
    }

    private Replica read() {
        Es256PublicKey key = councilKey.get();
        if (known == null || !known.key.equals(key)) {
            PinnedAnchor anchor = new PinnedAnchor(council, FederationKeys.of(key));
            known = new Known(key, new Replica(List.of(anchor), web));
        }
        Instant now = clock.instant();
        if (!now.isBefore(known.readAt.plus(FRESH)) || now.isBefore(known.readAt)) {
            known.replica.sync(now);
            known.readAt = now;
        }
        return known.replica;
    }

    /** The log an act belongs into. */
    private final class Home implements Relay.Peer {
        private final Fold log;

        Home(Fold log) {
            this.log = log;
        }

        @Override
        public EntityId registry() {
            return log.registry();
        }

        @Override
        public Judgement trial(Statement statement, Instant now) {
            synchronized (PeerRegistries.this) {
                return log.trial(statement, now);
            }
        }

        @Override
        public Optional<String> file(Statement statement) {
            try {
                new RegistryClient(log.registry(), web, clock).submit(statement, List.of());
                return Optional.of("taken");
            } catch (RegistryRefusedException e) {
                return e.status() == REFUSED ? Optional.of(e.code()) : Optional.empty();
            } catch (IOException | MalformedException e) {
                return Optional.empty();
            }
        }
    }
}
