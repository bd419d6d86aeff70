package org.rescueregistry.store;

import java.io.IOException;
import java.nio.file.Path;
import org.rescueregistry.ledger.AttestationFile;
import org.rescueregistry.membership.Relay;
import org.rescueregistry.vetting.ReportFile;
import org.rescueregistry.vetting.Vetting;

/** The database of one registry. Any thread may use it; one process at a time may have it open. */
public final class Store implements AutoCloseable {
    private final Database database;
    private final Vetting.Files vetting;
    private final Relay.Kept relay;
    private final AttestationFile attestations;
    private final ReportFile reports;

    private Store(Database database) {
        this.database = database;
        this.vetting =
                new Vetting.Files(new SqlCases(database), new SqlDisclosures(database), new SqlProjection(database));
        this.relay = new SqlRelay(database);
        this.attestations = new SqlAttestations(database);
        this.reports = new SqlReports(database);
    }

    /**
     * Opens the database {@code file} (H2 adds {@code .mv.db}), made if it is not there.
     *
     * @throws IOException if it cannot be opened or migrated, or another process has it
     */
    public static Store open(Path file) throws IOException {
        return new Store(Database.open(file));
    }

    /** The case file. */
    public Vetting.Files vetting() {
        return vetting;
    }

    /** What was passed on to other registries. */
    public Relay.Kept relay() {
        return relay;
    }

    /** The post attestations that the log's state leaves commit to. */
    public AttestationFile attestations() {
        return attestations;
    }

    /** What platforms reported. */
    public ReportFile reports() {
        return reports;
    }

    /** Writes a copy of the whole database, as it is between two changes, to a new zip file. Others may go on meanwhile. */
    public void backUp(Path file) {
        database.backUp(file);
    }

    @Override
    public void close() throws IOException {
        database.close();
    }
}
