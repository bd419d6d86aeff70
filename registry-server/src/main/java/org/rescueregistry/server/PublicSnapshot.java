package org.rescueregistry.server;

import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.ledger.LedgerView;
import org.rescueregistry.ledger.Published;
import org.rescueregistry.ledger.Sequencer;
import org.rescueregistry.sdk.RegistrySnapshot;
import org.rescueregistry.statement.Disclosure;
import org.rescueregistry.vetting.Decision;
import org.rescueregistry.vetting.Disclosures;

/** What the world may know, for the pages: the published state with the public disclosures. Safe for any number of threads. */
final class PublicSnapshot implements Supplier<Optional<RegistrySnapshot>> {
    private final Sequencer ledger;
    private final Disclosures disclosures;
    private final InstantSource clock;
    private volatile @Nullable Made made;

    private record Made(Published from, RegistrySnapshot snapshot) {}

    PublicSnapshot(Sequencer ledger, Disclosures disclosures, InstantSource clock) {
        this.ledger = ledger;
        this.disclosures = disclosures;
        this.clock = clock;
    }

    /** As of the last {@link #refresh}; empty before the first checkpoint is published. */
    @Override
    public Optional<RegistrySnapshot> get() {
        return Optional.ofNullable(made).map(Made::snapshot);
    }

    /** Goes on to what is published now; reads the database if that is something new. */
    synchronized void refresh() {
        Made before = made;
        ledger.proven()
                .filter(now -> before == null || !before.from().checkpoint().equals(now.checkpoint()))
                .ifPresent(now -> made = new Made(now, snapshot(now)));
    }

    private RegistrySnapshot snapshot(Published now) {
        LedgerView view = now.view();
        return new RegistrySnapshot(
                new RegistrySnapshot.Origin(view.registry(), view.charter().codePrefix()),
                new RegistrySnapshot.Proven(
                        view.size(),
                        view.tree().root(),
                        now.checkpoint()
                                .provenAsOf(clock.instant())
                                .orElse(view.state().time())),
                view.records().values(),
                released());
    }

    private Collection<Disclosure> released() {
        return disclosures.releasedTo(null) instanceof Decision.Granted<List<Disclosure>> granted
                ? granted.value()
                : List.of();
    }
}
