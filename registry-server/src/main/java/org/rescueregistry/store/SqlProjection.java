package org.rescueregistry.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.rescueregistry.key.Digest;
import org.rescueregistry.name.Code;
import org.rescueregistry.vetting.HeldDigests;
import org.rescueregistry.vetting.LogProjection;

/** What the log says, in the database. */
final class SqlProjection implements LogProjection {
    private static final String NOT_HELD =
            " NOT EXISTS (SELECT 1 FROM held h WHERE h.source = disclosure.source AND h.digest = disclosure.digest)";

    private final Database database;

    SqlProjection(Database database) {
        this.database = database;
    }

    @Override
    public void rebuild(long size, Collection<HeldDigests> all) {
        database.run(connection -> {
            Sql.update(connection, "DELETE FROM projection");
            Sql.update(connection, "DELETE FROM admitted");
            Sql.update(connection, "DELETE FROM held");
            Sql.update(connection, "INSERT INTO projection (only_row, size) VALUES (TRUE, ?)", size);
            for (HeldDigests record : all) {
                insert(connection, record);
            }
            // Erased, or left by a registry that stopped between taking a disclosure and logging its statement. Only
            // what waiting applications brought is held by nothing and stays.
            return Sql.update(
                    connection,
                    "DELETE FROM disclosure WHERE" + NOT_HELD + " AND (source IN (SELECT application FROM admitted)"
                            + " OR source NOT IN (SELECT id FROM application))");
        });
    }

    @Override
    public void advance(long from, long to, Collection<HeldDigests> changed) {
        database.run(connection -> {
            // Whoever follows the log beside us must not be overtaken in silence.
            if (Sql.update(connection, "UPDATE projection SET size = ? WHERE size = ?", to, from) != 1) {
                throw new IllegalStateException("the projection is not of " + from + " leaves");
            }
            for (HeldDigests record : changed) {
                replace(connection, record);
            }
            return changed.size();
        });
    }

    private static void replace(Connection connection, HeldDigests record) throws SQLException {
        String code = record.code().canonical();
        Set<Digest> sources = new HashSet<>(Sql.query(
                connection,
                row -> Digest.parse(row.getString("source")),
                "SELECT DISTINCT source FROM held WHERE code = ?",
                code));
        sources.add(record.application());
        Sql.update(connection, "DELETE FROM held WHERE code = ?", code);
        Sql.update(connection, "DELETE FROM admitted WHERE application = ?", record.application());
        insert(connection, record);
        for (Digest source : sources) {
            Sql.update(connection, "DELETE FROM disclosure WHERE source = ? AND" + NOT_HELD, source);
        }
    }

    private static void insert(Connection connection, HeldDigests record) throws SQLException {
        String code = record.code().canonical();
        Sql.update(connection, "INSERT INTO admitted (application, code) VALUES (?, ?)", record.application(), code);
        for (HeldDigests.Held held : record.held()) {
            Sql.update(
                    connection,
                    "INSERT INTO held (source, digest, code) VALUES (?, ?, ?)",
                    held.source(),
                    held.digest(),
                    code);
        }
    }

    @Override
    public Optional<Code> admitted(Digest application) {
        return database.run(connection -> Sql.query(
                        connection,
                        row -> Code.parseCanonical(row.getString("code")),
                        "SELECT code FROM admitted WHERE application = ?",
                        application)
                .stream()
                .findFirst());
    }
}
