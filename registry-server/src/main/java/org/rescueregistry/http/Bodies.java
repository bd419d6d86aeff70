package org.rescueregistry.http;

import java.util.ArrayList;
import java.util.List;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;
import org.rescueregistry.wire.Members;

/** Request bodies of few members, and members that may be left out. */
final class Bodies {
    private Bodies() {}

    /** The text that is all of a body. */
    static String only(Asked asked, String name) throws MalformedException, ProblemException {
        Members body = asked.json();
        String value = body.string(name);
        body.done();
        return value;
    }

    /** An array of objects; without it, none. */
    static List<Members> objects(Members body, String name) throws MalformedException {
        List<Members> read = new ArrayList<>();
        for (Json item : body.optionalArray(name).orElse(List.of())) {
            read.add(Members.of(item, body.where(name) + "[" + read.size() + "]"));
        }
        return read;
    }
}
