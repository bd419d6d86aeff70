package org.rescueregistry.federation;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.rescueregistry.name.EntityId;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;

/**
 * Answers whether an entity is trusted, knowing nothing but pinned anchors (OpenID Federation 1.0, section 10).
 *
 * <pre>{@code
 * TrustChainResolver resolver = new TrustChainResolver(anchors);
 * Resolution resolution = resolver.resolve(EntityId.parse("https://registry.example"), fetcher, now);
 * }</pre>
 *
 * <p>Of several chains the shortest that holds is taken. Immutable; safe for use by several threads.
 */
public final class TrustChainResolver {
    /** Most bytes a fetcher needs to read of any answer. */
    public static final int MAX_STATEMENT_BYTES = SignedEntityStatement.MAX_CHARS;

    /** Most subordinates of one entity that are looked at. */
    public static final int MAX_LISTED = 1000;

    private final Map<EntityId, PinnedAnchor> anchors;

    /**
     * Trusts these anchors and nobody else.
     *
     * @throws IllegalArgumentException if an entity is pinned twice: two opinions on one anchor's keys
     */
    public TrustChainResolver(Collection<PinnedAnchor> anchors) {
        Map<EntityId, PinnedAnchor> byEntity = new LinkedHashMap<>();
        for (PinnedAnchor anchor : anchors) {
            if (byEntity.put(anchor.entity(), anchor) != null) {
                throw new IllegalArgumentException(anchor.entity() + " is pinned twice");
            }
        }
        this.anchors = Map.copyOf(byEntity);
    }

    /** Builds chains from an entity upwards and validates them, until one holds. */
    public Resolution resolve(EntityId entity, EntityFetcher fetcher, Instant now) {
        return new ChainSearch(anchors, new StatementSource(fetcher), now).resolve(entity);
    }

    /**
     * Validates a chain somebody kept, without fetching anything.
     *
     * @param chain as {@link TrustChain#json()} prints it
     * @throws MalformedException if it is no array of well-formed statements: {@code wrong_type broken_chain}, or the
     *     code of the statement's fault
     */
    public Resolution verify(Json chain, Instant now) throws MalformedException {
        return verify(statements(chain), now);
    }

    /**
     * As {@link #verify}, and a chain that has expired as of the last second in which it had not. {@link TrustChain#expiresAt} tells
     * whether that is late enough for what is to be believed on the strength of it.
     */
    public Resolution verifyWhileItHeld(Json chain, Instant now) throws MalformedException {
        List<SignedEntityStatement> statements = statements(chain);
        Instant end = now;
        for (SignedEntityStatement statement : statements) {
            Instant last = statement.claims().expiresAt().minusSeconds(1);
            end = last.isBefore(end) ? last : end;
        }
        return verify(statements, end);
    }

    private Resolution verify(List<SignedEntityStatement> statements, Instant at) {
        try {
            return new Resolution.Trusted(new ChainCheck(anchors, at).check(statements));
        } catch (RefusedException e) {
            return e.refused();
        }
    }

    private static List<SignedEntityStatement> statements(Json chain) throws MalformedException {
        if (!(chain instanceof Json.Arr array)) {
            throw new MalformedException("wrong_type", "the trust chain is not an array");
        }
        if (array.items().isEmpty() || array.items().size() > ChainSearch.MAX_ENTITIES + 1) {
            throw new MalformedException(
                    "broken_chain", "a chain of " + array.items().size() + " statements");
        }
        List<SignedEntityStatement> statements = new ArrayList<>();
        for (Json item : array.items()) {
            if (!(item instanceof Json.Str compact)) {
                throw new MalformedException("wrong_type", "chain[" + statements.size() + "] is not a string");
            }
            statements.add(SignedEntityStatement.parse(compact.value()));
        }
        return statements;
    }

    /**
     * Finds, from an anchor downwards, the entities of one type (section 17.2.2): every entity listed by the anchor or
     * by an intermediate below it, resolved; those trusted but without the type are left out. Subordinates of an entity
     * that has the type are not looked for. A list that cannot be had appears as one refusal.
     *
     * @throws IllegalArgumentException if the anchor is not pinned
     */
    public List<Resolution> discover(EntityId anchor, String entityType, EntityFetcher fetcher, Instant now) {
        if (!anchors.containsKey(anchor)) {
            throw new IllegalArgumentException(anchor + " is not pinned");
        }
        StatementSource source = new StatementSource(fetcher);
        ChainSearch search = new ChainSearch(anchors, source, now);
        List<Resolution> found = new ArrayList<>();
        Set<EntityId> seen = new HashSet<>(Set.of(anchor));
        Deque<Resolution> open = new ArrayDeque<>(List.of(search.resolve(anchor)));
        while (!open.isEmpty()) {
            Resolution next = open.remove();
            if (!(next instanceof Resolution.Trusted trusted)) {
                found.add(next);
                continue;
            }
            if (trusted.chain().metadata().of(entityType).isPresent()) {
                found.add(next);
                continue;
            }
            try {
                for (EntityId subordinate : source.list(trusted.chain().configuration())) {
                    if (seen.size() <= MAX_LISTED && seen.add(subordinate)) {
                        open.add(search.resolve(subordinate));
                    }
                }
            } catch (RefusedException e) {
                found.add(e.refused());
            }
        }
        return List.copyOf(found);
    }
}
