package org.rescueregistry.sdk;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * Counts verdicts with Micrometer, which a platform brings itself: an optional dependency that only this class names. No post, no
 * account and no code gets into a meter.
 *
 * <pre>
 * rescue.verdicts{outcome}            timer: how many, and how long each took
 * rescue.reasons{reason}              counter
 * rescue.status.as.of{registry}       gauge: seconds since 1970 as of which a registry's status is proven
 * rescue.log.size{registry}           gauge: leaves
 * </pre>
 */
public final class MicrometerObserver implements RescueVerifier.Observer {
    private final Map<Outcome, Timer> verdicts = new EnumMap<>(Outcome.class);
    private final Map<VerdictReason, Counter> reasons = new EnumMap<>(VerdictReason.class);
    private final MultiGauge asOf;
    private final MultiGauge size;

    public MicrometerObserver(MeterRegistry meters) {
        for (Outcome outcome : Outcome.values()) {
            verdicts.put(
                    outcome,
                    Timer.builder("rescue.verdicts")
                            .description("Posts judged, and how long each took")
                            .tag("outcome", outcome.name())
                            .register(meters));
        }
        for (VerdictReason reason : VerdictReason.values()) {
            reasons.put(
                    reason,
                    Counter.builder("rescue.reasons")
                            .description("Reasons that verdicts gave")
                            .tag("reason", reason.name())
                            .register(meters));
        }
        asOf = MultiGauge.builder("rescue.status.as.of")
                .description("Time as of which the status of a registry is proven, since 1970")
                .baseUnit("seconds")
                .register(meters);
        size = MultiGauge.builder("rescue.log.size")
                .description("Leaves of the tree that the status of a registry stands on")
                .baseUnit("leaves")
                .register(meters);
    }

    @Override
    public void judged(Verdict verdict, long nanos) {
        Objects.requireNonNull(verdicts.get(verdict.outcome())).record(nanos, TimeUnit.NANOSECONDS);
        for (Because because : verdict.reasons()) {
            Objects.requireNonNull(reasons.get(because.reason())).increment();
        }
    }

    @Override
    public void uses(Snapshot snapshot) {
        asOf.register(
                snapshot.registries().stream()
                        .map(registry -> MultiGauge.Row.of(
                                tags(registry), registry.proven().asOf().getEpochSecond()))
                        .toList(),
                true);
        size.register(
                snapshot.registries().stream()
                        .map(registry -> MultiGauge.Row.of(
                                tags(registry), registry.proven().size()))
                        .toList(),
                true);
    }

    private static Tags tags(RegistrySnapshot registry) {
        return Tags.of("registry", registry.registry().toString());
    }
}
