package org.rescueregistry.sdk;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.name.AccountId;
import org.rescueregistry.name.Code;
import org.rescueregistry.wire.Json;

/**
 * A post that should be judged again.
 *
 * <pre>{"cause":"status","code":"RR-CN7K-3M9Q-XDP2","id":"1234567890","platform":"weibo.com","ref":"p-77"}</pre>
 *
 * @param ref the platform's own name of the post, or empty
 * @param code the organisation whose record changed; null when it is the account itself that was bound or unbound, or an attestation
 */
public record Reevaluation(
        AccountId account,
        String ref,
        Cause cause,
        @Nullable Code code) {
    /** What changed. */
    public enum Cause {
        /** The record of an organisation that the verdict spoke of. */
        STATUS,
        /** Who has bound the account. */
        ACCOUNT,
        /** By what an organisation vouches for posts of the account. */
        ATTESTATION,
        /** A moment has come at which something that was known beforehand begins or ends. */
        TIME;

        /** On the wire, in small letters. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Json.Obj json() {
        Json.ObjectBuilder json = Json.object()
                .put("cause", cause.text())
                .put("id", account.id())
                .put("platform", account.platform())
                .put("ref", ref);
        if (code != null) {
            json.put("code", code.canonical());
        }
        return json.build();
    }
}
