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
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * HTTP with bounds: no redirects, no body over {@link #MAX_BODY_BYTES}, no request longer than its time limit. Safe for
 * several threads.
 */
public final class Web {
    /** Longest body that is read, in bytes. */
    public static final int MAX_BODY_BYTES = 32 << 20;

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
        return send(request(uri, headers).GET().build());
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
        return send(request(uri, Map.of("Content-Type", "application/json"))
                .POST(HttpRequest.BodyPublishers.ofByteArray(json))
                .build());
    }

    private HttpRequest.Builder request(URI uri, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(timeLimit);
        headers.forEach(request::header);
        return request;
    }

    /** The body, unpacked: the bound below is on what comes out. */
    private static InputStream decoded(HttpResponse<InputStream> response) throws IOException {
        boolean packed = response.headers()
                .firstValue("Content-Encoding")
                .filter("gzip"::equals)
                .isPresent();
        return packed ? new GZIPInputStream(response.body()) : response.body();
    }

    private Answer send(HttpRequest request) throws IOException {
        try {
            HttpResponse<InputStream> response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = decoded(response)) {
                byte[] read = body.readNBytes(MAX_BODY_BYTES + 1);
                if (read.length > MAX_BODY_BYTES) {
                    throw new IOException(request.uri() + " answered with over " + MAX_BODY_BYTES + " bytes");
                }
                return new Answer(response.statusCode(), read);
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
}
