package org.rescueregistry.cli.command;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.key.CompactJws;
import org.rescueregistry.key.KeyId;
import org.rescueregistry.wire.Json;

/**
 * What whoever is about to sign is shown: in plain words, and to the byte.
 *
 * @param words every member of what is signed, none left out
 * @param header of the JWS
 * @param payload of the JWS
 * @param typed what has to be typed because it cannot be undone; null for whatever can
 */
record Preview(
        List<String> words,
        Json.Obj header,
        Json.Obj payload,
        @Nullable String typed) {
    Preview {
        words = List.copyOf(words);
    }

    /** Of a JWS of this {@code typ}, by the holder of this key. */
    static Preview of(List<String> words, String typ, KeyId signer, Json.Obj payload) {
        return new Preview(words, CompactJws.header(typ, signer), payload, null);
    }

    /** With these words behind its own. */
    Preview with(List<String> more) {
        return new Preview(Stream.concat(words.stream(), more.stream()).toList(), header, payload, typed);
    }

    Preview typing(@Nullable String text) {
        return new Preview(words, header, payload, text);
    }
}
