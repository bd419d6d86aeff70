package org.rescueregistry.federation;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.rescueregistry.key.Es256PublicKey;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;
import org.rescueregistry.wire.Members;

/**
 * The federation entity keys of one entity, a JWK set (OpenID Federation 1.0, section 3.1.1 {@code jwks}; RFC 7517
 * section 5).
 *
 * <p>Wire form: {@code {"keys":[{"crv":"P-256","kid":"NzbL…","kty":"EC","x":"…","y":"…"}]}}. Every key has a {@code kid}
 * of its own. Keys of other kinds than ES256, or not for signing, stay in the set but verify nothing. A private member
 * anywhere in the set refuses the set.
 */
public final class FederationKeys {
    /** Most keys in one set. */
    public static final int MAX_KEYS = 64;

    /** Members that RFC 7518 section 6 keeps for private and symmetric keys. */
    private static final Set<String> SECRETS = Set.of("d", "p", "q", "dp", "dq", "qi", "oth", "k", "priv");

    private final Json.Obj json;
    private final Map<String, Es256PublicKey> usable;

    private FederationKeys(Json.Obj json, Map<String, Es256PublicKey> usable) {
        this.json = json;
        this.usable = Map.copyOf(usable);
    }

    /** The set of these keys, each named by its RFC 7638 thumbprint. */
    public static FederationKeys of(Collection<Es256PublicKey> keys) {
        Map<String, Es256PublicKey> usable = new LinkedHashMap<>();
        keys.forEach(key -> usable.put(key.keyId().toString(), key));
        if (usable.isEmpty() || usable.size() > MAX_KEYS) {
            throw new IllegalArgumentException(usable.size() + " keys in a set");
        }
        List<Json> jwks = usable.entrySet().stream()
                .<Json>map(entry -> withKid(entry.getValue(), entry.getKey()))
                .toList();
        return new FederationKeys(Json.object().put("keys", Json.array(jwks)).build(), usable);
    }

    /** The set of one key. */
    public static FederationKeys of(Es256PublicKey key) {
        return of(List.of(key));
    }

    /**
     * Reads a JWK set.
     *
     * @throws MalformedException {@code missing_member wrong_type no_keys too_many_keys duplicate_kid private_key}, or
     *     what {@link Es256PublicKey#fromJwk} finds wrong with a key on P-256
     */
    public static FederationKeys parse(Json value, String where) throws MalformedException {
        Members set = Members.of(value, where);
        List<Members> keys = set.objects("keys");
        if (keys.isEmpty()) {
            throw new MalformedException("no_keys", where + " has no keys");
        }
        if (keys.size() > MAX_KEYS) {
            throw new MalformedException("too_many_keys", where + " has more than " + MAX_KEYS + " keys");
        }
        Set<String> kids = new HashSet<>();
        Map<String, Es256PublicKey> usable = new LinkedHashMap<>();
        for (Members key : keys) {
            String kid = key.string("kid");
            if (kid.isEmpty() || !kids.add(kid)) {
                throw new MalformedException("duplicate_kid", key.where() + " has a kid that is empty or not its own");
            }
            es256(key).ifPresent(publicKey -> usable.put(kid, publicKey));
        }
        return new FederationKeys(set.json(), usable);
    }

    /** The key of this name, if it can verify ES256. */
    public Optional<Es256PublicKey> find(String kid) {
        return Optional.ofNullable(usable.get(kid));
    }

    /** The keys that can verify ES256. */
    public Collection<Es256PublicKey> usable() {
        return usable.values();
    }

    /** The wire form, foreign members included. */
    public Json.Obj json() {
        return json;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FederationKeys keys && json.equals(keys.json);
    }

    @Override
    public int hashCode() {
        return json.hashCode();
    }

    @Override
    public String toString() {
        return json.toString();
    }

    private static Optional<Es256PublicKey> es256(Members key) throws MalformedException {
        for (String name : key.json().members().keySet()) {
            if (SECRETS.contains(name)) {
                throw new MalformedException("private_key", key.where(name) + " belongs to a secret key");
            }
        }
        boolean fits = key.string("kty").equals("EC")
                && key.optionalString("crv").filter("P-256"::equals).isPresent()
                && key.optionalString("use").filter(use -> !use.equals("sig")).isEmpty()
                && key.optionalString("alg").filter(alg -> !alg.equals("ES256")).isEmpty()
                && key.optionalStrings("key_ops")
                        .filter(operations -> !operations.contains("verify"))
                        .isEmpty();
        if (!fits) {
            return Optional.empty();
        }
        return Optional.of(Es256PublicKey.fromJwk(Json.object()
                .put("crv", "P-256")
                .put("kty", "EC")
                .put("x", key.string("x"))
                .put("y", key.string("y"))
                .build()));
    }

    private static Json.Obj withKid(Es256PublicKey key, String kid) {
        Json.ObjectBuilder jwk = Json.object();
        key.jwk().members().forEach(jwk::put);
        return jwk.put("kid", kid).build();
    }
}
