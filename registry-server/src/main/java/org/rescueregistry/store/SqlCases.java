package org.rescueregistry.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.rescueregistry.key.Digest;
import org.rescueregistry.statement.Application;
import org.rescueregistry.statement.Objection;
import org.rescueregistry.statement.ObjectionWithdrawal;
import org.rescueregistry.statement.Vouch;
import org.rescueregistry.vetting.CaseFile;
import org.rescueregistry.vetting.CaseRecord;
import org.rescueregistry.vetting.FiledObjection;
import org.rescueregistry.wire.MalformedException;

/** The case file in the database. */
final class SqlCases implements CaseFile {
    private final Database database;

    SqlCases(Database database) {
        this.database = database;
    }

    @Override
    public Opening open(CaseRecord opened, Instant lapsed, int most) {
        Application application = opened.application();
        return database.runForced(connection -> {
            dropLapsed(connection, lapsed);
            // The two conditions stand in the statement that inserts, so that no two callers can both find room.
            int inserted = Sql.update(
                    connection,
                    "INSERT INTO application (id, jws, received) SELECT ?, ?, ? WHERE"
                            + " NOT EXISTS (SELECT 1 FROM application WHERE id = ?) AND"
                            + " (SELECT COUNT(*) FROM application WHERE id NOT IN (SELECT application FROM admitted)) < ?",
                    application.id(),
                    application.compact(),
                    opened.received().getEpochSecond(),
                    application.id(),
                    most);
            if (inserted == 0) {
                return isThere(connection, application.id()) ? Opening.KNOWN : Opening.FULL;
            }
            SqlDisclosures.insert(connection, application.id(), opened.disclosures());
            return Opening.OPENED;
        });
    }

    private static void dropLapsed(Connection connection, Instant lapsed) throws SQLException {
        List<Digest> old = Sql.query(
                connection,
                row -> Digest.parse(row.getString("id")),
                "SELECT id FROM application WHERE received < ? AND id NOT IN (SELECT application FROM admitted)",
                lapsed.getEpochSecond());
        for (Digest application : old) {
            Sql.update(connection, "DELETE FROM disclosure WHERE source = ?", application);
            Sql.update(connection, "DELETE FROM application WHERE id = ?", application);
        }
    }

    private static boolean isThere(Connection connection, Digest application) throws SQLException {
        return !Sql.query(connection, row -> 1, "SELECT 1 FROM application WHERE id = ?", application)
                .isEmpty();
    }

    @Override
    public Optional<CaseRecord> find(Digest application) {
        return database.run(connection -> Sql.query(
                        connection,
                        row -> caseOf(connection, application, row),
                        "SELECT jws, received FROM application WHERE id = ?",
                        application)
                .stream()
                .findFirst());
    }

    private static CaseRecord caseOf(Connection connection, Digest id, ResultSet row)
            throws SQLException, MalformedException {
        return new CaseRecord(
                Application.parse(row.getString("jws")),
                SqlDisclosures.from(connection, id),
                Instant.ofEpochSecond(row.getLong("received")),
                Sql.query(
                        connection,
                        vouch -> Vouch.parse(vouch.getString("jws")),
                        "SELECT jws FROM vouch WHERE application = ?",
                        id),
                Sql.query(
                        connection,
                        SqlCases::filed,
                        "SELECT jws, withdrawal FROM objection WHERE application = ?",
                        id));
    }

    private static FiledObjection filed(ResultSet row) throws SQLException, MalformedException {
        String withdrawal = row.getString("withdrawal");
        return new FiledObjection(
                Objection.parse(row.getString("jws")),
                withdrawal == null ? null : ObjectionWithdrawal.parse(withdrawal));
    }

    @Override
    public List<Digest> waiting() {
        return database.run(connection -> Sql.query(
                connection,
                row -> Digest.parse(row.getString("id")),
                "SELECT id FROM application WHERE id NOT IN (SELECT application FROM admitted) ORDER BY received, id"));
    }

    @Override
    public void file(Vouch vouch) {
        String signer = vouch.signer().toString();
        long iat = vouch.stamp().iat().getEpochSecond();
        database.runForced(connection -> {
            // A replayed older vouch must not take the newer one's place.
            Sql.update(
                    connection,
                    "DELETE FROM vouch WHERE application = ? AND signer = ? AND iat < ?",
                    vouch.application(),
                    signer,
                    iat);
            return Sql.update(
                    connection,
                    "INSERT INTO vouch (application, signer, jws, iat) SELECT id, ?, ?, ? FROM application WHERE id = ?"
                            + " AND NOT EXISTS (SELECT 1 FROM vouch WHERE application = ? AND signer = ?)",
                    signer,
                    vouch.compact(),
                    iat,
                    vouch.application(),
                    vouch.application(),
                    signer);
        });
    }

    @Override
    public boolean file(Objection objection) {
        String signer = objection.signer().toString();
        return database.runForced(connection -> Sql.update(
                        connection,
                        "INSERT INTO objection (id, application, signer, jws) SELECT ?, id, ?, ? FROM application"
                                // One at a time of one vetter: two requests at once must not both pass.
                                + " WHERE id = ? AND NOT EXISTS (SELECT 1 FROM objection"
                                + " WHERE application = ? AND signer = ? AND withdrawal IS NULL)",
                        objection.id(),
                        signer,
                        objection.compact(),
                        objection.application(),
                        objection.application(),
                        signer)
                == 1);
    }

    @Override
    public void file(ObjectionWithdrawal withdrawal) {
        database.runForced(connection -> Sql.update(
                connection,
                "UPDATE objection SET withdrawal = ? WHERE id = ? AND withdrawal IS NULL",
                withdrawal.compact(),
                withdrawal.objection()));
    }
}
