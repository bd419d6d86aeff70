package org.rescueregistry.http;

import io.netty.buffer.Unpooled;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.internal.buffer.BufferInternal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.key.Digest;

/**
 * A public resource with its headers, ready to be sent many times: what does not depend on who asks was computed once. Its
 * ETag is of its bytes, so the same bytes have the same one whoever serves them, after every restart.
 */
final class Ready {
    private static final CharSequence NOSNIFF_HEADER = HttpHeaders.createOptimized("x-content-type-options");
    private static final CharSequence NOSNIFF = HttpHeaders.createOptimized("nosniff");
    private static final CharSequence BY_ENCODING = HttpHeaders.createOptimized("accept-encoding");
    private static final CharSequence GZIP = HttpHeaders.createOptimized("gzip");
    private static final int ETAG_CHARS = 22;

    /** From so many bytes on, sending a file costs less than copying memory into the socket. */
    private static final int LARGE = 64 << 10;

    private final Buffer body;
    private final CharSequence contentType;
    private final CharSequence caching;
    private final CharSequence length;
    private final String etag;
    private final CharSequence etagHeader;
    private final Form form;
    private final @Nullable SharedFile file;

    /** Whether there are two forms of a resource, and which this is. */
    private enum Form {
        ONLY,
        PLAIN,
        ZIPPED
    }

    private Ready(
            byte[] body,
            String etag,
            CharSequence contentType,
            CharSequence caching,
            Form form,
            @Nullable SharedFile file) {
        this.body = outsideTheHeap(body);
        this.contentType = contentType;
        this.caching = caching;
        this.length = HttpHeaders.createOptimized(Integer.toString(body.length));
        this.etag = etag;
        this.etagHeader = HttpHeaders.createOptimized(etag);
        this.form = form;
        this.file = file;
    }

    /** So that the socket takes it as it is: from within the heap it would be copied out for each who asks. */
    private static Buffer outsideTheHeap(byte[] body) {
        ByteBuffer bytes = ByteBuffer.allocateDirect(body.length).put(body).flip();
        return BufferInternal.buffer(Unpooled.unreleasableBuffer(Unpooled.wrappedBuffer(bytes)));
    }

    /** One that has one form only. */
    static Ready of(byte[] body, String contentType, Caching caching) {
        return new Ready(
                body, etag(body, ""), HttpHeaders.createOptimized(contentType), header(caching), Form.ONLY, null);
    }

    /**
     * The plain form of one that has two.
     *
     * @param file where the same bytes are a file, if they are
     */
    static Ready plain(byte[] body, String contentType, Caching caching, Optional<Path> file) {
        return new Ready(
                body,
                etag(body, ""),
                HttpHeaders.createOptimized(contentType),
                header(caching),
                Form.PLAIN,
                file.filter(path -> body.length >= LARGE)
                        .flatMap(path -> SharedFile.open(path, body.length))
                        .orElse(null));
    }

    /** The compressed form of one that has two, or the plain one if that is not larger. Takes time. */
    static Ready zipped(byte[] body, String contentType, Caching caching) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream(body.length / 2);
        try (GZIPOutputStream zip = new GZIPOutputStream(packed)) {
            zip.write(body);
        } catch (IOException e) {
            throw new IllegalStateException("memory does not fail", e);
        }
        if (packed.size() >= body.length) {
            return plain(body, contentType, caching, Optional.empty());
        }
        // An ETag is of the bytes that travel (RFC 9110, section 8.8.3): the other form has another one.
        return new Ready(
                packed.toByteArray(),
                etag(body, "-gzip"),
                HttpHeaders.createOptimized(contentType),
                header(caching),
                Form.ZIPPED,
                null);
    }

    /** What it takes of the memory, about. */
    int weight() {
        return body.length() + 512;
    }

    /** To be called when it is kept no longer. It can still be sent. */
    void forget() {
        if (file != null) {
            file.release();
        }
    }

    /** Sends it, or 304 when who asks has it already (RFC 9110, section 13.1.2). On the event loop of the request. */
    void send(HttpServerRequest request) {
        HttpServerResponse response = request.response();
        if (response.ended() || response.closed()) {
            return;
        }
        MultiMap headers = response.headers();
        headers.add(HttpHeaders.CACHE_CONTROL, caching).add(HttpHeaders.ETAG, etagHeader);
        if (form != Form.ONLY) {
            headers.add(HttpHeaders.VARY, BY_ENCODING);
        }
        if (knows(request.headers().get(HttpHeaders.IF_NONE_MATCH))) {
            response.setStatusCode(304).end();
            return;
        }
        headers.add(HttpHeaders.CONTENT_TYPE, contentType)
                .add(HttpHeaders.CONTENT_LENGTH, length)
                .add(NOSNIFF_HEADER, NOSNIFF);
        if (form == Form.ZIPPED) {
            headers.add(HttpHeaders.CONTENT_ENCODING, GZIP);
        }
        if (request.method().equals(HttpMethod.HEAD)) {
            response.end();
        } else if (file == null || !takesFiles(request) || !file.send(response)) {
            response.end(body);
        }
    }

    /** Whether what is sent goes into the socket as it is. Frames and ciphers want it in memory. */
    private static boolean takesFiles(HttpServerRequest request) {
        return request.version() == HttpVersion.HTTP_1_1 && !request.isSSL();
    }

    private boolean knows(@Nullable String known) {
        return known != null && (known.contains(etag) || known.equals("*"));
    }

    private static String etag(byte[] body, String form) {
        return '"' + Digest.sha256(body).base64Url().substring(0, ETAG_CHARS) + form + '"';
    }

    private static CharSequence header(Caching caching) {
        return HttpHeaders.createOptimized(caching.header());
    }

    /** Whether whoever sends this {@code Accept-Encoding} takes gzip (RFC 9110, section 12.5.3). */
    static boolean takesGzip(@Nullable String accepted) {
        if (accepted == null) {
            return false;
        }
        int from = 0;
        while (from < accepted.length()) {
            int comma = accepted.indexOf(',', from);
            int end = comma < 0 ? accepted.length() : comma;
            String coding = accepted.substring(from, end).strip();
            if (coding.regionMatches(true, 0, "gzip", 0, 4)) {
                String weight = coding.substring(4).replace(" ", "");
                // Without a weight it is wanted; with one of nought it is refused.
                return weight.isEmpty() || !weight.matches(";[qQ]=0(\\.0*)?");
            }
            from = end + 1;
        }
        return false;
    }
}
