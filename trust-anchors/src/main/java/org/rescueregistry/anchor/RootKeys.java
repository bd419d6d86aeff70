package org.rescueregistry.anchor;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.rescueregistry.key.Es256PublicKey;
import org.rescueregistry.key.KeyId;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;
import org.rescueregistry.wire.Members;

/**
 * The keys that may sign an anchor set, and how many of them must.
 *
 * <p>Wire form: {@code {"keys":[{"crv":"P-256","kty":"EC","x":"…","y":"…"}],"threshold":1}}, the keys ascending by
 * thumbprint.
 *
 * @param keys by RFC 7638 thumbprint
 * @param threshold from 1 to the number of keys
 */
public record RootKeys(SortedMap<KeyId, Es256PublicKey> keys, int threshold) {
    /** Most root keys. */
    public static final int MAX_KEYS = 32;

    /**
     * Copies the keys.
     *
     * @throws IllegalArgumentException if the threshold cannot be met, or there are too many keys
     */
    public RootKeys {
        keys = Collections.unmodifiableSortedMap(new TreeMap<>(keys));
        if (keys.size() > MAX_KEYS || threshold < 1 || threshold > keys.size()) {
            throw new IllegalArgumentException(threshold + " of " + keys.size() + " root keys");
        }
    }

    /** These keys, of which so many must sign. */
    public static RootKeys of(int threshold, Collection<Es256PublicKey> keys) {
        TreeMap<KeyId, Es256PublicKey> byId = new TreeMap<>();
        keys.forEach(key -> byId.put(key.keyId(), key));
        return new RootKeys(byId, threshold);
    }

    static RootKeys parse(Members members) throws MalformedException {
        List<Members> jwks = members.objects("keys");
        if (jwks.size() > MAX_KEYS) {
            throw new MalformedException("anchors_too_many_root_keys", "more than " + MAX_KEYS + " root keys");
        }
        List<Es256PublicKey> keys = new ArrayList<>();
        for (Members jwk : jwks) {
            keys.add(Es256PublicKey.fromJwk(jwk.json()));
        }
        long threshold = members.integer("threshold");
        members.done();
        long different = keys.stream().distinct().count();
        if (threshold < 1 || threshold > different) {
            throw new MalformedException(
                    "anchors_bad_threshold", members.where("threshold") + " is not from 1 to " + different);
        }
        return of((int) threshold, keys);
    }

    Json.Obj json() {
        return Json.object()
                .put(
                        "keys",
                        Json.array(
                                keys.values().stream().map(Es256PublicKey::jwk).toList()))
                .put("threshold", threshold)
                .build();
    }
}
