package org.rescueregistry.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.locks.ReentrantLock;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcDataSource;

/**
 * One H2 database in a file, one connection, one transaction at a time: the case file is small and written by people, so
 * order is worth more than parallel work.
 *
 * <p>H2 never forces the disk on commit, whatever its settings, short of {@code CHECKPOINT SYNC}.
 */
final class Database implements AutoCloseable {
    /** One transaction. */
    interface Work<T> {
        T run(Connection connection) throws SQLException;
    }

    private final ReentrantLock turn = new ReentrantLock();
    private final Connection connection;

    private Database(Connection connection) {
        this.connection = connection;
    }

    /** Opens the database {@code file} (H2 adds {@code .mv.db}), made if it is not there, and migrates its tables. */
    static Database open(Path file) throws IOException {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL(
                "jdbc:h2:file:" + file.toAbsolutePath() + ";DB_CLOSE_ON_EXIT=FALSE;WRITE_DELAY=0;TRACE_LEVEL_FILE=0");
        try {
            Connection connection = source.getConnection();
            Database database = new Database(connection);
            try {
                Flyway.configure(Database.class.getClassLoader())
                        .dataSource(source)
                        .locations("classpath:db/migration")
                        .load()
                        .migrate();
                connection.setAutoCommit(false);
            } catch (SQLException | RuntimeException e) {
                database.close();
                throw new IOException("the database " + file + " cannot be migrated: " + e.getMessage(), e);
            }
            return database;
        } catch (SQLException e) {
            throw new IOException("the database " + file + " cannot be opened: " + e.getMessage(), e);
        }
    }

    /** Reads, or changes what the log makes good. */
    <T> T run(Work<T> work) {
        return run(work, false);
    }

    /** Changes what is acknowledged: once this returns the change survives a power cut. */
    <T> T runForced(Work<T> work) {
        return run(work, true);
    }

    /** Writes all of it, as it is between two transactions, to a new zip file that holds one database file. */
    void backUp(Path file) {
        run(connection -> {
            try (Statement backup = connection.createStatement()) {
                return backup.execute(
                        "BACKUP TO '" + file.toAbsolutePath().toString().replace("'", "''") + "'");
            }
        });
    }

    private <T> T run(Work<T> work, boolean forced) {
        turn.lock();
        try {
            T result = work.run(connection);
            connection.commit();
            if (forced) {
                // If the power goes before this line, nobody has been told; after it, the commit is on the disk.
                try (Statement force = connection.createStatement()) {
                    force.execute("CHECKPOINT SYNC");
                }
            }
            return result;
        } catch (SQLException e) {
            rollBack(e);
            throw new UncheckedIOException(new IOException("the database failed: " + e.getMessage(), e));
        } catch (RuntimeException e) {
            rollBack(e);
            throw e;
        } finally {
            turn.unlock();
        }
    }

    private void rollBack(Exception cause) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    @Override
    public void close() throws IOException {
        turn.lock();
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IOException("the database cannot be closed: " + e.getMessage(), e);
        } finally {
            turn.unlock();
        }
    }
}
