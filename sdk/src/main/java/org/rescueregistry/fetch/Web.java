package org.rescueregistry.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * HTTP with bounds: no redirects, no body over {@link #MAX_BODY_BYTES} where nothing else is said, no answer that begins after its
 * time limit or takes over {@link #BODY_PATIENCE} times as long to arrive. Safe for several threads.
 */
public final class Web {
    /** Longest body that is read, in bytes. */
    public static final int MAX_BODY_BYTES = 32 << 20;

    /** How many time limits a body may take: a large one on a slow line does, one that trickles for ever does not. */
    public static final int BODY_PATIENCE = 6;

    private final HttpClient client;
    private final Duration timeLimit;

    /** An answer of any status. */
    static final class Answer {
        private final int status;
        private final byte[] body;

        private Answer(int status, byte[] body) {
            this.status = status;
            this.body = body;
        }

        int status() {
            return status;
        }

        /** The body itself: an answer has one reader. */
        byte[] body() {
            return body;
        }

        boolean isOk() {
            return status >= 200 && status < 300;
        }
    }

    private Web(HttpClient client, Duration timeLimit) {
        this.client = client;
        this.timeLimit = timeLimit;
    }

    /** A client whose requests, connecting included, take at most {@code timeLimit} each. */
    public static Web withTimeLimit(Duration timeLimit) {
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(timeLimit)
                .build();
        return new Web(client, timeLimit);
    }

    /** Asks for a page. */
    Answer get(URI uri, Map<String, String> headers) throws IOException {
        return get(uri, headers, MAX_BODY_BYTES);
    }

    /** Asks for a page of at most {@code mostBytes}, unpacked. */
    Answer get(URI uri, Map<String, String> headers, int mostBytes) throws IOException {
        return send(request(uri, headers).GET().build(), mostBytes);
    }

    /** The body of a page that must be there. */
    byte[] get(URI uri) throws IOException {
        Answer answer = get(uri, Map.of());
        if (!answer.isOk()) {
            throw new IOException(uri + " answered " + answer.status());
        }
        return answer.body();
    }

    /**
     * Reads lines for as long as the other side sends any; the time limit is that of the first answer. Whoever closes the stream
     * ends it.
     */
    Stream<String> lines(URI uri) throws IOException {
        HttpRequest request =
                request(uri, Map.of("Accept", "text/event-stream")).GET().build();
        try {
            HttpResponse<Stream<String>> response = client.send(request, HttpResponse.BodyHandlers.ofLines());
            if (response.statusCode() != 200) {
                response.body().close();
                throw new IOException(uri + " answered " + response.statusCode());
            }
            return response.body();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException(uri + " was given up").initCause(interrupted);
        }
    }

    /** Sends a JSON body. */
    Answer post(URI uri, byte[] json) throws IOException {
        return send(
                request(uri, Map.of("Content-Type", "application/json"))
                        .POST(HttpRequest.BodyPublishers.ofByteArray(json))
                        .build(),
                MAX_BODY_BYTES);
    }

    private HttpRequest.Builder request(URI uri, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(timeLimit);
        headers.forEach(request::header);
        return request;
    }

    /** The body, unpacked: the bound below is on what comes out. */
    private static InputStream decoded(HttpResponse<?> response, InputStream raw) throws IOException {
        boolean packed = response.headers()
                .firstValue("Content-Encoding")
                .filter("gzip"::equals)
                .isPresent();
        return packed ? new GZIPInputStream(raw) : raw;
    }

    private Answer send(HttpRequest request, int mostBytes) throws IOException {
        try {
            HttpResponse<InputStream> response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream raw = response.body()) {
                return new Answer(response.statusCode(), body(response, raw, mostBytes));
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException(request.uri() + " was given up").initCause(interrupted);
        } catch (IOException unreachable) {
            String why = unreachable.getMessage() == null ? "no connection" : unreachable.getMessage();
            throw why.startsWith(request.uri().toString())
                    ? unreachable
                    : new IOException(request.uri() + " cannot be reached: " + why, unreachable);
        }
    }

    /** What waits for a body for ever is woken by closing it. */
    private byte[] body(HttpResponse<?> response, InputStream raw, int mostBytes) throws IOException {
        AtomicBoolean late = new AtomicBoolean();
        CompletableFuture<Void> patience = CompletableFuture.runAsync(
                () -> {
                    late.set(true);
                    close(raw);
                },
                CompletableFuture.delayedExecutor(
                        timeLimit.multipliedBy(BODY_PATIENCE).toMillis(), TimeUnit.MILLISECONDS));
        try (InputStream body = decoded(response, raw)) {
            byte[] read = body.readNBytes(mostBytes + 1);
            if (read.length > mostBytes) {
                throw new IOException(response.uri() + " answered with over " + mostBytes + " bytes");
            }
            if (late.get()) {
                throw new IOException(response.uri() + " did not finish its answer in time");
            }
            return read;
        } finally {
            patience.cancel(false);
        }
    }

    private static void close(InputStream body) {
        try {
            body.close();
        } catch (IOException gone) {
            // So nobody reads it any more.
        }
    }
}
