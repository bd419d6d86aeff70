package org.rescueregistry.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.rescueregistry.key.Digest;

/** An {@link AttestationFile} that lasts as long as the test, and may fail before or after it has kept something. */
final class MemoryAttestations implements AttestationFile {
    private final Map<Digest, Row> rows = new ConcurrentHashMap<>();
    private final List<Row> ever = new ArrayList<>();
    private volatile Failing failing = Failing.NOT;

    /** When it is to fail. */
    enum Failing {
        NOT,
        BEFORE,
        AFTERWARDS
    }

    void fail(Failing when) {
        failing = when;
    }

    /** As if an older copy had been put back. */
    void loseAll() {
        rows.clear();
    }

    /** Every row that was ever kept, forgotten ones too. */
    synchronized List<Row> ever() {
        return List.copyOf(ever);
    }

    @Override
    public List<Row> all() {
        return List.copyOf(rows.values());
    }

    @Override
    public synchronized void keep(Collection<Row> kept) {
        if (failing == Failing.BEFORE) {
            throw failure();
        }
        if (kept.stream().anyMatch(row -> rows.containsKey(row.attestation().id()))) {
            throw new IllegalStateException("kept twice");
        }
        kept.forEach(row -> rows.put(row.attestation().id(), row));
        ever.addAll(kept);
        if (failing == Failing.AFTERWARDS) {
            throw failure();
        }
    }

    private static UncheckedIOException failure() {
        return new UncheckedIOException(new IOException("the database failed"));
    }

    @Override
    public void forget(Collection<Digest> ids) {
        rows.keySet().removeAll(ids);
    }
}
