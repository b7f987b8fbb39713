package dev.sluice.plugins.retrieve.pgvector;

import dev.sluice.plugins.retrieve.pgvector.PgvectorConfig.Columns;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The table that is searched, as the database has it.
 *
 * @param name quoted
 * @param vectorType the type of its vectors, such as {@code vector}; empty if it has none
 * @param walksOn whether a walk through the graph of vectors that found too few goes on by itself, as pgvector's does from 0.8 on
 */
record Table(String name, String vectorType, boolean walksOn) {

    private static final Set<String> VECTOR_TYPES = Set.of("vector", "halfvec");

    private static final String COLUMNS = """
            SELECT attname, format_type(atttypid, NULL) FROM pg_attribute
            WHERE attrelid = to_regclass(?) AND attnum > 0 AND NOT attisdropped
            """;

    private static final String VERSION =
            "SELECT string_to_array(extversion, '.')::int[] >= '{0,8}' FROM pg_extension WHERE extname = 'vector'";

    /**
     * Looks at it.
     *
     * @throws IOException if it is not there, or has not the columns that the config says; says what to do
     */
    static Table inspect(Database database, PgvectorConfig config) throws IOException, SQLException {
        String name = quotedName(config.table());
        Map<String, String> found = database.read(connection -> columns(connection, name));
        if (found.isEmpty()) {
            throw new IOException("expected a table " + config.table()
                    + ", found none that the user may see: make it, or name its schema, too");
        }
        Columns columns = config.columns();
        expected(columns, config).filter(column -> !column.isEmpty()).forEach(column -> check(column, found, config));
        String vectorType = columns.vector().isEmpty() ? "" : String.valueOf(found.get(columns.vector()));
        if (!vectorType.isEmpty() && VECTOR_TYPES.stream().noneMatch(vectorType::endsWith)) {
            throw new IOException("expected vectors (vector or halfvec) in the column " + columns.vector() + ", found "
                    + vectorType + ": name the column that pgvector has as columns.vector");
        }
        return new Table(name, vectorType, !vectorType.isEmpty() && database.read(Table::walksOn));
    }

    private static Stream<String> expected(Columns columns, PgvectorConfig config) {
        Stream<String> always = Stream.of(
                columns.id(),
                columns.number(),
                columns.title(),
                columns.url(),
                columns.heading(),
                columns.text(),
                columns.vector(),
                columns.words(),
                columns.metadata());
        return config.access() == PgvectorConfig.AccessBy.EVERYBODY
                ? always
                : Stream.concat(always, Stream.of(columns.tenant(), columns.labels()));
    }

    private static void check(String column, Map<String, String> found, PgvectorConfig config) {
        if (!found.containsKey(column)) {
            throw new IllegalArgumentException("expected a column " + column + " in the table " + config.table()
                    + ", found " + String.join(", ", found.keySet())
                    + ": correct its name below 'columns', or say '' if the table has no such thing");
        }
    }

    private static Map<String, String> columns(Connection connection, String name) throws SQLException {
        Map<String, String> columns = new LinkedHashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(COLUMNS)) {
            statement.setString(1, name);
            ResultSet rows = statement.executeQuery();
            while (rows.next()) {
                columns.put(rows.getString(1), rows.getString(2));
            }
        }
        return columns;
    }

    private static boolean walksOn(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(VERSION)) {
            ResultSet rows = statement.executeQuery();
            return rows.next() && rows.getBoolean(1);
        }
    }

    private static String quotedName(String name) {
        int dot = name.indexOf('.');
        return dot < 0 ? quoted(name) : quoted(name.substring(0, dot)) + "." + quoted(name.substring(dot + 1));
    }

    static String quoted(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }
}
