package org.rescueregistry.sdk;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The reasons of a verdict while it is found. */
final class Reasoning {
    private final Verdict.Basis basis;
    private final List<Because> reasons = new ArrayList<>(4);
    private final Set<RegistrySnapshot> used = new LinkedHashSet<>();

    Reasoning(Verdict.Basis basis) {
        this.basis = basis;
    }

    /** One more; the same twice is once. */
    void add(Because because) {
        if (!reasons.contains(because)) {
            reasons.add(because);
        }
    }

    /** One that has the first word. */
    void addFirst(Because because) {
        reasons.remove(because);
        reasons.add(0, because);
    }

    /** The answer rests on what this registry says. */
    void use(RegistrySnapshot registry) {
        used.add(registry);
    }

    Verdict verdict(Outcome outcome) {
        return new Verdict(
                outcome, reasons, used.stream().map(Verdict.Evidence::of).toList(), basis);
    }
}
