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
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.rescueregistry.name.EntityId;

/**
 * Keeps a {@link Replica} up to date: it begins with what is in its folder, syncs when a registry announces something new ({@code
 * /events}), and now and then anyway, for announcements can be lost or kept back. A sync that did not reach somebody is repeated
 * soon, and then less and less soon. One thread syncs; one more for each registry listens.
 *
 * <pre>{@code
 * try (LiveReplica live = LiveReplica.start(replica, report -> verifier.use(report.snapshot()))) {
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
    private final Semaphore news = new Semaphore(0);
    private final Set<EntityId> heard = new HashSet<>();
    private final List<Thread> threads = new ArrayList<>();
    private final CountDownLatch closing = new CountDownLatch(1);

    private LiveReplica(Replica replica, Web web, Consumer<Replica.Report> reports, InstantSource clock) {
        this.replica = replica;
        this.web = web;
        this.reports = reports;
        this.clock = clock;
    }

    /** As {@link #start(Replica, Web, Consumer, InstantSource)}, over the replica's own client and by the system's clock. */
    public static LiveReplica start(Replica replica, Consumer<Replica.Report> reports) {
        return start(replica, replica.web(), reports, InstantSource.system());
    }

    /**
     * Begins. From now on the replica belongs to it.
     *
     * @param reports told what is known from the folder, if there is such, and what each sync found; on the thread that syncs
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
        Pauses pauses = new Pauses(ThreadLocalRandom.current());
        try {
            Replica.Report kept = replica.restored(clock.instant());
            if (!kept.snapshot().registries().isEmpty()) {
                reports.accept(kept);
            }
            while (!isClosed()) {
                Replica.Report report = replica.sync(clock.instant());
                reports.accept(report);
                replica.announcing().stream()
                        .filter(heard::add)
                        .forEach(registry -> run("rescue listen " + registry, () -> listenAgainAndAgain(registry)));
                if (news.tryAcquire(pauses.after(report).toMillis(), TimeUnit.MILLISECONDS)) {
                    // What was announced meanwhile is read with it.
                    news.drainPermits();
                }
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    /** How long it waits for an announcement after a sync: a random time between half of what it says and all of it. */
    static final class Pauses {
        private final RandomGenerator random;
        private Duration longest = FIRST_PAUSE;

        Pauses(RandomGenerator random) {
            this.random = random;
        }

        Duration after(Replica.Report report) {
            boolean unreached = report.troubles().values().stream()
                    .flatMap(List::stream)
                    .anyMatch(trouble -> trouble.kind() == Trouble.Kind.UNREACHABLE);
            Duration most = unreached ? longest : UNASKED;
            longest = unreached ? shorter(longest.multipliedBy(2), UNASKED) : FIRST_PAUSE;
            return Duration.ofMillis(random.nextLong(most.toMillis() / 2, most.toMillis()));
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
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
                pause = shorter(pause.multipliedBy(2), LONGEST_PAUSE);
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
