package org.rescueregistry.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.key.Digest;
import org.rescueregistry.wire.Json;

/** One answer before it is written to the connection. */
record Reply(
        int status,
        String contentType,
        Buffer body,
        Caching caching,
        @Nullable Duration retryAfter) {
    static final String JSON = "application/json";
    static final String TEXT = "text/plain; charset=utf-8";
    static final String OCTETS = "application/octet-stream";

    private static final int ETAG_CHARS = 22;

    static Reply of(int status, String contentType, byte[] body) {
        return new Reply(status, contentType, Buffer.buffer(body), Caching.NEVER, null);
    }

    static Reply json(int status, Json json) {
        return of(status, JSON, json.canonical());
    }

    static Reply text(String contentType, String body) {
        return of(200, contentType, body.getBytes(UTF_8));
    }

    Reply with(Caching how) {
        return new Reply(status, contentType, body, how, retryAfter);
    }

    Reply retryAfter(Duration wait) {
        return new Reply(status, contentType, body, caching, wait);
    }

    Future<Reply> future() {
        return Future.succeededFuture(this);
    }

    /** Writes it, or 304 when who asks has it already (RFC 9110, section 13.1.2). */
    void send(HttpServerRequest request) {
        HttpServerResponse response = request.response();
        if (response.ended() || response.closed()) {
            return;
        }
        response.putHeader(HttpHeaders.CACHE_CONTROL, caching.header());
        response.putHeader("X-Content-Type-Options", "nosniff");
        if (retryAfter != null) {
            // Rounded up: whoever waits that long must not be early.
            long seconds = Math.max(1, retryAfter.plusMillis(999).toSeconds());
            response.putHeader(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
        }
        if (status == 200 && caching != Caching.NEVER) {
            String etag = '"' + Digest.sha256(body.getBytes()).base64Url().substring(0, ETAG_CHARS) + '"';
            response.putHeader(HttpHeaders.ETAG, etag);
            if (knows(request, etag)) {
                response.setStatusCode(304).end();
                return;
            }
        }
        response.setStatusCode(status).putHeader(HttpHeaders.CONTENT_TYPE, contentType);
        if (request.method().equals(HttpMethod.HEAD)) {
            response.putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length()))
                    .end();
        } else {
            response.end(body);
        }
    }

    private static boolean knows(HttpServerRequest request, String etag) {
        String known = request.getHeader(HttpHeaders.IF_NONE_MATCH);
        return known != null && known.contains(etag);
    }
}
