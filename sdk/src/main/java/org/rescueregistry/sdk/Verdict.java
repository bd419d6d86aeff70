package org.rescueregistry.sdk;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.wire.Json;

/**
 * The answer about a post, with everything needed to say why, and to reach it again.
 *
 * <pre>
 * {"as_of":1795000000,"fresh_until":1795000600,"outcome":"ACCOUNT_VERIFIED",
 *  "reasons":[{"code":"RR-CN7K-3M9Q-XDP2","display":"public","reason":"ACCOUNT_MATCHES","registry":"https://…"}],
 *  "versions":{"lexicon":"2026-11-1","sdk":"0.1.0","snapshot":"…"}}
 * </pre>
 *
 * @param reasons in the order in which they were found; the first decided
 * @param asOf the time as of which the statuses used are proven; null when none was used
 * @param freshUntil when to ask again at the latest; null when {@code asOf} is
 */
public record Verdict(
        Outcome outcome,
        List<Because> reasons,
        @Nullable Instant asOf,
        @Nullable Instant freshUntil,
        Versions versions) {
    /** Of what the verdict depends on besides the post and the time. */
    public record Versions(String sdk, String lexicon, String snapshot) {}

    public Verdict {
        reasons = List.copyOf(reasons);
    }

    /** The canonical form. */
    public Json.Obj json() {
        Json.ObjectBuilder json = Json.object()
                .put("outcome", outcome.name())
                .put("reasons", Json.array(reasons.stream().map(Because::json).toList()))
                .put(
                        "versions",
                        Json.object()
                                .put("lexicon", versions.lexicon())
                                .put("sdk", versions.sdk())
                                .put("snapshot", versions.snapshot())
                                .build());
        if (asOf != null) {
            json.put("as_of", asOf.getEpochSecond());
        }
        if (freshUntil != null) {
            json.put("fresh_until", freshUntil.getEpochSecond());
        }
        return json.build();
    }
}
