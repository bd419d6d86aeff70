package org.rescueregistry.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.ledger.LeafLog;
import org.rescueregistry.log.EntryBundle;
import org.rescueregistry.log.TilePath;

/**
 * A bare log over HTTP, at the root of its server: {@code POST /add} takes any bytes and answers their index once they are
 * durable and integrated; {@code /checkpoint} and {@code /tile/…} are as C2SP tlog-tiles says.
 *
 * <p>For one event loop. What the log's writer finishes comes back to it in one piece, however many leaves it was.
 */
public final class BareLog implements Handler<HttpServerRequest> {
    private static final String ADD = "/add";
    private static final String CHECKPOINT = "/checkpoint";
    private static final String TILES = "/tile/";

    /** So much more of a body that is too large is read and thrown away. */
    private static final int MOST_REFUSED_BYTES = 1 << 20;

    private final LeafLog log;
    private final Context loop;
    private final StaticLog resources;
    private final Queue<Added> done = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean awake = new AtomicBoolean();

    /** A leaf that was answered, and who waits for it. */
    private record Added(
            HttpServerRequest request,
            LeafLog.@Nullable Added answer,
            @Nullable Throwable failure) {}

    /**
     * @param loop where the server takes its connections
     * @param workers for what blocks
     */
    public BareLog(LeafLog log, Context loop, WorkerExecutor workers) {
        this.log = log;
        this.loop = loop;
        this.resources = new StaticLog(new Shown(log), workers);
    }

    /** The published log. */
    private record Shown(LeafLog log) implements StaticLog.Source {
        @Override
        public Object publication() {
            return log.published();
        }

        @Override
        public Optional<byte[]> checkpoint() {
            return Optional.of(log.checkpoint());
        }

        @Override
        public Optional<byte[]> tile(TilePath path) throws IOException {
            return log.tile(path);
        }

        @Override
        public Optional<Path> file(TilePath path) {
            return log.file(path);
        }
    }

    @Override
    public void handle(HttpServerRequest request) {
        String path = request.path();
        HttpMethod method = request.method();
        if (ADD.equals(path) && method.equals(HttpMethod.POST)) {
            new Arriving(request).begin();
        } else if (!method.equals(HttpMethod.GET) && !method.equals(HttpMethod.HEAD)) {
            refuse(request, 405, "method_not_allowed", "this address does not take that method");
        } else if (CHECKPOINT.equals(path)) {
            resources.checkpoint(request);
        } else if (path != null && path.startsWith(TILES)) {
            resources.tile(request, path.substring(1));
        } else {
            refuse(request, 404, "not_found", "there is nothing at this address");
        }
    }

    /** A body on its way in, no longer than an entry of a bundle may be. */
    private final class Arriving implements Handler<Buffer> {
        private final HttpServerRequest request;
        private @Nullable Buffer body;
        private int refused;

        Arriving(HttpServerRequest request) {
            this.request = request;
        }

        void begin() {
            request.handler(this);
            request.endHandler(ignored -> end());
            request.exceptionHandler(gone -> body = null);
        }

        @Override
        public void handle(Buffer part) {
            if (request.response().ended()) {
                // Closed at once, the connection would take the answer with it: whoever is still sending does not read.
                refused += part.length();
                if (refused > MOST_REFUSED_BYTES) {
                    request.connection().close();
                }
            } else if (length() + part.length() > EntryBundle.MAX_ENTRY_BYTES) {
                refuse(request, 413, "body_too_large", "a leaf has at most " + EntryBundle.MAX_ENTRY_BYTES + " bytes");
            } else {
                body = body == null ? part : body.appendBuffer(part);
            }
        }

        private int length() {
            return body == null ? 0 : body.length();
        }

        private void end() {
            if (!request.response().ended()) {
                add(request, body == null ? new byte[0] : body.getBytes());
            }
        }
    }

    private void add(HttpServerRequest request, byte[] leaf) {
        log.add(leaf).whenComplete((answer, failure) -> {
            done.add(new Added(request, answer, failure));
            if (awake.compareAndSet(false, true)) {
                loop.runOnContext(ignored -> answerAll());
            }
        });
    }

    private void answerAll() {
        // First this: what is done from here on wakes the loop again.
        awake.set(false);
        for (Added next = done.poll(); next != null; next = done.poll()) {
            answer(next);
        }
    }

    private void answer(Added added) {
        HttpServerRequest request = added.request();
        if (added.answer() == null) {
            Throwable failure = added.failure();
            refuse(
                    request,
                    503,
                    "cannot_sign",
                    failure == null ? "the log has stopped" : String.valueOf(failure.getMessage()));
            return;
        }
        added.answer().match(new LeafLog.Added.Cases<Boolean>() {
            @Override
            public Boolean at(LeafLog.Added.At answer) {
                request.response()
                        .end(Buffer.buffer(Long.toString(answer.index()).getBytes(US_ASCII)));
                return true;
            }

            @Override
            public Boolean busy(LeafLog.Added.Busy answer) {
                new Problem(429, "busy", "too many leaves wait; this one was not looked at", answer.retryAfter())
                        .reply()
                        .send(request);
                return false;
            }
        });
    }

    private static void refuse(HttpServerRequest request, int status, String code, String detail) {
        new Problem(status, code, detail).reply().send(request);
    }
}
