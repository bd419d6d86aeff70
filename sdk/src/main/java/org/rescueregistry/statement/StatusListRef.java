package org.rescueregistry.statement;

import org.rescueregistry.key.Digest;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;
import org.rescueregistry.wire.Members;

/**
 * What a state leaf says of one status list: {@code {"bits":2,"length":131072,"sha256":"…"}}.
 *
 * @param length entries, of two bits each
 * @param sha256 of the raw, uncompressed bytes
 */
public record StatusListRef(long length, Digest sha256) {
    /** Bits of an entry. */
    public static final int BITS = 2;

    Json.Obj json() {
        return Json.object()
                .put("bits", BITS)
                .put("length", length)
                .put("sha256", sha256.base64Url())
                .build();
    }

    static StatusListRef parse(Members members) throws MalformedException {
        if (members.integer("bits") != BITS) {
            throw new MalformedException("unknown_word", members.where("bits") + " is not " + BITS);
        }
        StatusListRef ref = new StatusListRef(Fields.index(members, "length"), Fields.digest(members, "sha256"));
        members.done();
        return ref;
    }
}
