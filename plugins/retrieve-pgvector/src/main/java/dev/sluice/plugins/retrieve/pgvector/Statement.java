package dev.sluice.plugins.retrieve.pgvector;

import dev.sluice.api.retrieve.Search;
import dev.sluice.plugins.retrieve.pgvector.PgvectorConfig.Columns;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One search as one statement.
 *
 * <p>PostgreSQL's ranking of words ({@code ts_rank}) knows nothing of how rare a word is, so the ranks of both halves are what is fused, as
 * everywhere, and never the scores.
 */
final class Statement {

    /** Divides a rank by the logarithm of the passage's length. */
    private static final int BY_LENGTH = 1;

    /** A question's words, any of which may stand in a passage; none at all finds nothing. */
    private static final String ASKED = """
            WITH asked AS (
              SELECT array_agg(lexeme) AS lexemes,
                string_agg('''' || replace(replace(lexeme, '\\', '\\\\'), '''', '''''') || '''', ' | ')::tsquery AS query
              FROM unnest(to_tsvector(?::regconfig, ?)))""";

    private final PgvectorConfig config;
    private final Table table;
    private final Search search;
    private final StringBuilder sql = new StringBuilder();
    private final List<Object> values = new ArrayList<>();

    private Statement(PgvectorConfig config, Table table, Search search) {
        this.config = config;
        this.table = table;
        this.search = search;
    }

    /**
     * A statement with what stands for its question marks, in order.
     *
     * @param sql has columns for id, number, title, url, heading, text and relevance
     * @param values texts, numbers, and arrays of texts
     */
    record Prepared(String sql, List<Object> values) {}

    /** Null if neither half has anything to search for. */
    static @Nullable Prepared of(PgvectorConfig config, Table table, Search search) {
        Statement statement = new Statement(config, table, search);
        return statement.byWords() || statement.byVectors() ? statement.prepared() : null;
    }

    private Prepared prepared() {
        List<String> halves = new ArrayList<>();
        add(ASKED, config.language(), search.text());
        if (byWords()) {
            words();
            halves.add("words");
        }
        if (byVectors()) {
            vectors();
            halves.add("vectors");
        }
        fused(halves);
        found();
        return new Prepared(sql.toString(), values);
    }

    private boolean byWords() {
        return !config.columns().words().isEmpty() && search.fusion().words() > 0;
    }

    private boolean byVectors() {
        return !config.columns().vector().isEmpty()
                && search.vector() != null
                && search.fusion().vectors() > 0;
    }

    private void words() {
        String words = column(config.columns().words());
        half("words");
        add(" FROM " + table.name() + " c, asked WHERE " + words + " @@ asked.query");
        allowed();
        rest("ts_rank(" + words + ", asked.query, " + BY_LENGTH + ") DESC");
    }

    private void vectors() {
        String vector = column(config.columns().vector());
        half("vectors");
        add(" FROM " + table.name() + " c WHERE " + vector + " IS NOT NULL");
        allowed();
        rest(vector + " " + config.distance().operator() + " ?::" + table.vectorType(), spelled());
    }

    /** Ranks come from the order in which the inner query brings its rows. */
    private void half(String name) {
        add(", " + name + " AS (SELECT id, number, row_number() OVER () AS place FROM (SELECT "
                + column(config.columns().id()) + " AS id, "
                + column(config.columns().number()) + " AS number");
    }

    private void rest(String order, Object... more) {
        add(" ORDER BY " + order + " LIMIT ?) ordered)", more);
        values.add(search.fusion().candidates());
    }

    /** In each half, so that none of the candidates is wasted on what may not be found. */
    private void allowed() {
        Columns columns = config.columns();
        if (config.access() == PgvectorConfig.AccessBy.ROWS) {
            add(
                    " AND " + column(columns.tenant()) + " IN (?, ?)",
                    search.asker().tenant(),
                    Search.EVERYBODY);
            if (!columns.labels().isEmpty()) {
                String labels = column(columns.labels());
                add(" AND (cardinality(" + labels + ") = 0 OR " + labels + " && ?::text[])", (Object)
                        search.asker().labels().toArray(String[]::new));
            }
        }
        search.conditions().forEach(this::condition);
    }

    private void condition(Search.Condition condition) {
        String value = column(config.columns().metadata()) + " ->> ?";
        if (!condition.anyOf().isEmpty()) {
            add(
                    " AND (" + value + ") = ANY (?::text[])",
                    condition.field(),
                    condition.anyOf().toArray(String[]::new));
        }
        if (condition.min() != null || condition.max() != null) {
            add(
                    " AND CASE WHEN jsonb_typeof(" + column(config.columns().metadata()) + " -> ?) = 'number' THEN ("
                            + value + ")::float8 BETWEEN ? AND ? ELSE false END",
                    condition.field(),
                    condition.field(),
                    condition.min() == null ? Double.valueOf(Double.NEGATIVE_INFINITY) : condition.min(),
                    condition.max() == null ? Double.valueOf(Double.POSITIVE_INFINITY) : condition.max());
        }
    }

    private void fused(List<String> halves) {
        add(", fused AS (SELECT id, number, sum(part) AS score FROM (");
        for (int i = 0; i < halves.size(); i++) {
            double weight = halves.get(i).equals("words")
                    ? search.fusion().words()
                    : search.fusion().vectors();
            add(
                    (i == 0 ? "" : " UNION ALL ") + "SELECT id, number, ?::float8 / (? + place) AS part FROM "
                            + halves.get(i),
                    weight,
                    search.fusion().constant());
        }
        add(") halves GROUP BY id, number ORDER BY score DESC, id, number LIMIT ?)", search.limit());
    }

    private void found() {
        Columns columns = config.columns();
        add(" SELECT " + column(columns.id()) + ", " + column(columns.number()) + ", " + text(columns.title()) + ", "
                + text(columns.url()) + ", " + text(columns.heading()) + ", " + column(columns.text())
                + ", greatest(0");
        if (byVectors()) {
            add(", 1 - (" + column(columns.vector()) + " <=> ?::" + table.vectorType() + ")", spelled());
        }
        if (!columns.words().isEmpty()) {
            add(", cardinality(ARRAY(SELECT unnest(asked.lexemes) INTERSECT SELECT unnest(tsvector_to_array("
                    + column(columns.words()) + "))))::float8 / cardinality(asked.lexemes)");
        }
        add(") FROM fused JOIN " + table.name() + " c ON " + column(columns.id()) + " = fused.id AND "
                + column(columns.number()) + " = fused.number CROSS JOIN asked"
                + " ORDER BY fused.score DESC, fused.id, fused.number");
    }

    private static String column(String name) {
        return "c." + Table.quoted(name);
    }

    private static String text(String name) {
        return name.isEmpty() ? "''" : "coalesce(" + column(name) + ", '')";
    }

    /** Only with a vector. */
    private String spelled() {
        return Arrays.toString(search.vector());
    }

    private void add(String part, Object... more) {
        sql.append(part);
        values.addAll(List.of(more));
    }
}
