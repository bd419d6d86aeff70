package org.rescueregistry.server;

import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.rescueregistry.fetch.Web;
import org.rescueregistry.http.ReplayerRoutes;
import org.rescueregistry.http.Routes;
import org.rescueregistry.ledger.Mirror;
import org.rescueregistry.ledger.Replayer;
import org.rescueregistry.ledger.SigningRefusedException;
import org.rescueregistry.log.CosignatureSigner;
import org.rescueregistry.wire.MalformedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Replayers of several logs that share keys and a folder, behind whichever door: their own, or a registry's. */
public final class ReplayerRoom implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(ReplayerRoom.class);
    private static final String KEY = "replayer.p12";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String STATE = "state";

    /** However long a log is away, it is looked for this often: its status waits for the replayers. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    /** The first replay of a large log takes long. */
    private static final long SLOW_MINUTES = 60;

    private final List<Replayer> replayers;
    private final WorkerExecutor workers;
    private final AtomicBoolean closed = new AtomicBoolean();

    /**
     * What it is told.
     *
     * @param folder of its keys and its state
     * @param name of its keys, such as {@code registry.example/replayer}
     */
    public record Settings(Path folder, String name, List<Mirror.Followed> logs) {
        public Settings {
            logs = List.copyOf(logs);
        }

        /**
         * For the logs of these policies, at the addresses in them.
         *
         * @throws MalformedException {@code no_url}, or what is wrong with a policy
         */
        public static Settings of(Path folder, String name, List<Path> policies)
                throws IOException, MalformedException {
            Web web = Web.withTimeLimit(PATIENCE);
            List<Mirror.Followed> logs = new ArrayList<>();
            for (Path policy : policies) {
                logs.addAll(MirrorCommand.ofPolicy(LogKeys.policy(policy), web));
            }
            return new Settings(folder, name, logs);
        }
    }

    private ReplayerRoom(List<Replayer> replayers, WorkerExecutor workers) {
        this.replayers = List.copyOf(replayers);
        this.workers = workers;
    }

    /**
     * The time between looks, of so many milliseconds.
     *
     * @throws MalformedException {@code bad_interval}
     */
    static Duration interval(long milliseconds) throws MalformedException {
        if (milliseconds < 1) {
            throw new MalformedException("bad_interval", "the interval is a number of milliseconds from 1 up");
        }
        return Duration.ofMillis(milliseconds);
    }

    /** Opens the keys of the replayer in {@code folder}, or makes them there at the first start; Ed25519 first. */
    public static List<CosignatureSigner> keys(Path folder, String name) throws IOException, MalformedException {
        return NoteKeys.openOrMake(folder, KEY, new SecureRandom(), keys -> keys.asWitness(name));
    }

    /**
     * Opens it; it serves what it cosigned before, and looks at no log until it is to {@link #follow}.
     *
     * @throws SigningRefusedException {@code second_writer}: another process uses the folder
     * @throws MalformedException {@code replayer_is_witness} and others, see {@link Replayer#open}
     */
    public static ReplayerRoom open(Settings settings, Vertx vertx)
            throws IOException, MalformedException, SigningRefusedException {
        List<CosignatureSigner> keys = keys(settings.folder(), settings.name());
        Path state = Files.createDirectories(settings.folder().resolve(STATE));
        List<Replayer> replayers = new ArrayList<>();
        try {
            for (Mirror.Followed log : settings.logs()) {
                replayers.add(Replayer.open(state, new Replayer.Settings(log, keys, Clock.systemUTC())));
            }
        } catch (IOException | MalformedException | SigningRefusedException e) {
            replayers.forEach(ReplayerRoom::close);
            throw e;
        }
        WorkerExecutor workers = vertx.createSharedWorkerExecutor(
                "replay-" + settings.name(), Math.max(1, replayers.size()), SLOW_MINUTES, TimeUnit.MINUTES);
        return new ReplayerRoom(replayers, workers);
    }

    /** Looks at the logs from now on, with this much time in between. */
    public void follow(Duration interval, Vertx vertx) {
        replayers.forEach(replayer -> new Following(replayer, interval, vertx).look());
    }

    List<Replayer> replayers() {
        return replayers;
    }

    /** Adds its routes to a registry's. */
    public void mount(Routes routes) {
        ReplayerRoutes.mount(routes, replayers);
    }

    /** Looks at one log again and again; waits longer while it cannot be had. */
    private final class Following {
        private final Replayer replayer;
        private final long interval;
        private final Vertx vertx;
        private long wait;
        private String said = "";
        private long voids;

        Following(Replayer replayer, Duration interval, Vertx vertx) {
            this.replayer = replayer;
            this.interval = interval.toMillis();
            this.vertx = vertx;
            this.wait = this.interval;
        }

        void look() {
            if (closed.get()) {
                return;
            }
            workers.executeBlocking(replayer::poll, false).onComplete(polled -> {
                if (closed.get()) {
                    return;
                }
                if (polled.failed()) {
                    LOG.error("a look at {} ended in a bug", replayer.log().origin(), polled.cause());
                }
                say(replayer.status());
                boolean good = polled.succeeded()
                        && (polled.result() || replayer.status().stopped());
                wait = good ? interval : Math.min(2 * wait, Math.max(interval, LONGEST_WAIT.toMillis()));
                // At whole multiples of the wait by the clock: so replayers of one log look at the same moments, and
                // under load cosign the same trees.
                long now = System.currentTimeMillis();
                vertx.setTimer(wait - Math.floorMod(now, wait), timer -> look());
            });
        }

        /** Once for each change: a log that is away for a night is one line. */
        private void say(Replayer.Status status) {
            if (status.voidLeaves() > voids) {
                voids = status.voidLeaves();
                LOG.warn(
                        "{}: {} leaves are void, at last {}",
                        replayer.log().origin(),
                        voids,
                        status.newestVoid().get(status.newestVoid().size() - 1));
            }
            if (!status.problem().equals(said)) {
                said = status.problem();
                if (said.isEmpty()) {
                    LOG.info("{}: cosigned {} leaves", replayer.log().origin(), status.cosignedSize());
                } else {
                    LOG.warn("{}: {}", replayer.log().origin(), said);
                }
            }
        }
    }

    @Override
    public void close() {
        closed.set(true);
        workers.close();
        replayers.forEach(ReplayerRoom::close);
    }

    private static void close(Replayer replayer) {
        try {
            replayer.close();
        } catch (IOException e) {
            // It holds a lock and nothing unwritten; the lock goes with the process.
            LOG.warn("the folder of {} was not closed cleanly", replayer, e);
        }
    }
}
