package org.rescueregistry.fetch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.rescueregistry.name.EntityId;

/**
 * Keeps a {@link Replica} up to date: it syncs when a registry announces something new ({@code /events}), and now and then anyway,
 * for announcements can be lost or kept back. One thread syncs; one more for each registry listens.
 *
 * <pre>{@code
 * try (LiveReplica live = LiveReplica.start(replica, web, report -> verifier.use(report.snapshot()), clock)) {
 *     ...
 * }
 * }</pre>
 */
public final class LiveReplica implements AutoCloseable {
    /** How often it syncs though nothing was announced, at most: a random time between half of it and all of it. */
    public static final Duration UNASKED = Duration.ofSeconds(60);

    /** Begins the announcement that the status has advanced; what is published before that, a replica does not take. */
    private static final String PROVEN = "event: proven";

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);

    private final Replica replica;
    private final Web web;
    private final Consumer<Replica.Report> reports;
    private final InstantSource clock;
    private final Semaphore news = new Semaphore(1);
    private final Set<EntityId> heard = new HashSet<>();
    private final List<Thread> threads = new ArrayList<>();
    private final CountDownLatch closing = new CountDownLatch(1);

    private LiveReplica(Replica replica, Web web, Consumer<Replica.Report> reports, InstantSource clock) {
        this.replica = replica;
        this.web = web;
        this.reports = reports;
        this.clock = clock;
    }

    /**
     * Begins. From now on the replica belongs to it.
     *
     * @param reports told what each sync found, on the thread that syncs
     */
    public static LiveReplica start(Replica replica, Web web, Consumer<Replica.Report> reports, InstantSource clock) {
        LiveReplica live = new LiveReplica(replica, web, reports, clock);
        live.run("rescue sync", live::syncAgainAndAgain);
        return live;
    }

    private synchronized void run(String name, Runnable work) {
        if (!isClosed()) {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            threads.add(thread);
            thread.start();
        }
    }

    private boolean isClosed() {
        return closing.getCount() == 0;
    }

    private void syncAgainAndAgain() {
        try {
            while (!isClosed()) {
                long wait = UNASKED.toMillis() / 2 + ThreadLocalRandom.current().nextLong(UNASKED.toMillis() / 2);
                boolean announced = news.tryAcquire(wait, TimeUnit.MILLISECONDS);
                if (announced) {
                    // What was announced meanwhile is read with it.
                    news.drainPermits();
                }
                reports.accept(replica.sync(clock.instant()));
                replica.announcing().stream()
                        .filter(heard::add)
                        .forEach(registry -> run("rescue listen " + registry, () -> listenAgainAndAgain(registry)));
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private void listenAgainAndAgain(EntityId registry) {
        Duration pause = FIRST_PAUSE;
        try {
            while (!isClosed()) {
                if (listen(registry)) {
                    pause = FIRST_PAUSE;
                }
                long wait = ThreadLocalRandom.current().nextLong(pause.toMillis() / 2, pause.toMillis());
                if (closing.await(wait, TimeUnit.MILLISECONDS)) {
                    return;
                }
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    /** Listens until the connection ends; whether anything was heard. */
    private boolean listen(EntityId registry) {
        boolean[] any = new boolean[1];
        try (Stream<String> lines = web.lines(registry.resolve("/events"))) {
            lines.takeWhile(line -> !isClosed()).filter(PROVEN::equals).forEach(line -> {
                any[0] = true;
                news.release();
            });
        } catch (IOException | UncheckedIOException gone) {
            // Asked again after a pause; until then it is read unasked.
        }
        return any[0];
    }

    /** Stops listening and syncing, the sync under way excepted, which nobody waits for. */
    @Override
    public synchronized void close() {
        closing.countDown();
        threads.forEach(Thread::interrupt);
    }
}
