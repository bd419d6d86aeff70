package org.rescueregistry.cli.sidecar;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;

/**
 * Serves {@link Routes} on a loopback address, and on no other: who may reach it may ask it, and set the platform's overrides. A
 * request whose {@code Host} is no loopback name is refused, so that no page in a browser can be rebound to it.
 */
public final class Sidecar implements AutoCloseable {
    /** Longest body, in bytes: that of the longest JSON text that is read. */
    static final int MAX_BODY = Json.MAX_BYTES;

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private final HttpServer server;
    private final ExecutorService threads;
    private final Map<String, Map<String, Route>> routes = new TreeMap<>();

    /** One route: the request's parameters and body in, an answer out. */
    interface Route {
        Answer answer(Map<String, String> parameters, byte[] body) throws MalformedException;
    }

    /** A refusal before any route is asked. */
    private static final class Refused extends Exception {
        private final transient Answer answer;

        Refused(int status, String code, String detail) {
            super(detail);
            this.answer = Answer.problem(status, code, detail);
        }
    }

    /**
     * Begins to serve.
     *
     * @param address a loopback one; port 0 for any
     * @throws IllegalArgumentException if it is none
     */
    public Sidecar(InetSocketAddress address, Routes asked, int threads) throws IOException {
        if (!address.getAddress().isLoopbackAddress()) {
            throw new IllegalArgumentException(address + " is not a loopback address");
        }
        server = HttpServer.create(address, 0);
        this.threads = Executors.newFixedThreadPool(threads);
        asked.mount(this);
        server.createContext("/", this::handle);
        server.setExecutor(this.threads);
        server.start();
    }

    void on(String method, String path, Route route) {
        routes.computeIfAbsent(path, key -> new TreeMap<>()).put(method, route);
    }

    /** Every route as {@code GET /health}, for the test that holds the description to them. */
    Set<String> routes() {
        Set<String> all = new TreeSet<>();
        routes.forEach((path, methods) -> methods.keySet().forEach(method -> all.add(method + " " + path)));
        return all;
    }

    /** Where it listens: {@code http://127.0.0.1:7180}. */
    public URI address() {
        String host = server.getAddress().getAddress().getHostAddress();
        return URI.create("http://" + (host.contains(":") ? "[" + host + "]" : host) + ":"
                + server.getAddress().getPort());
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Answer answer;
            try {
                answer = answer(exchange);
            } catch (Refused refused) {
                answer = refused.answer;
            } catch (MalformedException malformed) {
                answer = Answer.malformed(malformed);
            } catch (RuntimeException bug) {
                // Nobody is told what is in a post: not even in a stack trace.
                answer = Answer.problem(
                        500, "bug", "a mistake of ours: " + bug.getClass().getName());
            }
            send(exchange, answer);
        }
    }

    private Answer answer(HttpExchange exchange) throws IOException, Refused, MalformedException {
        requireLoopbackHost(exchange);
        Map<String, Route> methods = routes.get(exchange.getRequestURI().getPath());
        if (methods == null) {
            throw new Refused(404, "not_found", "there is no such path; see /openapi.json");
        }
        Route route = methods.get(exchange.getRequestMethod());
        if (route == null) {
            exchange.getResponseHeaders().set("Allow", String.join(", ", methods.keySet()));
            throw new Refused(405, "method_not_allowed", "here are " + String.join(", ", methods.keySet()));
        }
        return route.answer(parameters(exchange.getRequestURI()), body(exchange));
    }

    private static void requireLoopbackHost(HttpExchange exchange) throws Refused {
        String host = exchange.getRequestHeaders().getFirst("Host");
        String name = host == null ? "" : host.replaceFirst(":[0-9]*$", "").toLowerCase(Locale.ROOT);
        if (!LOOPBACK.contains(name)) {
            throw new Refused(421, "wrong_host", "the Host of a request here is localhost, 127.0.0.1 or [::1]");
        }
    }

    private static byte[] body(HttpExchange exchange) throws IOException, Refused {
        try (InputStream in = exchange.getRequestBody()) {
            byte[] body = in.readNBytes(MAX_BODY + 1);
            if (body.length > MAX_BODY) {
                throw new Refused(413, "body_too_large", "a body has at most " + MAX_BODY + " bytes");
            }
            return body;
        }
    }

    private static Map<String, String> parameters(URI asked) throws Refused {
        Map<String, String> parameters = new TreeMap<>();
        String query = asked.getQuery();
        if (query != null) {
            for (String one : query.split("&", -1)) {
                int sign = one.indexOf('=');
                if (sign < 1 || parameters.put(one.substring(0, sign), one.substring(sign + 1)) != null) {
                    throw new Refused(400, "bad_query", "a query is name=value, each name once");
                }
            }
        }
        return parameters;
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", answer.type());
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    /** Ends at once; who waits for an answer asks again. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdown();
    }
}
