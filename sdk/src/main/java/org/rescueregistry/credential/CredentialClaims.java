package org.rescueregistry.credential;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.Es256PublicKey;
import org.rescueregistry.name.Code;
import org.rescueregistry.name.EntityId;
import org.rescueregistry.status.StatusReference;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;
import org.rescueregistry.wire.Members;

/**
 * What a registry says of an organisation in its credential (SD-JWT VC section 2.2.2).
 *
 * <p>Times are whole days (UTC), so that they do not tell credentials apart: the constructor rounds {@code issuedAt}
 * and {@code notBefore} down and {@code expiresAt} up. The registration's own end stands in the record, to the second.
 *
 * @param issuer the registry, {@code iss}
 * @param code the organisation; {@code sub} is its entity id at the registry
 * @param holder the organisation's key, {@code cnf.jwk}
 * @param status its entry in a status list, {@code status.status_list}
 * @param issuedAt {@code iat}
 * @param notBefore {@code nbf}
 * @param expiresAt {@code exp}
 * @param digests {@code _sd}: the digests of the organisation's disclosures, the very ones its {@code admit} carries;
 *     the constructor puts them in the order of their texts
 */
public record CredentialClaims(
        EntityId issuer,
        Code code,
        Es256PublicKey holder,
        StatusReference status,
        Instant issuedAt,
        Instant notBefore,
        Instant expiresAt,
        List<Digest> digests) {
    /** The credential's type, {@code vct}; another meaning would get another number. */
    public static final String VCT = "urn:rescue-registry:rescue-organisation:1";

    /** The {@code typ} of the issuer-signed JWT; with {@code application/} before it, its media type. */
    public static final String TYP = "dc+sd-jwt";

    /** Most digests in one credential: 32 of the profile, kind and jurisdiction, and room. */
    public static final int MAX_DIGESTS = 64;

    private static final int SECONDS_OF_DAY = 86_400;

    public CredentialClaims {
        issuedAt = issuedAt.truncatedTo(ChronoUnit.DAYS);
        notBefore = notBefore.truncatedTo(ChronoUnit.DAYS);
        expiresAt = expiresAt.plus(Duration.ofDays(1).minusNanos(1)).truncatedTo(ChronoUnit.DAYS);
        digests =
                digests.stream().sorted(Comparator.comparing(Digest::base64Url)).toList();
        if (!expiresAt.isAfter(notBefore)
                || digests.isEmpty()
                || digests.size() > MAX_DIGESTS
                || new HashSet<>(digests).size() != digests.size()) {
            throw new IllegalArgumentException("no claims of a credential: " + code);
        }
    }

    /** The organisation's entity id, {@code sub}. */
    public EntityId subject() {
        return issuer.organisation(code);
    }

    /**
     * Reads the payload of the issuer-signed JWT, which has these members and no others.
     *
     * @throws MalformedException {@code credential_type credential_hash credential_subject credential_times
     *     credential_digests}, or why a member is refused
     */
    static CredentialClaims parse(Json payload) throws MalformedException {
        Members claims = Members.of(payload, "claims");
        if (!claims.string("vct").equals(VCT)) {
            throw new MalformedException("credential_type", "the vct of the credential is not " + VCT);
        }
        if (!claims.string("_sd_alg").equals("sha-256")) {
            throw new MalformedException("credential_hash", "the _sd_alg of the credential is not sha-256");
        }
        EntityId issuer = EntityId.parse(claims.string("iss"));
        Code code = code(issuer, claims.string("sub"));
        Members confirmation = claims.object("cnf");
        Es256PublicKey holder =
                Es256PublicKey.fromJwk(confirmation.object("jwk").json());
        confirmation.done();
        StatusReference status = StatusReference.parse(claims.value("status"));
        List<Digest> digests = digests(claims.strings("_sd"));
        Instant issuedAt = day(claims, "iat");
        Instant notBefore = day(claims, "nbf");
        Instant expiresAt = day(claims, "exp");
        claims.done();
        if (!expiresAt.isAfter(notBefore)) {
            throw new MalformedException("credential_times", "claims.exp is not after claims.nbf");
        }
        return new CredentialClaims(issuer, code, holder, status, issuedAt, notBefore, expiresAt, digests);
    }

    private static Code code(EntityId issuer, String subject) throws MalformedException {
        String prefix = issuer + "/o/";
        if (!subject.startsWith(prefix)) {
            throw new MalformedException("credential_subject", "claims.sub is no organisation of " + issuer);
        }
        return Code.parseSymbols(subject.substring(prefix.length()));
    }

    private static Instant day(Members claims, String name) throws MalformedException {
        long seconds = claims.integer(name);
        if (seconds < 0 || seconds % SECONDS_OF_DAY != 0) {
            throw new MalformedException("credential_times", claims.where(name) + " is not the beginning of a day");
        }
        return Instant.ofEpochSecond(seconds);
    }

    private static List<Digest> digests(List<String> texts) throws MalformedException {
        List<Digest> digests = new ArrayList<>();
        for (String text : texts) {
            digests.add(Digest.parse(text));
        }
        // The order must not tell what the digests are of, and with one order there is one way to write them.
        boolean isAscending = texts.stream().sorted().distinct().toList().equals(texts);
        if (!isAscending || texts.isEmpty() || texts.size() > MAX_DIGESTS) {
            throw new MalformedException(
                    "credential_digests", "claims._sd is not 1 to " + MAX_DIGESTS + " digests in ascending order");
        }
        return digests;
    }

    Json.Obj json() {
        Collection<String> texts = digests.stream().map(Digest::base64Url).toList();
        return Json.object()
                .put("_sd", Json.strings(texts))
                .put("_sd_alg", "sha-256")
                .put("cnf", Json.object().put("jwk", holder.jwk()).build())
                .put("exp", expiresAt.getEpochSecond())
                .put("iat", issuedAt.getEpochSecond())
                .put("iss", issuer.toString())
                .put("nbf", notBefore.getEpochSecond())
                .put("status", status.json())
                .put("sub", subject().toString())
                .put("vct", VCT)
                .build();
    }
}
