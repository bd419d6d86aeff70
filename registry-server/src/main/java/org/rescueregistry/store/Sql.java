package org.rescueregistry.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.key.Digest;
import org.rescueregistry.wire.MalformedException;

/** One prepared statement, its parameters in order, and how rows become values. */
final class Sql {
    /** Reads the row a result set stands on. */
    interface Row<T> {
        T read(ResultSet row) throws SQLException, MalformedException;
    }

    private Sql() {}

    /** Runs a change; gives the number of rows changed. */
    static int update(Connection connection, String sql, @Nullable Object... parameters) throws SQLException {
        try (PreparedStatement statement = prepare(connection, sql, parameters)) {
            return statement.executeUpdate();
        }
    }

    /** Runs a query; gives every row. */
    static <T> List<T> query(Connection connection, Row<T> reader, String sql, @Nullable Object... parameters)
            throws SQLException {
        try (PreparedStatement statement = prepare(connection, sql, parameters);
                ResultSet rows = statement.executeQuery()) {
            List<T> all = new ArrayList<>();
            while (rows.next()) {
                all.add(reader.read(rows));
            }
            return all;
        } catch (MalformedException e) {
            throw new IllegalStateException("a row in the database is damaged: " + e.code(), e);
        }
    }

    private static PreparedStatement prepare(Connection connection, String sql, @Nullable Object... parameters)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        try {
            for (int i = 0; i < parameters.length; i++) {
                @Nullable Object value = parameters[i];
                statement.setObject(i + 1, value instanceof Digest digest ? digest.base64Url() : value);
            }
            return statement;
        } catch (SQLException e) {
            statement.close();
            throw e;
        }
    }
}
