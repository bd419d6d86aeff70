package org.rescueregistry.federation;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.rescueregistry.name.EntityId;

/**
 * Follows authority hints upwards, breadth first, until a chain to a pinned anchor holds (OpenID Federation 1.0,
 * section 10.1).
 *
 * <p>A hint that fails closes only the path it is on. If no chain holds, the refusal shown is that of the first path
 * that reached an anchor, else the first met: the one most likely to be about the entity asked for.
 */
final class ChainSearch {
    /** Most entities in a chain, subject and anchor included. */
    static final int MAX_ENTITIES = 6;

    /** Most steps along authority hints: a dense graph of a few entities has millions of paths. */
    static final int MAX_STEPS = 64;

    private final Map<EntityId, PinnedAnchor> anchors;
    private final StatementSource source;
    private final Instant now;
    private int steps;

    ChainSearch(Map<EntityId, PinnedAnchor> anchors, StatementSource source, Instant now) {
        this.anchors = anchors;
        this.source = source;
        this.now = now;
    }

    Resolution resolve(EntityId entity) {
        source.refill();
        steps = 0;
        List<Resolution.Refused> atAnchor = new ArrayList<>();
        List<Resolution.Refused> onTheWay = new ArrayList<>();
        Deque<List<EntityConfiguration>> open = new ArrayDeque<>();
        visit(List.of(), entity, open, onTheWay);
        while (!open.isEmpty()) {
            List<EntityConfiguration> path = open.remove();
            EntityConfiguration top = path.get(path.size() - 1);
            if (anchors.containsKey(top.subject())) {
                try {
                    return new Resolution.Trusted(new ChainCheck(anchors, now).check(statements(path)));
                } catch (RefusedException e) {
                    atAnchor.add(e.refused());
                }
            } else {
                anchorsFirst(top.authorityHints()).forEach(hint -> visit(path, hint, open, onTheWay));
            }
        }
        atAnchor.addAll(onTheWay);
        return atAnchor.isEmpty()
                ? new Resolution.Refused(
                        RefusalReason.NO_PATH_TO_ANCHOR,
                        Link.configuration(entity),
                        "no authority hint leads to a pinned anchor")
                : atAnchor.get(0);
    }

    /** Fetches the configuration of one more entity up the path, checks it by its own keys, and opens that path. */
    private void visit(
            List<EntityConfiguration> path,
            EntityId entity,
            Deque<List<EntityConfiguration>> open,
            List<Resolution.Refused> refusals) {
        Link link = Link.configuration(entity);
        try {
            if (path.stream().anyMatch(passed -> passed.subject().equals(entity))) {
                throw new RefusedException(RefusalReason.LOOP, link, "the authority hints come back to " + entity);
            }
            if (path.size() == MAX_ENTITIES || steps++ >= MAX_STEPS) {
                throw new RefusedException(
                        RefusalReason.LIMIT_EXCEEDED,
                        link,
                        "more than " + MAX_ENTITIES + " entities above one another, or " + MAX_STEPS + " hints in all");
            }
            List<EntityConfiguration> longer = new ArrayList<>(path);
            longer.add(EntityConfiguration.verify(source.configuration(entity), entity, Verification.at(now)));
            open.add(longer);
        } catch (RefusedException e) {
            refusals.add(e.refused());
        }
    }

    /**
     * The chain along a path: what each entity says of the one below, which must also hold against the keys that entity
     * publishes itself (section 3.2).
     */
    private List<SignedEntityStatement> statements(List<EntityConfiguration> path) throws RefusedException {
        List<SignedEntityStatement> statements = new ArrayList<>();
        statements.add(path.get(0).statement());
        for (int i = 1; i < path.size(); i++) {
            EntityConfiguration issuer = path.get(i);
            SignedEntityStatement statement =
                    source.subordinate(issuer, path.get(i - 1).subject());
            StatementCheck.signature(statement, List.of(issuer.keys()));
            statements.add(statement);
        }
        if (path.size() > 1) {
            statements.add(path.get(path.size() - 1).statement());
        }
        return statements;
    }

    private List<EntityId> anchorsFirst(List<EntityId> hints) {
        return hints.stream()
                .distinct()
                .sorted(Comparator.comparing(hint -> !anchors.containsKey(hint)))
                .toList();
    }
}
