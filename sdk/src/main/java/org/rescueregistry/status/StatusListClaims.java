package org.rescueregistry.status;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.rescueregistry.key.CompactJws;
import org.rescueregistry.key.Es256Signer;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;
import org.rescueregistry.wire.Members;

/**
 * What a Status List Token says (Token Status List section 5.1).
 *
 * <pre>{"exp":1795086400,"iat":1795000000,"status_list":{"bits":2,"lst":"eNo76fITAAPfAgc"},
 * "sub":"https://registry.example/status/1","ttl":300}</pre>
 *
 * <p>The draft recommends {@code exp} and {@code ttl}; here they are required: a list that never expires could be
 * shown for ever.
 *
 * @param uri the list's own address ({@code sub}), equal to the {@code uri} in every {@link StatusReference} to it
 * @param issuedAt cut to whole seconds, as the other times
 * @param expiresAt from then on the list must not be relied upon; after {@code issuedAt}
 * @param timeToLive how long a copy may be kept before a newer one is asked for; at least one second
 */
public record StatusListClaims(URI uri, StatusList list, Instant issuedAt, Instant expiresAt, Duration timeToLive) {
    /** The {@code typ} of the token; with {@code application/} before it, its media type. */
    public static final String TYP = "statuslist+jwt";

    public StatusListClaims {
        issuedAt = issuedAt.truncatedTo(ChronoUnit.SECONDS);
        expiresAt = expiresAt.truncatedTo(ChronoUnit.SECONDS);
        timeToLive = timeToLive.truncatedTo(ChronoUnit.SECONDS);
        if (!uri.isAbsolute() || !areOrdered(issuedAt, expiresAt, timeToLive)) {
            throw new IllegalArgumentException("no claims of a status list token: " + uri + " " + issuedAt);
        }
    }

    private static boolean areOrdered(Instant issuedAt, Instant expiresAt, Duration timeToLive) {
        return expiresAt.isAfter(issuedAt) && timeToLive.toSeconds() > 0;
    }

    /**
     * Reads the claims. Further claims are allowed and ignored, as section 5.1 rule 1 has it.
     *
     * @throws MalformedException {@code status_list_times status_uri}, or why a member or the list is refused
     */
    static StatusListClaims parseIgnoringFurtherClaims(Json json) throws MalformedException {
        Members claims = Members.of(json, "claims");
        URI uri = StatusReference.absoluteUri(claims.string("sub"), "claims.sub");
        Instant issuedAt = Instant.ofEpochSecond(claims.integer("iat"));
        Instant expiresAt = Instant.ofEpochSecond(claims.integer("exp"));
        Duration timeToLive = Duration.ofSeconds(claims.integer("ttl"));
        if (!areOrdered(issuedAt, expiresAt, timeToLive)) {
            throw new MalformedException("status_list_times", "claims.exp is not after iat, or ttl is not positive");
        }
        return new StatusListClaims(
                uri, StatusList.parse(claims.value("status_list")), issuedAt, expiresAt, timeToLive);
    }

    /** The token, as it is served: a compact JWS of typ {@value #TYP} whose {@code kid} is the key's thumbprint. */
    public String sign(Es256Signer issuer) {
        return CompactJws.sign(TYP, json().canonical(), issuer).compact();
    }

    private Json.Obj json() {
        return Json.object()
                .put("exp", expiresAt.getEpochSecond())
                .put("iat", issuedAt.getEpochSecond())
                .put("status_list", list.json())
                .put("sub", uri.toString())
                .put("ttl", timeToLive.toSeconds())
                .build();
    }
}
