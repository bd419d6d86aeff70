package org.rescueregistry.sdk;

import org.jspecify.annotations.Nullable;
import org.rescueregistry.name.Code;
import org.rescueregistry.name.EntityId;
import org.rescueregistry.wire.Json;

/**
 * One reason of a verdict and what it is about.
 *
 * <pre>{"code":"RR-CN7K-3M9Q-XDP2","display":"queue","reason":"NAME_CHANGED","registry":"https://…","severity":"caution"}</pre>
 *
 * @param code the organisation it speaks of, if one
 * @param registry the registry it was looked up in, if one
 * @param detail a word from outside, such as the reason of a revocation, a phrase, a name; the id of an attestation
 */
public record Because(
        VerdictReason reason,
        @Nullable Code code,
        @Nullable EntityId registry,
        @Nullable String detail) {

    /** Longest detail, in UTF-16 units; what is longer is cut. */
    public static final int MAX_DETAIL_CHARS = 256;

    public Because {
        detail = detail == null ? null : whole(detail);
    }

    /** Text from outside may have half a character in it, which no JSON can carry (RFC 8785 section 3.2.2.2). */
    private static String whole(String words) {
        String cut = words.length() <= MAX_DETAIL_CHARS ? words : words.substring(0, MAX_DETAIL_CHARS);
        StringBuilder whole = new StringBuilder(cut.length());
        cut.codePoints()
                .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xFFFD : c)
                .forEach(whole::appendCodePoint);
        return whole.toString();
    }

    static Because of(VerdictReason reason) {
        return new Because(reason, null, null, null);
    }

    static Because of(VerdictReason reason, Binding binding) {
        return new Because(reason, binding.code(), binding.registry().registry(), null);
    }

    static Because of(VerdictReason reason, RegistrySnapshot registry) {
        return new Because(reason, null, registry.registry(), null);
    }

    Because detail(String words) {
        return new Because(reason, code, registry, words);
    }

    Json.Obj json() {
        Json.ObjectBuilder json = Json.object()
                .put("display", reason.display().text())
                .put("reason", reason.name())
                .put("severity", reason.severity().text());
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
