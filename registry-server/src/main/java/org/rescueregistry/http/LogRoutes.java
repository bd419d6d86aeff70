package org.rescueregistry.http;

import io.vertx.core.Future;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.rescueregistry.wire.MalformedException;

/** The public read side of a log under a prefix such as {@code /log}: a {@link StaticLog}, and receipts where there are any. */
public final class LogRoutes {
    private static final Duration PUBLICATION = Duration.ofSeconds(1);

    private LogRoutes() {}

    /** Makes receipts; every method may block. */
    public interface Receipts {
        /** How many leaves the log has signed. */
        long size();

        /** The receipt of a leaf; nothing while its tree is not published. */
        Optional<byte[]> receipt(long index) throws IOException, MalformedException;
    }

    /**
     * Adds checkpoint and tiles.
     *
     * @param prefix empty, or begins with a slash and does not end with one
     */
    public static void mount(Routes routes, String prefix, StaticLog.Source source) {
        StaticLog log = new StaticLog(source, routes.workers());
        routes.getRaw(prefix + "/checkpoint", log::checkpoint);
        routes.getRaw(
                prefix + "/tile/*", request -> log.tile(request, request.path().substring(prefix.length() + 1)));
    }

    /** Adds receipts. */
    public static void mountReceipts(Routes routes, String prefix, Receipts log) {
        routes.get(prefix + "/receipt/:index", asked -> receipt(routes, log, asked));
    }

    private static Future<Reply> receipt(Routes routes, Receipts log, Asked asked) throws MalformedException {
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
