package org.rescueregistry.http;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import com.github.benmanes.caffeine.cache.Ticker;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.log.TilePath;
import org.rescueregistry.wire.MalformedException;

/**
 * The finite set of static resources that a tiled log is (C2SP tlog-tiles, "APIs"): checkpoint, tiles, entry bundles. What is
 * asked for often comes out of a bounded memory, whole answers with their headers; the rest is read on workers.
 *
 * <p>Tiles never change, and still none is kept longer than {@link #KEPT} without being read again: a damaged file shows
 * to whoever audits, and is not hidden by a good copy in memory.
 */
public final class StaticLog {
    /** How old what is sent may be, against the files. A new checkpoint is sent at once. */
    static final Duration KEPT = Duration.ofSeconds(2);

    /** The most bytes of answers that are kept: some four thousand tiles of hashes. */
    private static final long MOST_KEPT_BYTES = 32L << 20;

    private static final String ENTRIES = "tile/entries/";

    private final Source source;
    private final WorkerExecutor workers;
    private final Ticker ticker;
    private final AsyncCache<Key, Ready> tiles;
    private final AtomicReference<@Nullable Head> head = new AtomicReference<>();

    /** The log that is shown. */
    public interface Source {
        /** Another object whenever the checkpoint is another. Must not block. */
        Object publication();

        /** The published checkpoint; nothing before the first. May block. */
        Optional<byte[]> checkpoint() throws IOException;

        /** A tile or entry bundle; nothing if the tree of the published checkpoint has none such. May block. */
        Optional<byte[]> tile(TilePath path) throws IOException;

        /** The file in which the bytes of {@link #tile} are, and nothing else; nothing if there is none. */
        default Optional<Path> file(TilePath path) {
            return Optional.empty();
        }
    }

    /** @param path of a tile, as it was asked for */
    private record Key(String path, boolean zipped) {}

    /** The checkpoint as it was read last, or is being read. */
    private record Head(Object publication, long until, Future<Ready> ready) {}

    /** @param workers for what blocks */
    public StaticLog(Source source, WorkerExecutor workers) {
        this(source, workers, Ticker.systemTicker());
    }

    StaticLog(Source source, WorkerExecutor workers, Ticker ticker) {
        this.source = source;
        this.workers = workers;
        this.ticker = ticker;
        tiles = Caffeine.newBuilder()
                .maximumWeight(MOST_KEPT_BYTES)
                .weigher((Key key, Ready ready) -> ready.weight())
                .expireAfterWrite(KEPT)
                .ticker(ticker)
                .executor(Runnable::run)
                .removalListener((@Nullable Key key, @Nullable Ready ready, RemovalCause cause) -> forget(ready))
                .buildAsync();
    }

    private static void forget(@Nullable Ready ready) {
        if (ready != null) {
            ready.forget();
        }
    }

    /** Answers a request for the checkpoint. */
    public void checkpoint(HttpServerRequest request) {
        Object publication = source.publication();
        Head known = head.get();
        if (known == null || known.publication() != publication || ticker.read() - known.until() >= 0) {
            known = read(known, publication);
        }
        answer(request, known.ready());
    }

    private Head read(@Nullable Head before, Object publication) {
        Promise<Ready> promise = Promise.promise();
        Head reading = new Head(publication, ticker.read() + KEPT.toNanos(), promise.future());
        if (!head.compareAndSet(before, reading)) {
            // Somebody else has begun to read what is as new.
            Head other = head.get();
            return other == null ? read(null, publication) : other;
        }
        workers.executeBlocking(
                        () -> Ready.of(
                                source.checkpoint().orElseThrow(StaticLog::notPublished),
                                Reply.TEXT,
                                Caching.REVALIDATE),
                        false)
                .onFailure(failure -> head.compareAndSet(reading, null))
                .onComplete(promise);
        return reading;
    }

    /**
     * Answers a request for a tile or an entry bundle.
     *
     * @param path as tlog-tiles names it, from {@code tile/} on
     */
    public void tile(HttpServerRequest request, String path) {
        boolean zipped =
                path.startsWith(ENTRIES) && Ready.takesGzip(request.headers().get(HttpHeaders.ACCEPT_ENCODING));
        Key key = new Key(path, zipped);
        CompletableFuture<Ready> kept = tiles.getIfPresent(key);
        if (kept != null && kept.isDone() && !kept.isCompletedExceptionally() && kept.join() != null) {
            kept.join().send(request);
        } else {
            answer(request, read(key));
        }
    }

    private Future<Ready> read(Key key) {
        try {
            TilePath path = TilePath.parse(key.path());
            // Those who ask for the same at the same time wait for one reading.
            CompletableFuture<Ready> reading = tiles.get(
                    key,
                    (same, executor) -> workers.executeBlocking(() -> read(path, key.zipped()), false)
                            .toCompletionStage()
                            .toCompletableFuture());
            return Future.fromCompletionStage(reading, Vertx.currentContext())
                    .compose(found ->
                            found == null ? Future.failedFuture(unknownTile()) : Future.succeededFuture(found));
        } catch (MalformedException e) {
            return Future.failedFuture(e);
        }
    }

    /** Nothing, which is not remembered, if there is no such tile. */
    private @Nullable Ready read(TilePath path, boolean zipped) throws IOException {
        Optional<byte[]> bytes = source.tile(path);
        if (bytes.isEmpty()) {
            return null;
        }
        if (zipped) {
            return Ready.zipped(bytes.get(), Reply.OCTETS, Caching.FOREVER);
        }
        return path.isEntries()
                ? Ready.plain(bytes.get(), Reply.OCTETS, Caching.FOREVER, source.file(path))
                : Ready.of(bytes.get(), Reply.OCTETS, Caching.FOREVER);
    }

    private static void answer(HttpServerRequest request, Future<Ready> ready) {
        if (ready.succeeded()) {
            ready.result().send(request);
        } else {
            ready.onSuccess(found -> found.send(request))
                    .onFailure(failure -> Routes.problemOf(failure).reply().send(request));
        }
    }

    private static ProblemException notPublished() {
        return new Problem(404, "not_published", "no checkpoint has enough cosignatures yet to be published")
                .exception();
    }

    private static ProblemException unknownTile() {
        return new Problem(404, "unknown_tile", "the log has no such tile or bundle (yet)").exception();
    }
}
