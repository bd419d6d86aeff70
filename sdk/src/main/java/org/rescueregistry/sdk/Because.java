package org.rescueregistry.sdk;

import org.jspecify.annotations.Nullable;
import org.rescueregistry.name.Code;
import org.rescueregistry.name.EntityId;
import org.rescueregistry.wire.Json;

/**
 * One reason of a verdict and what it is about.
 *
 * @param code the organisation it speaks of, if one
 * @param registry the registry it was looked up in, if one
 * @param detail a word from outside, such as the reason of a revocation, a phrase, a name
 */
public record Because(
        VerdictReason reason,
        @Nullable Code code,
        @Nullable EntityId registry,
        @Nullable String detail) {

    static Because of(VerdictReason reason) {
        return new Because(reason, null, null, null);
    }

    static Because of(VerdictReason reason, Snapshot.Match match) {
        return new Because(reason, match.code(), match.registry().registry(), null);
    }

    Because detail(String words) {
        return new Because(reason, code, registry, words);
    }

    Json.Obj json() {
        Json.ObjectBuilder json = Json.object()
                .put("reason", reason.name())
                .put("display", reason.display().text());
        if (code != null) {
            json.put("code", code.canonical());
        }
        if (registry != null) {
            json.put("registry", registry.toString());
        }
        if (detail != null) {
            json.put("detail", detail);
        }
        return json.build();
    }
}
