package org.rescueregistry.http;

import io.vertx.core.Future;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.rescueregistry.log.TilePath;
import org.rescueregistry.wire.MalformedException;

/**
 * The public read side of the log (C2SP tlog-tiles) under {@code /log}, read from its files each time: the page cache of the
 * operating system is the cache, and what is on the disk is what the world sees.
 */
public final class LogRoutes {
    private static final String PREFIX = "/log/";
    private static final Duration PUBLICATION = Duration.ofSeconds(1);

    private final Routes routes;
    private final Source log;

    /** The log; every method may block. */
    public interface Source {
        /** The checkpoint that witnesses have cosigned last. */
        Optional<byte[]> checkpoint() throws IOException;

        /** A tile or an entry bundle, as tlog-tiles names it: {@code tile/entries/000.p/5}. */
        Optional<byte[]> tile(String path) throws IOException;

        /** How many leaves the log has signed. */
        long size();

        /** The receipt of a leaf; nothing while its tree is not published. */
        Optional<byte[]> receipt(long index) throws IOException, MalformedException;
    }

    private LogRoutes(Routes routes, Source log) {
        this.routes = routes;
        this.log = log;
    }

    /** Adds them. */
    public static void mount(Routes routes, Source source) {
        LogRoutes log = new LogRoutes(routes, source);
        routes.get(PREFIX + "checkpoint", log::checkpoint);
        routes.get(PREFIX + "tile/*", log::tile);
        routes.get(PREFIX + "receipt/:index", log::receipt);
    }

    private Future<Reply> checkpoint(Asked asked) {
        return routes.blocking(() -> log.checkpoint()
                .map(bytes -> Reply.of(200, Reply.TEXT, bytes).with(Caching.REVALIDATE))
                .orElseThrow(() -> new Problem(
                                404, "not_published", "no checkpoint has enough cosignatures yet to be published")
                        .exception()));
    }

    private Future<Reply> tile(Asked asked) {
        return routes.blocking(() -> {
            TilePath path = TilePath.parse(asked.path().substring(PREFIX.length()));
            return log.tile(path.toString())
                    .map(bytes -> Reply.of(200, Reply.OCTETS, bytes).with(Caching.FOREVER))
                    .orElseThrow(() ->
                            new Problem(404, "unknown_tile", "the log has no such tile or bundle (yet)").exception());
        });
    }

    private Future<Reply> receipt(Asked asked) throws MalformedException {
        long index = asked.number("index");
        return routes.blocking(() -> {
            if (index >= log.size()) {
                throw new Problem(404, "unknown_index", "the log has no leaf " + index).exception();
            }
            return log.receipt(index)
                    .map(proof -> Reply.of(200, Reply.TEXT, proof))
                    .orElseThrow(() -> new Problem(
                                    425, "not_published", "leaf " + index + " is not cosigned yet", PUBLICATION)
                            .exception());
        });
    }
}
