package org.rescueregistry.fetch;

import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.Es256PublicKey;
import org.rescueregistry.statement.Promise;
import org.rescueregistry.statement.Statement;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;
import org.rescueregistry.wire.Members;

/**
 * A registry's yes to a statement: it is in the log for good.
 *
 * <pre>{"have":1,"id":"…","index":12,"need":2,"outcome":"pending","promise":"…","size":14}</pre>
 *
 * @param id the statement's id
 * @param index of its leaf
 * @param size of the tree it is in
 * @param effective whether the act has effect; if not, {@code have} of {@code need} people have
 *     signed it; only then are they sent, else they are 0
 * @param promise of the registry, for a removing act; nobody has verified it before {@link #receipt} did
 */
public record Accepted(
        Digest id, long index, long size, boolean effective, long have, long need, Optional<Promise> promise) {
    /**
     * What its promise is worth.
     *
     * @param filed the statement that was filed
     * @param keys of the registry's entity configuration
     */
    public PromiseReceipt receipt(Statement filed, Collection<Es256PublicKey> keys, Instant now) {
        return PromiseReceipt.of(promise, filed, keys, now);
    }

    public Json.Obj json() {
        Json.ObjectBuilder json = Json.object()
                .put("id", id.base64Url())
                .put("index", index)
                .put("outcome", effective ? "effective" : "pending")
                .put("size", size);
        if (!effective) {
            json.put("have", have).put("need", need);
        }
        promise.ifPresent(given -> json.put("promise", given.compact()));
        return json.build();
    }

    /**
     * Reads the wire form.
     *
     * @throws MalformedException as {@link Members}, {@link Digest#parse} and {@link Promise#parse}
     */
    public static Accepted parse(Json json) throws MalformedException {
        Members members = Members.of(json, "answer");
        Optional<String> promise = members.optionalString("promise");
        return new Accepted(
                Digest.parse(members.string("id")),
                members.integer("index"),
                members.integer("size"),
                members.string("outcome").equals("effective"),
                members.optionalInteger("have").orElse(0L),
                members.optionalInteger("need").orElse(0L),
                promise.isPresent() ? Optional.of(Promise.parse(promise.get())) : Optional.empty());
    }
}
