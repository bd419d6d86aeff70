package org.rescueregistry.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.rescueregistry.key.Digest;
import org.rescueregistry.membership.Relay;
import org.rescueregistry.name.EntityId;
import org.rescueregistry.statement.Statement;
import org.rescueregistry.wire.MalformedException;

/** What was passed on to other registries, in the database. */
final class SqlRelay implements Relay.Kept {
    private static final String SELECT = "SELECT jws, home, taken, answer FROM relayed";

    private final Database database;

    SqlRelay(Database database) {
        this.database = database;
    }

    @Override
    public void keep(Relay.Passed passed) {
        database.runForced(connection -> Sql.update(
                connection,
                "MERGE INTO relayed (id, jws, home, taken, answer) KEY (id) VALUES (?, ?, ?, ?, ?)",
                passed.statement().id(),
                passed.statement().compact(),
                passed.home().toString(),
                passed.taken().getEpochSecond(),
                passed.answer()));
    }

    @Override
    public List<Relay.Passed> since(Instant earliest, int most) {
        return database.run(connection -> Sql.query(
                connection,
                SqlRelay::read,
                SELECT + " WHERE taken >= ? ORDER BY taken DESC, id LIMIT ?",
                earliest.getEpochSecond(),
                most));
    }

    @Override
    public Optional<Relay.Passed> find(Digest statement) {
        return database
                .run(connection -> Sql.query(connection, SqlRelay::read, SELECT + " WHERE id = ?", statement))
                .stream()
                .findFirst();
    }

    private static Relay.Passed read(ResultSet row) throws SQLException, MalformedException {
        return new Relay.Passed(
                Statement.parse(row.getString("jws")),
                EntityId.parse(row.getString("home")),
                Instant.ofEpochSecond(row.getLong("taken")),
                row.getString("answer"));
    }
}
