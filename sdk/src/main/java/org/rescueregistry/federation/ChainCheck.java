package org.rescueregistry.federation;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.rescueregistry.name.EntityId;
import org.rescueregistry.wire.MalformedException;

/**
 * Validates a whole chain (OpenID Federation 1.0, section 10.2) and resolves its metadata (sections 6.1.4 and 6.2).
 *
 * <p>It goes from the anchor down, so a statement is looked at only once its issuer's keys are known to be good. The
 * anchor's keys are the pinned ones, whatever its configuration says.
 */
final class ChainCheck {
    private final Map<EntityId, PinnedAnchor> anchors;
    private final Instant now;

    ChainCheck(Map<EntityId, PinnedAnchor> anchors, Instant now) {
        this.anchors = anchors;
        this.now = now;
    }

    /** @param statements as in {@link TrustChain#json()}, at least one */
    TrustChain check(List<SignedEntityStatement> statements) throws RefusedException {
        checkOrder(statements);
        SignedEntityStatement last = statements.get(statements.size() - 1);
        PinnedAnchor pinned = anchors.get(last.claims().issuer());
        if (pinned == null) {
            throw new RefusedException(
                    RefusalReason.NO_PATH_TO_ANCHOR,
                    last.link(),
                    "the chain ends at an entity that is no pinned anchor");
        }
        EntityConfiguration anchor =
                EntityConfiguration.verify(last, pinned.entity(), Verification.at(now, pinned.keys()));
        FederationKeys keys = pinned.keys();
        List<SubordinateStatement> downwards = new ArrayList<>();
        for (int j = statements.size() - 2; j > 0; j--) {
            SignedEntityStatement statement = statements.get(j);
            downwards.add(SubordinateStatement.verify(statement, statement.link(), Verification.at(now, keys)));
            keys = statement.claims().keys();
        }
        SignedEntityStatement first = statements.get(0);
        EntityConfiguration leaf =
                EntityConfiguration.verify(first, first.claims().subject(), Verification.at(now, keys));
        checkHint(leaf, downwards);
        checkConstraints(downwards);
        List<SubordinateStatement> upwards = new ArrayList<>();
        downwards.forEach(statement -> upwards.add(0, statement));
        return new TrustChain(leaf, upwards, anchor, resolve(leaf, downwards));
    }

    private static void checkOrder(List<SignedEntityStatement> statements) throws RefusedException {
        int last = statements.size() - 1;
        Set<EntityId> subjects = new HashSet<>();
        for (int j = 0; j <= last; j++) {
            SignedEntityStatement statement = statements.get(j);
            boolean atAnEnd = j == 0 || j == last;
            boolean follows = j == 0
                    || statements
                            .get(j - 1)
                            .claims()
                            .issuer()
                            .equals(statement.claims().subject());
            // The leaf is the subject of two statements: its own and its superior's.
            boolean fresh = j == 1 || subjects.add(statement.claims().subject());
            if (statement.claims().isConfiguration() != atAnEnd || !follows || !fresh || last == 1) {
                throw new RefusedException(
                        RefusalReason.BROKEN_CHAIN, statement.link(), "this is not what comes at place " + j);
            }
        }
    }

    /** Section 3.2: a superior whom the subject does not name makes the graph ill-formed. */
    private static void checkHint(EntityConfiguration leaf, List<SubordinateStatement> downwards)
            throws RefusedException {
        if (downwards.isEmpty()) {
            return;
        }
        EntityId superior = downwards.get(downwards.size() - 1).issuer();
        if (!leaf.authorityHints().contains(superior)) {
            throw new RefusedException(
                    RefusalReason.MISSING_AUTHORITY_HINT,
                    Link.configuration(leaf.subject()),
                    "authority_hints does not name " + superior);
        }
    }

    private static void checkConstraints(List<SubordinateStatement> downwards) throws RefusedException {
        for (int i = 0; i < downwards.size(); i++) {
            SubordinateStatement setter = downwards.get(i);
            Link link = new Link(setter.issuer(), setter.subject());
            int intermediates = downwards.size() - 1 - i;
            if (!setter.constraints().allowsPathLength(intermediates)) {
                throw new RefusedException(
                        RefusalReason.PATH_TOO_LONG, link, "max_path_length is less than " + intermediates);
            }
            for (SubordinateStatement below : downwards.subList(i, downwards.size())) {
                if (!setter.constraints().allowsHost(host(below.subject()))) {
                    throw new RefusedException(
                            RefusalReason.NAME_NOT_ALLOWED, link, "naming_constraints do not allow " + below.subject());
                }
            }
        }
    }

    private static String host(EntityId entity) {
        return URI.create(entity.toString()).getHost();
    }

    /** The immediate superior's metadata, then the constraints on types, then the policies from the anchor down. */
    private static Metadata resolve(EntityConfiguration leaf, List<SubordinateStatement> downwards)
            throws RefusedException {
        Metadata metadata = leaf.metadata();
        if (downwards.isEmpty()) {
            return metadata;
        }
        metadata = metadata.overriddenBy(downwards.get(downwards.size() - 1).metadata());
        MetadataPolicy policy = MetadataPolicy.NONE;
        for (SubordinateStatement statement : downwards) {
            metadata = statement.constraints().allowed(metadata);
            try {
                policy = policy.merge(statement.metadataPolicy());
            } catch (MalformedException e) {
                throw new RefusedException(
                        RefusalReason.INVALID_POLICY,
                        new Link(statement.issuer(), statement.subject()),
                        Optional.ofNullable(e.getMessage()).orElse(e.code()));
            }
        }
        try {
            return policy.apply(metadata);
        } catch (MalformedException e) {
            throw new RefusedException(
                    RefusalReason.INVALID_METADATA,
                    Link.configuration(leaf.subject()),
                    Optional.ofNullable(e.getMessage()).orElse(e.code()));
        }
    }
}
