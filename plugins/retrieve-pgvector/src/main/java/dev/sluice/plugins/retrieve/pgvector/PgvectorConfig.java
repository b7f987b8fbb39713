package dev.sluice.plugins.retrieve.pgvector;

import dev.sluice.api.config.Default;
import dev.sluice.api.config.Doc;
import dev.sluice.api.config.Max;
import dev.sluice.api.config.Min;
import dev.sluice.api.config.Secret;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A table of passages in PostgreSQL. */
@Doc("A table of passages in PostgreSQL, with vectors of pgvector.")
public record PgvectorConfig(
        @Doc(
                "The database, such as postgresql://db.internal:5432/knowledge; what PostgreSQL's JDBC driver takes behind a ? may follow.")
        String url,

        @Doc("Who reads it.") String user,

        @Doc("Its password.") @Nullable Secret password,

        @Default("chunks") @Doc("The table or view, with its schema before a dot if that is not in the user's path.")
        String table,

        @Default("{}") @Doc("What the table's columns are called; '' for what it has not.")
        Columns columns,

        @Default("rows") @Doc("Who may find a row.") AccessBy access,

        @Default("english") @Doc("PostgreSQL's text search configuration that the words were made with.")
        String language,

        @Default("cosine") @Doc("How vectors are compared: as the index on them says.")
        Distance distance,

        @Default("2s") @Doc("Until a search is given up, the wait for its turn included.")
        Duration timeout,

        @Default("8") @Min(1) @Max(1000) @Doc("Connections, and so searches at a time.")
        int parallel,

        @Default("256") @Min(0) @Max(100_000) @Doc("Searches that wait for their turn; more are turned away.")
        int waiting) {

    private static final Duration SHORTEST = Duration.ofMillis(250);

    public PgvectorConfig {
        if (!url.startsWith("postgresql://") && !url.startsWith("jdbc:postgresql:")) {
            throw new IllegalArgumentException("expected a url that begins with postgresql://, found another");
        }
        if (timeout.compareTo(SHORTEST) < 0) {
            throw new IllegalArgumentException("expected a timeout of at least 250ms, found " + timeout);
        }
        if (columns.vector().isEmpty() && columns.words().isEmpty()) {
            throw new IllegalArgumentException(
                    "expected a column of vectors or of words, found neither: there would be nothing to search");
        }
        if (access == AccessBy.ROWS && columns.tenant().isEmpty()) {
            throw new IllegalArgumentException("expected a column that says whose a row is, found none: name it as"
                    + " columns.tenant, or say 'access: everybody' if all callers of all tenants may find all rows");
        }
    }

    String jdbcUrl() {
        return url.startsWith("jdbc:") ? url : "jdbc:" + url;
    }

    /** Who may find a row. */
    public enum AccessBy {
        /** Whom its tenant and its labels say. */
        ROWS,
        /** All callers of all tenants. */
        EVERYBODY
    }

    /** How vectors are compared. */
    public enum Distance {
        /** By their angle. */
        COSINE("<=>"),
        /** By their inner product; the same order where they are of length 1. */
        INNER_PRODUCT("<#>"),
        /** By how far their ends are apart; the same order where they are of length 1. */
        EUCLIDEAN("<->");

        private final String operator;

        Distance(String operator) {
            this.operator = operator;
        }

        String operator() {
            return operator;
        }
    }

    /** What the table's columns are called. */
    @Doc("What the table's columns are called.")
    public record Columns(
            @Default("document") @Doc("The document's id.") String id,

            @Default("number") @Doc("The passage's place in it, from 0 on.")
            String number,

            @Default("title") @Doc("The document's title, or ''.")
            String title,

            @Default("url") @Doc("Where people read the document, or ''.")
            String url,

            @Default("heading") @Doc("The headings above the passage, or ''.")
            String heading,

            @Default("text") @Doc("The passage.") String text,

            @Default("embedding") @Doc("Its vector (vector or halfvec), or '' to search by words alone.")
            String vector,

            @Default("words") @Doc("Its words (tsvector), or '' to search by vectors alone.")
            String words,

            @Default("tenant") @Doc("Whose it is; '*' in it for everybody's.")
            String tenant,

            @Default("labels")
            @Doc("Labels (text[], such as {team=hr}) of which a caller has to have one; empty for none, or ''.")
            String labels,

            @Default("metadata") @Doc("Fields to filter by (jsonb), or ''.")
            String metadata) {

        public Columns {
            if (id.isEmpty() || number.isEmpty() || text.isEmpty()) {
                throw new IllegalArgumentException(
                        "expected columns for id, number and text, found one without a name");
            }
        }
    }
}
