package org.rescueregistry.http;

import io.netty.handler.codec.http.HttpResponseStatus;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.wire.Json;

/**
 * Why a request was not done, as problem details (RFC 9457) with one member of ours, {@code code}:
 *
 * <pre>{"code":"unknown_signer","detail":"the key is not in force","status":422,"title":"Unprocessable Entity","type":"about:blank"}</pre>
 *
 * @param code stable, for programs; docs/reference/http.md lists them
 * @param detail for people, without anything that was secret in the request
 * @param retryAfter when it may help to ask again
 */
record Problem(
        int status, String code, String detail, @Nullable Duration retryAfter) {
    static final String MEDIA_TYPE = "application/problem+json";

    Problem(int status, String code, String detail) {
        this(status, code, detail, null);
    }

    Json.Obj json() {
        return Json.object()
                .put("type", "about:blank")
                .put("title", HttpResponseStatus.valueOf(status).reasonPhrase())
                .put("status", status)
                .put("detail", detail)
                .put("code", code)
                .build();
    }

    Reply reply() {
        Reply reply = Reply.of(status, MEDIA_TYPE, json().canonical()).with(Caching.NEVER);
        return retryAfter == null ? reply : reply.retryAfter(retryAfter);
    }

    ProblemException exception() {
        return new ProblemException(this);
    }
}
