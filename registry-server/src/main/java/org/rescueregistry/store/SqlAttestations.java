package org.rescueregistry.store;

import java.util.Collection;
import java.util.List;
import org.rescueregistry.key.Digest;
import org.rescueregistry.ledger.AttestationFile;
import org.rescueregistry.statement.PostAttestation;

/** Accepted post attestations in the database. */
final class SqlAttestations implements AttestationFile {
    private final Database database;

    SqlAttestations(Database database) {
        this.database = database;
    }

    @Override
    public List<Row> all() {
        return database.run(connection -> Sql.query(
                connection,
                row -> new Row(PostAttestation.parse(row.getString("jws")), row.getLong("since")),
                "SELECT jws, since FROM attestation"));
    }

    @Override
    public void keep(Collection<Row> rows) {
        database.runForced(connection -> {
            for (Row row : rows) {
                Sql.update(
                        connection,
                        "INSERT INTO attestation (id, jws, since) VALUES (?, ?, ?)",
                        row.attestation().id(),
                        row.attestation().compact(),
                        row.since());
            }
            return rows.size();
        });
    }

    @Override
    public void forget(Collection<Digest> ids) {
        database.run(connection -> {
            for (Digest id : ids) {
                Sql.update(connection, "DELETE FROM attestation WHERE id = ?", id);
            }
            return ids.size();
        });
    }
}
