package org.rescueregistry.sdk;

import java.time.Instant;
import java.util.Arrays;
import org.rescueregistry.key.Digest;
import org.rescueregistry.name.AccountId;
import org.rescueregistry.statement.PlatformReport;
import org.rescueregistry.wire.Base64Url;
import org.rescueregistry.wire.Json;

/**
 * A verdict with the name under which it, an appeal against it and what came of that are kept together. It holds no text of the post
 * and nothing of its readers.
 *
 * <pre>
 * {"account":{"id":"1234567890","platform":"weibo.com"},"at":1795000000,"decision_id":"mK3…","ref":"p-77","verdict":{…}}
 * </pre>
 *
 * @param ref the platform's own name of the post, or empty
 * @param at when it was made
 */
public record Decision(AccountId account, String ref, Instant at, Verdict verdict) {
    /** The decision about a post. */
    public static Decision of(Post post, Instant at, Verdict verdict) {
        return new Decision(post.account(), post.ref(), at, verdict);
    }

    /**
     * Its name: base64url of the first 16 bytes of SHA-256 over the canonical form without it. The same decision has the same name
     * wherever it is worked out again.
     */
    public String id() {
        return idOf(members().build());
    }

    /** What is kept of it. */
    public KeptDecision kept() {
        return KeptDecision.of(this);
    }

    static String idOf(Json.Obj members) {
        byte[] digest = Digest.sha256(members.canonical()).toBytes();
        return Base64Url.encode(Arrays.copyOf(digest, PlatformReport.DECISION_ID_BYTES));
    }

    private Json.ObjectBuilder members() {
        return Json.object()
                .put(
                        "account",
                        Json.object()
                                .put("id", account.id())
                                .put("platform", account.platform())
                                .build())
                .put("at", at.getEpochSecond())
                .put("ref", ref)
                .put("verdict", verdict.json());
    }

    /** The wire form. */
    public Json.Obj json() {
        Json.ObjectBuilder members = members();
        return members.put("decision_id", idOf(members.build())).build();
    }
}
