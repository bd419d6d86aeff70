package org.rescueregistry.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import org.rescueregistry.key.Digest;
import org.rescueregistry.name.Code;
import org.rescueregistry.statement.Audience;
import org.rescueregistry.statement.Disclosure;
import org.rescueregistry.statement.GivenDisclosure;
import org.rescueregistry.vetting.DisclosureFile;
import org.rescueregistry.wire.MalformedException;

/** Disclosures in the database. */
final class SqlDisclosures implements DisclosureFile {
    // The join is what keeps from everybody a disclosure that no record holds.
    private static final String HELD =
            "SELECT d.audience, d.text FROM disclosure d JOIN held h ON h.source = d.source AND h.digest = d.digest";

    private final Database database;

    SqlDisclosures(Database database) {
        this.database = database;
    }

    @Override
    public void keep(Digest source, Collection<GivenDisclosure> given) {
        database.runForced(connection -> insert(connection, source, given));
    }

    static int insert(Connection connection, Digest source, Collection<GivenDisclosure> given) throws SQLException {
        int inserted = 0;
        for (GivenDisclosure one : given) {
            Digest digest = one.disclosure().digest();
            inserted += Sql.update(
                    connection,
                    "INSERT INTO disclosure (source, digest, audience, text) SELECT ?, ?, ?, ?"
                            + " WHERE NOT EXISTS (SELECT 1 FROM disclosure WHERE source = ? AND digest = ?)",
                    source,
                    digest,
                    one.audience().text(),
                    one.disclosure().text(),
                    source,
                    digest);
        }
        return inserted;
    }

    @Override
    public void discard(Digest source) {
        database.run(connection -> Sql.update(
                connection,
                "DELETE FROM disclosure WHERE source = ? AND NOT EXISTS (SELECT 1 FROM held WHERE source = ?)"
                        // An application's go with their case.
                        + " AND source NOT IN (SELECT id FROM application)",
                source,
                source));
    }

    @Override
    public List<GivenDisclosure> held(Collection<Audience> audiences) {
        Object[] texts = audiences.stream().map(Audience::text).toArray();
        return database.run(connection -> Sql.query(
                connection, SqlDisclosures::read, HELD + " WHERE d.audience = ANY(?) ORDER BY d.text", (Object) texts));
    }

    @Override
    public List<GivenDisclosure> held(Code code) {
        return database.run(connection -> Sql.query(
                connection, SqlDisclosures::read, HELD + " WHERE h.code = ? ORDER BY d.text", code.canonical()));
    }

    /** Everything one source brought that is left. */
    static List<GivenDisclosure> from(Connection connection, Digest source) throws SQLException {
        return Sql.query(
                connection, SqlDisclosures::read, "SELECT audience, text FROM disclosure WHERE source = ?", source);
    }

    private static GivenDisclosure read(ResultSet row) throws SQLException, MalformedException {
        return new GivenDisclosure(Audience.parse(row.getString("audience")), Disclosure.parse(row.getString("text")));
    }
}
