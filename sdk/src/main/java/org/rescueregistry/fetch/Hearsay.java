package org.rescueregistry.fetch;

import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.rescueregistry.name.Code;
import org.rescueregistry.name.EntityId;
import org.rescueregistry.statement.Fold;
import org.rescueregistry.statement.Statement;
import org.rescueregistry.wire.MalformedException;

/**
 * What registries say they passed on to each other: removing acts that a home log does not have yet, though by its own state it would
 * have to take them. A registry that keeps a revocation back is found out by the next reader who asks another one.
 *
 * <p>Who does not answer is not heard, and is no trouble: hearsay only ever takes away.
 */
final class Hearsay {
    /** Most acts that are looked at of one registry's list. */
    private static final int MOST = 1000;

    /** Nobody was asked. */
    static final Hearsay NONE = new Hearsay();

    private final Map<EntityId, Set<Code>> codes = new HashMap<>();

    private Hearsay() {}

    /** Asks every registry, and judges what it says by the state of the home log. */
    static Hearsay ask(Collection<EntityId> registries, Collection<Fold> logs, Web web, Instant now) {
        Hearsay hearsay = new Hearsay();
        for (EntityId asked : registries) {
            for (Statement statement : relayed(new RegistryClient(asked, web, () -> now))) {
                logs.stream()
                        .filter(Fold::hasCharter)
                        .filter(home -> home.log().equals(statement.log()))
                        .findFirst()
                        .ifPresent(home -> hearsay.take(statement, home, now));
            }
        }
        return hearsay;
    }

    private static List<Statement> relayed(RegistryClient registry) {
        try {
            return registry.relayed().stream().limit(MOST).toList();
        } catch (IOException | RegistryRefusedException | MalformedException notHeard) {
            return List.of();
        }
    }

    private void take(Statement statement, Fold home, Instant now) {
        Optional<Code> about =
                statement.organisation().filter(code -> statement.act().isRemoving());
        // One that the log has is void there: it is a duplicate.
        if (about.isPresent() && !home.trial(statement, now).isVoid()) {
            codes.computeIfAbsent(home.registry(), registry -> new HashSet<>()).add(about.get());
        }
    }

    /** The codes of this registry about which somebody passed on an act. */
    Set<Code> about(EntityId registry) {
        return codes.getOrDefault(registry, Set.of());
    }
}
