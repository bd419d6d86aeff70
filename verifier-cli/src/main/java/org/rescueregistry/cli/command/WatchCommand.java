package org.rescueregistry.cli.command;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.anchor.AnchorSet;
import org.rescueregistry.fetch.Trouble;
import org.rescueregistry.fetch.Web;
import org.rescueregistry.log.ForkEvidence;
import org.rescueregistry.name.EntityId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rescue log watch}. */
@Command(
        name = "watch",
        description = {
            "Follow registries' logs and tell each statement once it is published and checked, a line"
                    + " each; with --output json an object each. Whoever watches keeps the registry honest: what"
                    + " the witnesses have cosigned is compared too.",
            "Runs until it is interrupted, or evidence against a registry is found: then it ends with 1"
                    + " (a void leaf alone is told and ends nothing). With --once or --for it ends with 1 if there"
                    + " was any evidence, 4 if at the end a registry did not answer, and 0 otherwise, alerts or not."
        })
final class WatchCommand extends RescueCommand {
    private static final Duration SHORTEST = Duration.ofMillis(100);

    @Parameters(
            arity = "1..*",
            paramLabel = "URL",
            converter = ValueReader.OfEntity.class,
            description = "the registries")
    @SuppressWarnings("NullAway.Init")
    private List<EntityId> registries;

    @Option(
            names = "--every",
            paramLabel = "TIME",
            converter = Span.class,
            defaultValue = "10s",
            description = "how often to look (default: ${DEFAULT-VALUE}); ever less often while there is no answer")
    @SuppressWarnings("NullAway.Init")
    private Duration every;

    @Option(names = "--all", description = "tell what is in the logs already, too")
    private boolean all;

    @Option(names = "--once", description = "look once and end")
    private boolean once;

    @Option(
            names = "--for",
            paramLabel = "TIME",
            converter = Span.class,
            description = "end after this time (default: never)")
    private @Nullable Duration length;

    @Option(
            names = "--evidence",
            paramLabel = "DIR",
            description = "if a log has signed two histories, write what proves it into this folder")
    private @Nullable Path evidence;

    @Mixin
    private final Watched watched = new Watched();

    @Mixin
    private final Anchors anchors = new Anchors();

    WatchCommand(World world) {
        super(world);
    }

    /** A registry, and when it is its turn. */
    private static final class Turn {
        final Watch watch;
        final Pace pace;
        Instant next;

        Turn(Watch watch, Pace pace, Instant next) {
            this.watch = watch;
            this.pace = pace;
            this.next = next;
        }
    }

    @Override
    ExitCode run() throws Stopped {
        AnchorSet trusted = anchors.load(world);
        Web web = world.web();
        Instant start = world.now();
        Instant end = length == null ? Instant.MAX : start.plus(length);
        List<Turn> turns = new ArrayList<>();
        for (EntityId registry : registries.stream().distinct().toList()) {
            Watch watch = new Watch(trusted.anchors(), web, registry, watched, all);
            turns.add(new Turn(watch, new Pace(every, world.random()), start));
        }
        boolean found = false;
        while (true) {
            found |= look(turns);
            boolean over = once || !world.now().isBefore(end);
            if (over || turns.stream().anyMatch(turn -> turn.watch.isRefuted())) {
                return end(found, turns);
            }
            await(turns, end);
        }
    }

    /** Looks at those whose turn it is; whether there was evidence. */
    private boolean look(List<Turn> turns) throws Stopped {
        boolean found = false;
        for (Turn turn : turns) {
            if (turn.next.isAfter(world.now())) {
                continue;
            }
            turn.watch.look(world.now()).forEach(this::print);
            for (ForkEvidence fork : turn.watch.takeForks()) {
                keep(fork);
            }
            found |= turn.watch.troubles().stream()
                    .anyMatch(trouble -> trouble.kind().isEvidence());
            turn.next = world.now().plus(turn.pace.after(turn.watch.isReached()));
        }
        return found;
    }

    private void keep(ForkEvidence fork) throws Stopped {
        if (evidence == null) {
            say("a log has signed two histories; with --evidence DIR the proof is written down");
        } else {
            Path file = evidence.resolve(fork.fileName());
            Disk.replace(file, fork.toBytes());
            say("wrote " + file);
        }
    }

    private void await(List<Turn> turns, Instant end) {
        Instant next = turns.stream()
                .map(turn -> turn.next)
                .min(Comparator.naturalOrder())
                .orElseThrow();
        Duration wait = Duration.between(world.now(), next.isAfter(end) ? end : next);
        try {
            // Nobody counts it down: an interrupt ends the process.
            boolean ended =
                    new CountDownLatch(1).await(Math.max(SHORTEST.toMillis(), wait.toMillis()), TimeUnit.MILLISECONDS);
            assert !ended;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static ExitCode end(boolean found, List<Turn> turns) {
        if (found) {
            return ExitCode.REFUTED;
        }
        List<Trouble> last =
                turns.stream().flatMap(turn -> turn.watch.troubles().stream()).toList();
        if (last.isEmpty()) {
            return ExitCode.VERIFIED;
        }
        return last.stream().anyMatch(trouble -> trouble.kind() == Trouble.Kind.TOO_NEW)
                ? ExitCode.UNDETERMINED
                : ExitCode.UNREACHABLE;
    }
}
