package org.rescueregistry.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.wire.Json;

/**
 * Announces every new state that is published, as server-sent events (HTML Living Standard, section 9.2):
 *
 * <pre>
 * event: published
 * data: {"size":123}
 * </pre>
 *
 * <p>An announcement proves nothing and needs not to: whoever hears it reads and checks what is published, a little sooner than
 * it would have anyway.
 */
public final class EventsRoute {
    /** Most that listen at a time. */
    private static final int MOST_LISTENERS = 1000;

    private static final Duration LOOK = Duration.ofMillis(50);

    /** How often those who listen are told that nothing is new, so that they and all between us keep the connection. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);

    private static final String STILL_HERE = ":\n\n";

    private final Supplier<Optional<Long>> size;
    private final Set<HttpServerResponse> listeners = ConcurrentHashMap.newKeySet();
    private @Nullable Long told;

    private EventsRoute(Supplier<Optional<Long>> size) {
        this.size = size;
    }

    /**
     * Adds it.
     *
     * @param size of the published tree, if there is one; must not block
     */
    public static void mount(Routes routes, Supplier<Optional<Long>> size) {
        EventsRoute events = new EventsRoute(size);
        routes.getRaw("/events", events::listen);
        routes.tick(LOOK, events::look);
        routes.tick(HEARTBEAT, () -> events.send(STILL_HERE));
        routes.atEnd(events::end);
    }

    private void listen(HttpServerRequest request) {
        if (listeners.size() >= MOST_LISTENERS) {
            new Problem(503, "too_many_listeners", "too many listen already; ask for /snapshot now and then", HEARTBEAT)
                    .reply()
                    .send(request);
            return;
        }
        HttpServerResponse response = request.response();
        response.putHeader(HttpHeaders.CONTENT_TYPE, "text/event-stream")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .setChunked(true);
        if (request.method().equals(HttpMethod.HEAD)) {
            response.end();
            return;
        }
        response.closeHandler(gone -> listeners.remove(response));
        response.exceptionHandler(gone -> listeners.remove(response));
        response.write(size.get().map(EventsRoute::event).orElse(STILL_HERE));
        listeners.add(response);
    }

    private void end() {
        listeners.stream().filter(listener -> !listener.ended()).forEach(listener -> listener.end());
    }

    private void look() {
        Optional<Long> now = size.get();
        if (now.isPresent() && !now.get().equals(told)) {
            told = now.get();
            send(event(told));
        }
    }

    private void send(String event) {
        listeners.removeIf(listener -> listener.ended() || listener.closed());
        for (HttpServerResponse listener : listeners) {
            // Who does not keep up misses some: the newest says all.
            if (!listener.writeQueueFull()) {
                listener.write(event);
            }
        }
    }

    private static String event(long size) {
        return "event: published\ndata: "
                + Json.object().put("size", size).build().text() + "\n\n";
    }
}
