package org.rescueregistry.http;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.ledger.Mirror;
import org.rescueregistry.log.SignedCheckpoint;
import org.rescueregistry.log.TilePath;
import org.rescueregistry.wire.Json;

/**
 * What a mirror serves: each log under the hash of its origin (C2SP tlog-mirror, "Introduction"), and a single one under
 * {@code /log} too, where a registry has its own.
 */
public final class MirrorRoutes {
    private static final String SINGLE = "/log";

    private MirrorRoutes() {}

    /** Adds them. */
    public static void mount(Routes routes, List<Mirror> mirrors) {
        for (Mirror mirror : mirrors) {
            LogRoutes.mount(routes, "/" + mirror.log().hash(), new Copy(mirror));
        }
        if (mirrors.size() == 1) {
            LogRoutes.mount(routes, SINGLE, new Copy(mirrors.get(0)));
        }
        routes.get("/health", asked -> health(mirrors).future());
    }

    private static Reply health(List<Mirror> mirrors) {
        boolean forked = mirrors.stream().anyMatch(mirror -> mirror.status().forked());
        boolean behind =
                mirrors.stream().anyMatch(mirror -> !mirror.status().problem().isEmpty());
        Json json = Json.object()
                .put("logs", Json.array(mirrors.stream().map(MirrorRoutes::json).toList()))
                .put("status", forked ? "forked" : behind ? "behind" : "ok")
                .build();
        return Reply.json(forked ? 503 : 200, json);
    }

    private static Json json(Mirror mirror) {
        Mirror.Status status = mirror.status();
        Json.ObjectBuilder json = Json.object()
                .put("behind", Math.max(0, status.seenSize() - status.keptSize()))
                .put("log", mirror.log().origin())
                .put("path", "/" + mirror.log().hash())
                .put("size", status.keptSize());
        if (status.upToDate().getEpochSecond() > 0) {
            json.put("up_to_date", status.upToDate().getEpochSecond());
        }
        if (!status.problem().isEmpty()) {
            json.put("problem", status.problem());
        }
        return json.build();
    }

    /** The copy, as a log. */
    private record Copy(Mirror mirror) implements StaticLog.Source {
        private static final Object NOTHING = new Object();

        @Override
        public Object publication() {
            @Nullable SignedCheckpoint kept = mirror.status().kept();
            return kept == null ? NOTHING : kept;
        }

        @Override
        public Optional<byte[]> checkpoint() {
            return mirror.checkpoint();
        }

        @Override
        public Optional<byte[]> tile(TilePath path) throws IOException {
            return mirror.tile(path);
        }

        @Override
        public Optional<Path> file(TilePath path) {
            return mirror.file(path);
        }
    }
}
