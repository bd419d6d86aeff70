package org.rescueregistry.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.wire.Json;

/**
 * Announces, as server-sent events (HTML Living Standard, section 9.2), every tree that witnesses vouch for, for those who follow the
 * log, and every tree that replayers vouch for too, for those who want the status it proves:
 *
 * <pre>
 * event: published
 * data: {"size":123}
 *
 * event: proven
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

    private final List<Announced> kinds;
    private final Set<HttpServerResponse> listeners = ConcurrentHashMap.newKeySet();

    private EventsRoute(List<Announced> kinds) {
        this.kinds = kinds;
    }

    /** Where the log is; both must not block. */
    public interface Source {
        /** Leaves of the tree that witnesses vouch for. */
        Optional<Long> published();

        /** Leaves of the tree that meets the whole policy, replayers too: never more than are published. */
        Optional<Long> proven();
    }

    /** One kind of announcement, and what was announced last. */
    private static final class Announced {
        private final String name;
        private final Supplier<Optional<Long>> size;
        private @Nullable Long told;

        Announced(String name, Supplier<Optional<Long>> size) {
            this.name = name;
            this.size = size;
        }

        Optional<String> now() {
            return size.get().map(this::event);
        }

        Optional<String> news() {
            Optional<Long> now = size.get().filter(leaves -> !leaves.equals(told));
            now.ifPresent(leaves -> told = leaves);
            return now.map(this::event);
        }

        private String event(long leaves) {
            return "event: " + name + "\ndata: "
                    + Json.object().put("size", leaves).build().text() + "\n\n";
        }
    }

    /** Adds it. */
    public static void mount(Routes routes, Source source) {
        EventsRoute events = new EventsRoute(
                List.of(new Announced("published", source::published), new Announced("proven", source::proven)));
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
        String greeting = kinds.stream().flatMap(kind -> kind.now().stream()).collect(Collectors.joining());
        response.write(greeting.isEmpty() ? STILL_HERE : greeting);
        listeners.add(response);
    }

    private void end() {
        listeners.stream().filter(listener -> !listener.ended()).forEach(listener -> listener.end());
    }

    private void look() {
        kinds.forEach(kind -> kind.news().ifPresent(this::send));
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
}
