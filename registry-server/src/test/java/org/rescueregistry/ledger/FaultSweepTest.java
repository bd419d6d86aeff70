package org.rescueregistry.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every call that ledger, fork guard, witness and mirror make on their folders fails once, and is once the last of its process; then everything
 * that was promised before has to hold. A few points in {@code verify}, all of them with the Maven profile {@code faults}.
 */
class FaultSweepTest {
    private static final int POINTS = Integer.getInteger("rescue.faults", 1);
    private static final long SEED = Long.getLong("rescue.seed", new Random().nextLong());
    private static final int AT_ONCE = 2;
    private static final List<String> LIGHT =
            List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx128m", "-Xshare:auto");

    @TempDir
    private Path folder;

    private record Case(Strace.Point point, Strace.Fault fault) {}

    @ParameterizedTest
    @ValueSource(
            classes = {
                LogFaults.class,
                LogFaults.AfterAKill.class,
                RegistryFaults.class,
                WitnessFaults.class,
                MirrorFaults.class,
                ReplayerFaults.class
            })
    void keepsEveryPromiseWhateverCallFails(Class<? extends FaultScenario> scenario) throws Exception {
        sweep(scenario);
    }

    /** In {@code verify} the database is killed with its server by {@code KillTest}, which takes it less time. */
    @Test
    void keepsWhatIsPromisedByTheDatabaseToo() throws Exception {
        Assumptions.assumeTrue(POINTS > 1, "skipped: only with the Maven profile faults");
        sweep(DatabaseFaults.class);
    }

    private void sweep(Class<? extends FaultScenario> scenario) throws Exception {
        Assumptions.assumeTrue(
                Strace.isThere(), "skipped: no process can be traced here, strace is absent or forbidden");
        Path prepared = folder.resolve("prepared");
        Files.createDirectories(prepared);
        FaultSubject.create(scenario.getName()).prepare(prepared);
        Strace strace = new Strace(LIGHT, FaultSubject.class);
        List<Case> all = cases(strace, scenario, prepared);
        List<Case> chosen = new ArrayList<>(all);
        Collections.shuffle(chosen, new Random(SEED));
        chosen = chosen.subList(0, Math.min(POINTS, all.size()));
        AtomicInteger unreached = new AtomicInteger();
        List<String> broken = Collections.synchronizedList(new ArrayList<>());
        List<Callable<Void>> runs = new ArrayList<>();
        for (Case one : chosen) {
            runs.add(() -> {
                try {
                    if (!run(strace, scenario, prepared, one)) {
                        unreached.incrementAndGet();
                    }
                } catch (Exception | AssertionError e) {
                    StringWriter trace = new StringWriter();
                    e.printStackTrace(new PrintWriter(trace));
                    broken.add(trace.toString());
                }
                return null;
            });
        }
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        try {
            for (Future<Void> run : threads.invokeAll(runs)) {
                run.get();
            }
        } finally {
            threads.shutdown();
        }
        System.out.printf(
                "%s: %d of %d faults at %d calls, %d not reached, -Drescue.seed=%d%n",
                scenario.getSimpleName(),
                chosen.size(),
                all.size(),
                all.stream().map(Case::point).distinct().count(),
                unreached.get(),
                SEED);
        assertThat(broken).as("faults after which a promise was broken").isEmpty();
        assertThat(unreached.get()).as("faults that did not happen").isLessThanOrEqualTo(chosen.size() / 50);
    }

    private List<Case> cases(Strace strace, Class<? extends FaultScenario> scenario, Path prepared)
            throws ReflectiveOperationException, IOException, InterruptedException {
        FaultScenario meant = FaultSubject.create(scenario.getName());
        List<Case> cases = new ArrayList<>();
        for (boolean working : new boolean[] {false, true}) {
            Path work = Files.createTempDirectory(folder, "clean");
            Path home = work.resolve("home");
            LogFaults.copy(prepared, home);
            List<String> arguments = List.of(scenario.getName(), home.toString());
            List<Strace.Point> points = strace.points(working, home, work, arguments).stream()
                    .filter(point -> meant.concerns(point.path()))
                    .toList();
            for (Strace.Point point : points) {
                cases.add(new Case(point, Strace.Fault.EIO));
                cases.add(new Case(point, Strace.Fault.SIGKILL));
                if (point.takesRoom()) {
                    cases.add(new Case(point, Strace.Fault.ENOSPC));
                }
            }
        }
        return cases;
    }

    /** Whether the fault happened. */
    private boolean run(Strace strace, Class<? extends FaultScenario> scenario, Path prepared, Case one)
            throws Exception {
        Path work = Files.createTempDirectory(folder, "run");
        Path home = work.resolve("home");
        LogFaults.copy(prepared, home);
        Strace.Ended ended =
                strace.failAt(one.point(), one.fault(), home, work, List.of(scenario.getName(), home.toString()));
        try {
            FaultSubject.create(scenario.getName()).check(home, ended.said());
        } catch (Exception | AssertionError e) {
            throw new AssertionError(one + ": " + ended + "\n" + Files.readString(work.resolve("errors")), e);
        }
        delete(work);
        return ended.hit();
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Collections.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
