package dev.sluice.plugins.retrieve.pgvector;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import org.postgresql.ds.PGSimpleDataSource;

/** The pool of connections to one database. Its methods block. */
final class Database implements AutoCloseable {

    /** What a transaction says of itself: how long each of its statements may take, and how far a walk through a graph of vectors looks. */
    private static final String BOUNDS = "SELECT set_config('statement_timeout', ?, true)";

    private final HikariDataSource pool;
    private final Duration timeout;
    private final DriverUse driver;

    private Database(HikariDataSource pool, Duration timeout, DriverUse driver) {
        this.pool = pool;
        this.timeout = timeout;
        this.driver = driver;
    }

    /**
     * Opens it.
     *
     * @throws IOException if it cannot be reached, or does not let the user in; names neither the user's password nor the url
     */
    static Database open(PgvectorConfig config, DriverUse driver) throws IOException, SQLException {
        driver.begin();
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(config.jdbcUrl());
        source.setUser(config.user());
        source.setPassword(config.password() == null ? null : config.password().reveal());
        source.setApplicationName("sluice");
        source.setSocketTimeout(
                (int) Math.max(1, config.timeout().plusSeconds(1).toSeconds()));
        HikariConfig settings = new HikariConfig();
        settings.setDataSource(source);
        settings.setPoolName("pgvector");
        settings.setMaximumPoolSize(config.parallel());
        settings.setMinimumIdle(1);
        settings.setConnectionTimeout(config.timeout().toMillis());
        settings.setValidationTimeout(config.timeout().toMillis());
        settings.setReadOnly(true);
        settings.setAutoCommit(false);
        try {
            return new Database(new HikariDataSource(settings), config.timeout(), driver);
        } catch (PoolInitializationException e) {
            driver.end();
            throw new IOException(
                    "expected the database of 'url' to let '" + config.user() + "' in, found: " + e.getMessage(), e);
        }
    }

    /** Works in a transaction that only reads. */
    <T> T read(Reading<T> reading) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            try (PreparedStatement bounds = connection.prepareStatement(BOUNDS)) {
                bounds.setString(1, Long.toString(timeout.toMillis()));
                bounds.execute();
            }
            T read = reading.in(connection);
            connection.rollback();
            return read;
        }
    }

    @Override
    public void close() throws SQLException {
        pool.close();
        driver.end();
    }

    /** What is done in a transaction. */
    @FunctionalInterface
    interface Reading<T> {
        T in(Connection connection) throws SQLException;
    }
}
