package dev.sluice.plugins.access.byok;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * Sealed keys in an SQLite file. Every change raises one counter, so that another process sees what changed without reading everything; what
 * was taken back stays as a mark, for the same reason. All methods block; one thread at a time.
 */
public final class SealedStore implements AutoCloseable {

    /** The file in the filter's data folder. */
    public static final String FILE = "provider-keys.db";

    private static final int BUSY_MILLIS = 5_000;

    /** In whatever order, and however often, replicas tell each other of changes, all end up with the same. */
    private static final String PUT =
            "INSERT INTO provider_keys (tenant, provider, sealed, fingerprint, changed, change)"
                    + " VALUES (?, ?, ?, ?, ?, (SELECT coalesce(max(change), 0) + 1 FROM provider_keys))"
                    + " ON CONFLICT (tenant, provider) DO UPDATE SET sealed = excluded.sealed, fingerprint = excluded.fingerprint,"
                    + " changed = excluded.changed, change = excluded.change"
                    + " WHERE excluded.changed > changed OR (excluded.changed = changed"
                    + " AND coalesce(excluded.sealed, '') > coalesce(sealed, ''))";

    private final Connection connection;

    private SealedStore(Connection connection) {
        this.connection = connection;
    }

    /**
     * Opens the file, and makes what is missing in it.
     *
     * @param folder the filter's data folder
     * @return the store
     * @throws SQLException if it cannot be used
     */
    public static SealedStore open(Path folder) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setBusyTimeout(BUSY_MILLIS);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + folder.resolve(FILE));
        Connection connection = source.getConnection();
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS provider_keys (tenant TEXT NOT NULL, provider TEXT NOT NULL,"
                    + " sealed TEXT, fingerprint TEXT NOT NULL, changed INTEGER NOT NULL, change INTEGER NOT NULL,"
                    + " PRIMARY KEY (tenant, provider)) STRICT");
            return new SealedStore(connection);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /**
     * Sets a key, or takes it back, now; after whatever was done before, whoever's clock is ahead.
     *
     * @param key with any time
     * @param now the time
     * @throws SQLException if it cannot be written
     */
    public synchronized void set(SealedKey key, Instant now) throws SQLException {
        Instant after = select("WHERE tenant = ? AND provider = ?", key.tenant(), key.provider()).stream()
                .map(before -> before.changed().plusMillis(1))
                .filter(now::isBefore)
                .findFirst()
                .orElse(now);
        put(new SealedKey(key.tenant(), key.provider(), key.sealed(), key.fingerprint(), after));
    }

    /** Takes over what another replica has; whether that was anything new. */
    synchronized boolean put(SealedKey key) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(PUT)) {
            set(
                    statement,
                    key.tenant(),
                    key.provider(),
                    key.sealed(),
                    key.fingerprint(),
                    key.changed().toEpochMilli());
            return statement.executeUpdate() > 0;
        }
    }

    /**
     * Those that are set.
     *
     * @return by tenant and provider
     * @throws SQLException if it cannot be read
     */
    public synchronized List<SealedKey> all() throws SQLException {
        return select("WHERE sealed IS NOT NULL ORDER BY tenant, provider");
    }

    /** Those that changed after a change, those that were taken back among them, in the order of their changes. */
    synchronized List<SealedKey> changedSince(long change) throws SQLException {
        return select("WHERE change > ? ORDER BY change", change);
    }

    /** The number of the last change; 0 if there was none. */
    synchronized long lastChange() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT coalesce(max(change), 0) FROM provider_keys")) {
            return row.getLong(1);
        }
    }

    @Override
    public synchronized void close() throws SQLException {
        connection.close();
    }

    private List<SealedKey> select(String which, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT tenant, provider, sealed, fingerprint, changed FROM provider_keys " + which)) {
            set(statement, values);
            List<SealedKey> keys = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    keys.add(new SealedKey(
                            rows.getString(1),
                            rows.getString(2),
                            rows.getString(3),
                            rows.getString(4),
                            Instant.ofEpochMilli(rows.getLong(5))));
                }
            }
            return keys;
        }
    }

    private static void set(PreparedStatement statement, @Nullable Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
    }
}
