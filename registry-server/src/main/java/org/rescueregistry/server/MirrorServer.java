package org.rescueregistry.server;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.rescueregistry.http.MirrorRoutes;
import org.rescueregistry.http.Routes;
import org.rescueregistry.ledger.Mirror;
import org.rescueregistry.ledger.SigningRefusedException;
import org.rescueregistry.wire.MalformedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A mirror that follows its logs and takes connections. */
final class MirrorServer {
    private static final Logger LOG = LoggerFactory.getLogger(MirrorServer.class);

    /** However long a log is away, it is looked for this often. */
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

    /** Mirrors of one log are not to come all at once: a wait is up to this share shorter or longer. */
    private static final double JITTER = 0.2;

    /** The first copy of a large log takes long. */
    private static final long SLOW_MINUTES = 60;

    private final Listening listening;
    private final List<Mirror> mirrors;
    private final WorkerExecutor workers;
    private final AtomicBoolean closed;

    /** Folder of the copies, where to take connections, how long to wait between looks at a log. */
    record Settings(Path folder, Listen listen, Duration interval) {}

    private MirrorServer(Listening listening, List<Mirror> mirrors, WorkerExecutor workers, AtomicBoolean closed) {
        this.listening = listening;
        this.mirrors = mirrors;
        this.workers = workers;
        this.closed = closed;
    }

    /**
     * Starts following and serving.
     *
     * @throws SigningRefusedException {@code second_writer}: another process uses the folder
     */
    static Future<MirrorServer> start(Settings settings, List<Mirror.Followed> logs, Vertx vertx)
            throws IOException, MalformedException, SigningRefusedException {
        Files.createDirectories(settings.folder());
        List<Mirror> mirrors = new ArrayList<>();
        try {
            for (Mirror.Followed log : logs) {
                mirrors.add(Mirror.open(settings.folder(), log, Clock.systemUTC()));
            }
        } catch (IOException | MalformedException | SigningRefusedException e) {
            mirrors.forEach(MirrorServer::closeQuietly);
            throw e;
        }
        Routes routes = new Routes(vertx, "mirror");
        MirrorRoutes.mount(routes, mirrors);
        WorkerExecutor workers =
                vertx.createSharedWorkerExecutor("mirror-poll", mirrors.size(), SLOW_MINUTES, TimeUnit.MINUTES);
        return Listening.start(vertx, settings.listen(), routes)
                .map(listening -> {
                    AtomicBoolean closed = new AtomicBoolean();
                    for (Mirror mirror : mirrors) {
                        new Following(mirror, settings.interval(), vertx, workers).look(closed);
                    }
                    return new MirrorServer(listening, mirrors, workers, closed);
                })
                .onFailure(failure -> mirrors.forEach(MirrorServer::closeQuietly));
    }

    /** Looks at one log again and again; waits longer while it cannot be had. */
    private static final class Following {
        private final Mirror mirror;
        private final Duration interval;
        private final Vertx vertx;
        private final WorkerExecutor workers;
        private Duration wait;
        private String said = "";

        Following(Mirror mirror, Duration interval, Vertx vertx, WorkerExecutor workers) {
            this.mirror = mirror;
            this.interval = interval;
            this.vertx = vertx;
            this.workers = workers;
            this.wait = interval;
        }

        void look(AtomicBoolean closed) {
            if (closed.get()) {
                return;
            }
            workers.executeBlocking(mirror::poll, false).onComplete(polled -> {
                boolean good = polled.succeeded() && polled.result();
                if (polled.failed()) {
                    LOG.error("a look at {} ended in a bug", mirror.log().origin(), polled.cause());
                }
                say(mirror.status());
                Duration doubled = wait.multipliedBy(2);
                wait = good ? interval : doubled.compareTo(LONGEST_WAIT) < 0 ? doubled : LONGEST_WAIT;
                double jitter = 1 + JITTER * ThreadLocalRandom.current().nextDouble(-1, 1);
                vertx.setTimer((long) (wait.toMillis() * jitter), timer -> look(closed));
            });
        }

        /** Once for each change: a log that is away for a night is one line. */
        private void say(Mirror.Status status) {
            if (!status.problem().equals(said)) {
                said = status.problem();
                if (said.isEmpty()) {
                    LOG.info("{}: up to date at {} leaves", mirror.log().origin(), status.keptSize());
                } else {
                    LOG.warn("{}: {}", mirror.log().origin(), said);
                }
            }
        }
    }

    Router router() {
        return listening.router();
    }

    int port() {
        return listening.port();
    }

    List<Mirror> mirrors() {
        return mirrors;
    }

    Future<Void> close() {
        closed.set(true);
        return listening.close().onComplete(done -> {
            workers.close();
            mirrors.forEach(MirrorServer::closeQuietly);
        });
    }

    private static void closeQuietly(Mirror mirror) {
        try {
            mirror.close();
        } catch (IOException e) {
            // It holds a lock and nothing unwritten; the lock goes with the process.
        }
    }
}
