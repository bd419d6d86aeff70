package org.rescueregistry.federation;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.rescueregistry.name.EntityId;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;

/** Fetches each statement once, within a budget, and reads it. One search, one thread. */
final class StatementSource {
    /** Most statements fetched to resolve one entity: an attacker's authority hints may not send us round the world. */
    static final int MAX_FETCHES = 32;

    private final EntityFetcher fetcher;
    private final Map<Link, SignedEntityStatement> had = new HashMap<>();
    private int fetches;

    private interface Fetch {
        String body() throws IOException;
    }

    StatementSource(EntityFetcher fetcher) {
        this.fetcher = fetcher;
    }

    /** Begins a new entity's budget; what was fetched stays. */
    void refill() {
        fetches = 0;
    }

    SignedEntityStatement configuration(EntityId entity) throws RefusedException {
        return statement(Link.configuration(entity), () -> fetcher.configuration(entity));
    }

    SignedEntityStatement subordinate(EntityConfiguration issuer, EntityId subject) throws RefusedException {
        Link link = new Link(issuer.subject(), subject);
        if (issuer.fetchLocation(subject).isEmpty()) {
            throw new RefusedException(
                    RefusalReason.NO_ENDPOINT, link, issuer.subject() + " publishes no federation_fetch_endpoint");
        }
        return statement(link, () -> fetcher.subordinate(issuer, subject));
    }

    /** The immediate subordinates; none for an entity that lists none. */
    List<EntityId> list(EntityConfiguration issuer) throws RefusedException {
        Link link = Link.configuration(issuer.subject());
        if (issuer.listLocation().isEmpty()) {
            return List.of();
        }
        try {
            Json list = Json.parse(body(link, () -> fetcher.list(issuer)));
            if (!(list instanceof Json.Arr array)) {
                throw new MalformedException("wrong_type", "the list of subordinates is not an array");
            }
            if (array.items().size() > TrustChainResolver.MAX_LISTED) {
                throw new RefusedException(
                        RefusalReason.LIMIT_EXCEEDED, link, "lists more than " + TrustChainResolver.MAX_LISTED);
            }
            List<EntityId> entities = new ArrayList<>();
            for (Json item : array.items()) {
                if (!(item instanceof Json.Str id)) {
                    throw new MalformedException("wrong_type", "the list of subordinates holds what is no string");
                }
                entities.add(EntityId.parse(id.value()));
            }
            return entities;
        } catch (MalformedException e) {
            throw RefusedException.malformed(link, e);
        }
    }

    private SignedEntityStatement statement(Link link, Fetch fetch) throws RefusedException {
        SignedEntityStatement known = had.get(link);
        if (known != null) {
            return known;
        }
        if (fetches++ >= MAX_FETCHES) {
            throw new RefusedException(
                    RefusalReason.LIMIT_EXCEEDED, link, "more than " + MAX_FETCHES + " statements to fetch");
        }
        try {
            SignedEntityStatement statement = SignedEntityStatement.parse(body(link, fetch));
            StatementCheck.link(statement, link);
            had.put(link, statement);
            return statement;
        } catch (MalformedException e) {
            throw RefusedException.malformed(link, e);
        }
    }

    private static String body(Link link, Fetch fetch) throws RefusedException {
        try {
            return fetch.body();
        } catch (IOException e) {
            throw RefusedException.unreachable(link, e);
        }
    }
}
