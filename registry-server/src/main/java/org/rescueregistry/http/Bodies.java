package org.rescueregistry.http;

import java.util.ArrayList;
import java.util.List;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;
import org.rescueregistry.wire.Members;

/** Members of request bodies that may be left out. */
final class Bodies {
    private Bodies() {}

    /** An array of objects; without it, none. */
    static List<Members> objects(Members body, String name) throws MalformedException {
        List<Members> read = new ArrayList<>();
        for (Json item : body.optionalArray(name).orElse(List.of())) {
            read.add(Members.of(item, body.where(name) + "[" + read.size() + "]"));
        }
        return read;
    }
}
