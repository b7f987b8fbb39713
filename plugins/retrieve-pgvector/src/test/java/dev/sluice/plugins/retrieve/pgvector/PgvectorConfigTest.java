package dev.sluice.plugins.retrieve.pgvector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.api.retrieve.Search;
import dev.sluice.api.retrieve.Search.Asker;
import dev.sluice.api.retrieve.Search.Condition;
import dev.sluice.api.retrieve.Search.Fusion;
import dev.sluice.plugins.retrieve.pgvector.PgvectorConfig.AccessBy;
import dev.sluice.plugins.retrieve.pgvector.PgvectorConfig.Columns;
import dev.sluice.plugins.retrieve.pgvector.PgvectorConfig.Distance;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What needs no server to be seen. */
class PgvectorConfigTest {

    private static final Table TABLE = new Table("\"chunks\"", "vector", true);

    @Test
    void refusesWhatWouldSearchNothingOrShowEverything() {
        assertThatThrownBy(() -> config("mysql://db/kb", "tenant", AccessBy.ROWS))
                .hasMessageContaining("postgresql://");
        assertThatThrownBy(() -> config("postgresql://db/kb", "", AccessBy.ROWS))
                .hasMessageContaining("a column that says whose a row is");
        assertThat(config("postgresql://db/kb", "", AccessBy.EVERYBODY).jdbcUrl())
                .isEqualTo("jdbc:postgresql://db/kb");
    }

    @Test
    void whoMayFindARowIsAConditionOfBothHalves() {
        // given
        Search search = new Search(
                "leave", new float[] {1}, new Asker("acme", Set.of("team=hr")), List.of(), Fusion.DEFAULT, 4);
        // when
        Statement.Prepared prepared =
                Statement.of(config("postgresql://db/kb", "tenant", AccessBy.ROWS), TABLE, search);
        // then
        assertThat(prepared.sql().split("IN \\(\\?, \\?\\)", -1)).hasSize(3);
        assertThat(prepared.sql().chars().filter(c -> c == '?').count())
                .isEqualTo(prepared.values().size());
        assertThat(prepared.sql()).doesNotContain("acme").doesNotContain("leave");
    }

    @Test
    void everyValueHasItsPlace() {
        // given
        Search search = new Search(
                "leave",
                new float[] {1},
                new Asker("acme", Set.of()),
                List.of(new Condition("year", Set.of("2020"), 1.0, null)),
                Fusion.DEFAULT,
                4);
        // when
        Statement.Prepared prepared =
                Statement.of(config("postgresql://db/kb", "tenant", AccessBy.ROWS), TABLE, search);
        // then
        assertThat(prepared.sql().chars().filter(c -> c == '?').count())
                .isEqualTo(prepared.values().size());
    }

    @Test
    void withoutAVectorOnlyWordsAreSearched() {
        Search search = new Search("leave", null, new Asker("acme", Set.of()), List.of(), Fusion.DEFAULT, 4);
        Search neither = new Search("leave", null, new Asker("acme", Set.of()), List.of(), new Fusion(50, 60, 0, 1), 4);
        PgvectorConfig config = config("postgresql://db/kb", "tenant", AccessBy.ROWS);

        assertThat(Statement.of(config, TABLE, search).sql()).doesNotContain("<=>");
        assertThat(Statement.of(config, TABLE, neither)).isNull();
    }

    private static PgvectorConfig config(String url, String tenant, AccessBy access) {
        return new PgvectorConfig(
                url,
                "reader",
                null,
                "chunks",
                new Columns(
                        "document",
                        "number",
                        "title",
                        "",
                        "heading",
                        "text",
                        "embedding",
                        "words",
                        tenant,
                        "",
                        "metadata"),
                access,
                "english",
                Distance.COSINE,
                Duration.ofSeconds(2),
                8,
                256);
    }
}
