package org.rescueregistry.fetch;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.statement.Disclosure;
import org.rescueregistry.statement.OrganisationRecord;
import org.rescueregistry.testing.PublishedRegistry;
import org.rescueregistry.wire.Json;

/**
 * A council, one registry, its witnesses and a mirror on loopback. What it gives as the registry's snapshot may be anything; the rest is
 * as it should be, for a host of snapshots has no say in it.
 */
final class SnapshotHost implements AutoCloseable {
    final PublishedRegistry published;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final String base;

    /** The answer to {@code /snapshot}, by what stands behind {@code since=}. */
    private volatile Function<@Nullable String, Answer> snapshot = since -> honest(since);

    /** What the witnesses have seen; null for whatever the log's newest tree is. */
    volatile byte @Nullable [] seen;

    /** What the registry discloses to who signs. */
    final List<Disclosure> forPlatform = new ArrayList<>();

    /** What the mirror has, by file name. */
    final Map<String, byte[]> mirror = new TreeMap<>();

    /** Every address that was asked for. */
    final List<String> asked = new ArrayList<>();

    private final Map<Long, Collection<OrganisationRecord>> before = new TreeMap<>();
    private byte[] newest = {};
    private int newestSize;

    /** What a host answers; {@code endless} if it never stops. */
    record Answer(int status, byte[] body, boolean endless) {
        static Answer of(byte[] body) {
            return new Answer(200, body, false);
        }
    }

    SnapshotHost() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        base = "http://127.0.0.1:" + server.getAddress().getPort();
        published = new PublishedRegistry(base);
        server.createContext("/", this::answer);
        server.start();
    }

    String mirrorAddress() {
        return base + "/mirror";
    }

    /** A replica that takes this registry's snapshots. */
    ReplicaSetup replica() {
        return Replica.trusting(published.anchors()).over(Web.withTimeLimit(Duration.ofSeconds(1)));
    }

    /** From now on these bytes, whatever was asked. */
    void give(byte[] bytes) {
        snapshot = since -> Answer.of(bytes);
    }

    /** From now on this. */
    void give(Function<@Nullable String, Answer> answer) {
        snapshot = answer;
    }

    /** From now on what is right. */
    void giveWhatIsRight() {
        snapshot = this::honest;
    }

    /** The delta where the records at that size are known, else the whole. */
    Answer honest(@Nullable String since) {
        Collection<OrganisationRecord> now =
                List.copyOf(published.registry().fold().records());
        before.put(published.size(), now);
        Collection<OrganisationRecord> then = since == null ? null : before.get(Long.parseLong(since));
        return Answer.of(
                then == null
                        ? published.whole().toBytes()
                        : published
                                .delta(
                                        Long.parseLong(since),
                                        now.stream()
                                                .filter(record -> !then.contains(record))
                                                .toList(),
                                        published.disclosed())
                                .toBytes());
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            synchronized (asked) {
                asked.add(path);
            }
            Answer answer = answer(path, exchange);
            exchange.sendResponseHeaders(answer.status(), answer.endless() ? 0 : Math.max(1, answer.body().length));
            exchange.getResponseBody().write(answer.body().length == 0 ? new byte[] {'\n'} : answer.body());
            while (answer.endless()) {
                exchange.getResponseBody().write('x');
                exchange.getResponseBody().flush();
                Thread.sleep(20);
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private Answer answer(String path, HttpExchange exchange) throws IOException {
        if (path.startsWith("/witness/")) {
            byte[] tree = seen;
            return Answer.of(tree != null ? tree : newest());
        }
        if (path.startsWith("/mirror/")) {
            byte[] file = mirror.get(path.substring("/mirror/".length()));
            return file == null ? new Answer(404, new byte[0], false) : Answer.of(file);
        }
        String query = exchange.getRequestURI().getQuery();
        return switch (path) {
            case "/council/.well-known/openid-federation" -> text(published.councilConfiguration());
            case "/council/list" ->
                Answer.of(Json.strings(List.of(published.entity().toString())).canonical());
            case "/council/fetch" -> text(published.subordinate());
            case "/registry/.well-known/openid-federation" -> text(published.configuration());
            case "/registry/snapshot" -> snapshot.apply(query == null ? null : query.substring("since=".length()));
            case "/registry/disclosures" ->
                disclosures(exchange.getRequestHeaders().containsKey("Authorization"));
            default -> new Answer(404, new byte[0], false);
        };
    }

    /** The log's newest tree, signed once: to sign with ML-DSA takes longer than all the rest of an answer. */
    private synchronized byte[] newest() {
        List<byte[]> leaves = published.registry().leaves();
        if (newest.length == 0 || newestSize != leaves.size()) {
            newest = published.tree(leaves, List.of()).note().toBytes();
            newestSize = leaves.size();
        }
        return newest;
    }

    private Answer disclosures(boolean signed) {
        List<Disclosure> all = new ArrayList<>(published.disclosed());
        if (signed) {
            all.addAll(forPlatform);
        }
        return Answer.of(Json.object()
                .put(
                        "disclosures",
                        Json.strings(all.stream().map(Disclosure::text).toList()))
                .build()
                .canonical());
    }

    private static Answer text(String text) {
        return Answer.of(text.getBytes(UTF_8));
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
