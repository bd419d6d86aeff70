package org.rescueregistry.status;

import java.net.URI;
import java.net.URISyntaxException;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;
import org.rescueregistry.wire.Members;

/**
 * Where a token's status stands: the claim {@code status} (Token Status List sections 6.1 and 6.2).
 *
 * <pre>{"status_list":{"idx":412,"uri":"https://registry.example/status/1"}}</pre>
 *
 * @param uri names the list and says where it can be fetched; absolute
 * @param index from 0; whether the list is long enough is known only with the list
 */
public record StatusReference(URI uri, int index) {
    public StatusReference {
        if (!uri.isAbsolute() || index < 0) {
            throw new IllegalArgumentException("no status reference: " + uri + " at " + index);
        }
    }

    /**
     * Reads the claim. Mechanisms beside {@code status_list} are refused: we would not follow them.
     *
     * @throws MalformedException {@code status_index status_uri}, or those of {@link Members}
     */
    public static StatusReference parse(Json claim) throws MalformedException {
        Members status = Members.of(claim, "status");
        Members list = status.object("status_list");
        status.done();
        long index = list.integer("idx");
        String uri = list.string("uri");
        list.done();
        if (index < 0 || index > Integer.MAX_VALUE) {
            throw new MalformedException("status_index", "status.status_list.idx is not an index: " + index);
        }
        return new StatusReference(absoluteUri(uri, "status.status_list.uri"), (int) index);
    }

    static URI absoluteUri(String text, String where) throws MalformedException {
        try {
            URI uri = new URI(text);
            if (uri.isAbsolute()) {
                return uri;
            }
        } catch (URISyntaxException e) {
            throw new MalformedException("status_uri", where + " is not a URI", e);
        }
        throw new MalformedException("status_uri", where + " is not an absolute URI");
    }

    /** The claim. */
    public Json.Obj json() {
        return Json.object()
                .put(
                        "status_list",
                        Json.object()
                                .put("idx", index)
                                .put("uri", uri.toString())
                                .build())
                .build();
    }
}
