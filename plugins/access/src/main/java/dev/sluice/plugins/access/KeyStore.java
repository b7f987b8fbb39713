package dev.sluice.plugins.access;

import dev.sluice.api.json.Arr;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Member;
import dev.sluice.api.json.Obj;
import dev.sluice.api.json.Str;
import dev.sluice.plugins.access.StoredKey.Terms;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * The keys in an SQLite file. Every change raises one counter, so that another process sees what changed without reading
 * everything. All methods block; one connection, used by one thread at a time.
 */
final class KeyStore implements AutoCloseable {

    private static final int SCHEMA = 1;
    private static final int BUSY_MILLIS = 5_000;

    private static final String MERGE = "INSERT INTO keys (id, hash, name, tenant, labels, models, routes, created,"
            + " expires, revoked, change)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, (SELECT coalesce(max(change), 0) + 1 FROM keys))"
            + " ON CONFLICT (id) DO UPDATE SET"
            + " expires = min(coalesce(expires, excluded.expires), coalesce(excluded.expires, expires)),"
            + " revoked = min(coalesce(revoked, excluded.revoked), coalesce(excluded.revoked, revoked)),"
            + " change = excluded.change WHERE"
            + " expires IS NOT min(coalesce(expires, excluded.expires), coalesce(excluded.expires, expires)) OR"
            + " revoked IS NOT min(coalesce(revoked, excluded.revoked), coalesce(excluded.revoked, revoked))";

    private final Connection connection;

    private KeyStore(Connection connection) {
        this.connection = connection;
    }

    /**
     * Opens the file, and makes what is missing in it.
     *
     * @throws SQLException if it cannot be used
     */
    static KeyStore open(Path file) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL); // Readers do not wait for `sluice keys`, nor it for them.
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL); // A key that was printed, or revoked, stays so.
        config.setBusyTimeout(BUSY_MILLIS);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file);
        KeyStore store = new KeyStore(source.getConnection());
        try {
            store.migrate();
            return store;
        } catch (SQLException e) {
            store.close();
            throw e;
        }
    }

    private void migrate() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            int version = statement.executeQuery("PRAGMA user_version").getInt(1);
            if (version > SCHEMA) {
                throw new SQLException("expected a database of version " + SCHEMA + " or older, found version "
                        + version + ": it was written by a newer Sluice");
            }
            statement.execute(
                    "CREATE TABLE IF NOT EXISTS keys (id TEXT PRIMARY KEY, hash TEXT NOT NULL, name TEXT NOT NULL,"
                            + " tenant TEXT NOT NULL, labels TEXT NOT NULL, models TEXT NOT NULL, routes TEXT NOT NULL,"
                            + " created INTEGER NOT NULL, expires INTEGER, revoked INTEGER, change INTEGER NOT NULL) STRICT");
            statement.execute("CREATE INDEX IF NOT EXISTS keys_change ON keys (change)");
            statement.execute("PRAGMA user_version = " + SCHEMA);
        }
    }

    /** The number of the last change; 0 if there was none. */
    long lastChange() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT coalesce(max(change), 0) FROM keys")) {
            return row.getLong(1);
        }
    }

    /** The keys that changed after a change, in the order of their changes. */
    List<StoredKey> changedSince(long change) throws SQLException {
        return select("SELECT * FROM keys WHERE change > ? ORDER BY change", change);
    }

    /** All keys, the oldest first. */
    List<StoredKey> all() throws SQLException {
        return select("SELECT * FROM keys WHERE change > ? ORDER BY created, id", 0);
    }

    Optional<StoredKey> find(String id) throws SQLException {
        return select("SELECT * FROM keys WHERE id = ?", id).stream().findFirst();
    }

    void add(StoredKey key) throws SQLException {
        update(
                "INSERT INTO keys (id, hash, name, tenant, labels, models, routes, created, expires, revoked, change)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, (SELECT coalesce(max(change), 0) + 1 FROM keys))",
                key.id(),
                key.hash(),
                key.terms().name(),
                key.terms().tenant(),
                text(key.terms().labels()),
                text(key.terms().models()),
                text(key.terms().routes()),
                key.created().toEpochMilli(),
                millis(key.expires()));
    }

    /**
     * Takes over what another replica has of a key. Of two ends the earlier one counts, so it does not matter in what order,
     * nor how often, replicas tell each other.
     *
     * @return whether that was anything new
     */
    boolean merge(StoredKey key) throws SQLException {
        return update(
                        MERGE,
                        key.id(),
                        key.hash(),
                        key.terms().name(),
                        key.terms().tenant(),
                        text(key.terms().labels()),
                        text(key.terms().models()),
                        text(key.terms().routes()),
                        key.created().toEpochMilli(),
                        millis(key.expires()),
                        millis(key.revoked()))
                > 0;
    }

    /** Whether there was such a key that was not revoked yet. */
    boolean revoke(String id, Instant when) throws SQLException {
        return update(
                        "UPDATE keys SET revoked = ?, change = (SELECT max(change) + 1 FROM keys) WHERE id = ? AND revoked IS NULL",
                        when.toEpochMilli(),
                        id)
                > 0;
    }

    void expire(String id, Instant when) throws SQLException {
        update(
                "UPDATE keys SET expires = ?, change = (SELECT max(change) + 1 FROM keys) WHERE id = ?",
                when.toEpochMilli(),
                id);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    private int update(String sql, @Nullable Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            set(statement, values);
            return statement.executeUpdate();
        }
    }

    private List<StoredKey> select(String sql, Object value) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            set(statement, value);
            List<StoredKey> keys = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    keys.add(key(rows));
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

    private static StoredKey key(ResultSet row) throws SQLException {
        Terms terms = new Terms(
                row.getString("name"),
                row.getString("tenant"),
                labels(row.getString("labels")),
                names(row.getString("models")),
                names(row.getString("routes")));
        return new StoredKey(
                row.getString("id"),
                row.getString("hash"),
                terms,
                Instant.ofEpochMilli(row.getLong("created")),
                instant(row, "expires"),
                instant(row, "revoked"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(millis);
    }

    private static @Nullable Long millis(@Nullable Instant instant) {
        return instant == null ? null : instant.toEpochMilli();
    }

    static String text(List<String> names) {
        return Json.array(names.toArray()).toBuffer().toString();
    }

    private static String text(Map<String, String> labels) {
        Obj.Builder object = Json.object();
        labels.forEach(object::put);
        return object.build().toBuffer().toString();
    }

    private static List<String> names(String json) throws SQLException {
        List<String> names = new ArrayList<>();
        if (Json.parse(json.getBytes(StandardCharsets.UTF_8)) instanceof Arr array) {
            for (Json item : array) {
                names.add(text(item));
            }
        }
        return List.copyOf(names);
    }

    private static Map<String, String> labels(String json) throws SQLException {
        Map<String, String> labels = new LinkedHashMap<>();
        if (Json.parse(json.getBytes(StandardCharsets.UTF_8)) instanceof Obj object) {
            for (Member label : object) {
                labels.put(label.name(), text(label.value()));
            }
        }
        return Map.copyOf(labels);
    }

    private static String text(@Nullable Json item) throws SQLException {
        if (item instanceof Str text) {
            return text.value();
        }
        throw new SQLException("expected a JSON string in the database, found " + item);
    }
}
