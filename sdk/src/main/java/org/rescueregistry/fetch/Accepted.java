package org.rescueregistry.fetch;

import org.rescueregistry.key.Digest;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;
import org.rescueregistry.wire.Members;

/**
 * A registry's yes to a statement: it is in the log for good.
 *
 * <pre>{"have":1,"id":"…","index":12,"need":2,"outcome":"pending","size":14}</pre>
 *
 * @param id the statement's id
 * @param index of its leaf
 * @param size of the tree it is in
 * @param effective whether the act has effect; if not, {@code have} of {@code need} people have
 *     signed it; only then are they sent, else they are 0
 */
public record Accepted(Digest id, long index, long size, boolean effective, long have, long need) {
    public Json.Obj json() {
        Json.ObjectBuilder json = Json.object()
                .put("id", id.base64Url())
                .put("index", index)
                .put("outcome", effective ? "effective" : "pending")
                .put("size", size);
        if (!effective) {
            json.put("have", have).put("need", need);
        }
        return json.build();
    }

    /**
     * Reads the wire form.
     *
     * @throws MalformedException as {@link Members} and {@link Digest#parse}
     */
    public static Accepted parse(Json json) throws MalformedException {
        Members members = Members.of(json, "answer");
        return new Accepted(
                Digest.parse(members.string("id")),
                members.integer("index"),
                members.integer("size"),
                members.string("outcome").equals("effective"),
                members.optionalInteger("have").orElse(0L),
                members.optionalInteger("need").orElse(0L));
    }
}
