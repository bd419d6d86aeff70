package org.rescueregistry.statement;

import org.rescueregistry.key.Digest;
import org.rescueregistry.wire.CanonicalText;
import org.rescueregistry.wire.MalformedException;
import org.rescueregistry.wire.Members;

/** Where an act stands in the log: its id and the index of its leaf, {@code {"id":"…","index":7}}. */
public record Position(Digest id, long index) {
    public Position {
        Fields.requireIndex(index);
    }

    void putInto(CanonicalText text) {
        text.put("id", id.base64Url()).put("index", index);
    }

    static Position parse(Members members) throws MalformedException {
        Position position = new Position(Fields.digest(members, "id"), Fields.index(members, "index"));
        members.done();
        return position;
    }
}
