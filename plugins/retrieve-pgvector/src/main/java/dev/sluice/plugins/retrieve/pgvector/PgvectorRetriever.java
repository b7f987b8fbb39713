package dev.sluice.plugins.retrieve.pgvector;

import dev.sluice.api.plugin.PluginContext;
import dev.sluice.api.retrieve.Passage;
import dev.sluice.api.retrieve.Retriever;
import dev.sluice.api.retrieve.Search;
import io.vertx.core.Future;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Asks PostgreSQL, off the event loop. */
final class PgvectorRetriever implements Retriever {

    /** pgvector's own bounds of {@code hnsw.ef_search}. */
    private static final int LEAST_LOOKED_AT = 40;

    private static final int MOST_LOOKED_AT = 1_000;

    private final PgvectorConfig config;
    private final Table table;
    private final Database database;
    private final PluginContext context;
    private final Limits limits;

    PgvectorRetriever(PgvectorConfig config, Table table, Database database, PluginContext context) {
        this.config = config;
        this.table = table;
        this.database = database;
        this.context = context;
        this.limits = new Limits(config.parallel(), config.waiting(), config.timeout());
    }

    @Override
    public Limits limits() {
        return limits;
    }

    @Override
    public boolean comparesVectors() {
        return !table.vectorType().isEmpty();
    }

    @Override
    public Future<List<Passage>> retrieve(Search search) {
        if (!search.conditions().isEmpty() && config.columns().metadata().isEmpty()) {
            return Future.failedFuture(new IllegalArgumentException("Expected a column of metadata to filter by, found"
                    + " none: name it as columns.metadata, or filter by nothing."));
        }
        Statement.Prepared statement = Statement.of(config, table, search);
        return statement == null
                ? Future.succeededFuture(List.of())
                : context.blocking(() -> database.read(connection -> {
                    look(connection, search.fusion().candidates());
                    return passages(connection, statement);
                }));
    }

    /** Without this, a walk through the graph brings forty rows at most, and sieves those by who may find them. */
    private void look(Connection connection, int candidates) throws SQLException {
        if (table.vectorType().isEmpty()) {
            return;
        }
        String sql = "SELECT set_config('hnsw.ef_search', ?, true)"
                + (table.walksOn() ? ", set_config('hnsw.iterative_scan', 'strict_order', true)" : "");
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, Integer.toString(Math.clamp(candidates, LEAST_LOOKED_AT, MOST_LOOKED_AT)));
            statement.execute();
        }
    }

    private static List<Passage> passages(Connection connection, Statement.Prepared prepared) throws SQLException {
        List<Passage> passages = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(prepared.sql())) {
            for (int i = 0; i < prepared.values().size(); i++) {
                set(statement, i + 1, prepared.values().get(i));
            }
            ResultSet rows = statement.executeQuery();
            while (rows.next()) {
                passages.add(new Passage(
                        rows.getString(1),
                        rows.getInt(2),
                        rows.getString(3),
                        rows.getString(4),
                        rows.getString(5),
                        rows.getString(6),
                        rows.getDouble(7)));
            }
        }
        return passages;
    }

    private static void set(PreparedStatement statement, int place, Object value) throws SQLException {
        if (value instanceof String[] texts) {
            statement.setArray(place, statement.getConnection().createArrayOf("text", texts));
        } else {
            statement.setObject(place, value);
        }
    }
}
