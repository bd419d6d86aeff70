package org.rescueregistry.testing;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BiConsumer;
import org.rescueregistry.statement.Statement;

/** Random histories of a {@link TestRegistry}; a seed always gives the same one. */
public final class Histories {
    private Histories() {}

    /** A registry founded, and this many batches on, with admissions, changes, suspensions, ends and refusals. */
    public static TestRegistry random(long seed, int batches) {
        return random(seed, batches, (time, statements) -> {});
    }

    /** As {@link #random(long, int)}; {@code offered} hears of each batch: its time, and all statements offered, void or not. */
    public static TestRegistry random(long seed, int batches, BiConsumer<Instant, List<Statement>> offered) {
        Random random = new Random(seed);
        TestRegistry registry = TestRegistry.founded(seed);
        RandomActs acts = new RandomActs(registry, random);
        for (int batch = 0; batch < batches; batch++) {
            List<Statement> statements = new ArrayList<>();
            for (int i = 0; i <= random.nextInt(3); i++) {
                statements.addAll(acts.next());
            }
            offered.accept(registry.now(), statements);
            registry.offer(statements);
            registry.advance(pause(random));
        }
        return registry;
    }

    /** Mostly seconds, sometimes hours or days, so that what waits falls due and what lapses does. */
    private static Duration pause(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> Duration.ofHours(random.nextInt(30));
            case 1 -> Duration.ofDays(random.nextInt(8) / 4);
            default -> Duration.ofSeconds(random.nextInt(90));
        };
    }
}
