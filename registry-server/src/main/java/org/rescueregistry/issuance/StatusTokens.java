package org.rescueregistry.issuance;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.Es256Signer;
import org.rescueregistry.statement.StatusListRef;
import org.rescueregistry.statement.StatusLists;
import org.rescueregistry.status.StatusBits;
import org.rescueregistry.status.StatusList;
import org.rescueregistry.status.StatusListClaims;
import org.rescueregistry.wire.MalformedException;

/**
 * The signed status lists (Token Status List section 5.1), ready to be served. Compressing and signing one takes about a
 * tenth of a second, so it happens in {@link #refresh}, on a thread that may wait, and only for lists that changed or whose
 * token grows old; {@link #token} answers from memory. Safe for any number of threads.
 */
public final class StatusTokens {
    /** How long a token may be relied upon. As long as a replica may be offline: a token tells nothing newer. */
    public static final Duration VALIDITY = Duration.ofHours(24);

    /** How long a copy may be kept before a newer one is asked for. */
    public static final Duration TIME_TO_LIVE = Duration.ofMinutes(5);

    /** A token is signed anew at this age, so that whoever fetches one can rely on it for a while. */
    private static final Duration RENEWAL = Duration.ofHours(1);

    private final Es256Signer issuer;
    private volatile Map<Integer, Issued> issued = Map.of();

    private record Issued(Digest list, Instant at, String token) {
        boolean isStill(Digest current, Instant now) {
            return list.equals(current) && now.isBefore(at.plus(RENEWAL)) && !now.isBefore(at);
        }
    }

    private StatusTokens(Es256Signer issuer) {
        this.issuer = issuer;
    }

    /** No token yet; {@code issuer} holds a key of the registry's entity configuration. */
    public static StatusTokens create(Es256Signer issuer) {
        return new StatusTokens(issuer);
    }

    /** Signs what needs to be signed of these lists. Called when a batch was closed, and from time to time. */
    public synchronized void refresh(StatusLists lists, Instant now) {
        Map<String, StatusListRef> refs = lists.refs();
        Map<Integer, Issued> next = new HashMap<>();
        for (int number = 1; number <= lists.count(); number++) {
            Digest digest = Objects.requireNonNull(refs.get(lists.uri(number))).sha256();
            @Nullable Issued before = issued.get(number);
            next.put(
                    number,
                    before != null && before.isStill(digest, now)
                            ? before
                            : new Issued(digest, now, sign(lists, number, now)));
        }
        issued = Map.copyOf(next);
    }

    private String sign(StatusLists lists, int number, Instant now) {
        try {
            StatusList list = StatusList.ofRaw(StatusBits.of(StatusListRef.BITS), lists.bytes(number));
            return new StatusListClaims(URI.create(lists.uri(number)), list, now, now.plus(VALIDITY), TIME_TO_LIVE)
                    .sign(issuer);
        } catch (MalformedException e) {
            throw new IllegalStateException("a list of the reducer's is none", e);
        }
    }

    /** The token of list {@code number}, counted from 1; empty while there is no such list. */
    public Optional<String> token(int number) {
        return Optional.ofNullable(issued.get(number)).map(Issued::token);
    }
}
