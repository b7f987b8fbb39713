package dev.sluice.plugins.retrieve.pgvector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.api.config.Secret;
import dev.sluice.api.retrieve.Passage;
import dev.sluice.api.retrieve.Retriever;
import dev.sluice.api.retrieve.Search;
import dev.sluice.api.retrieve.Search.Asker;
import dev.sluice.api.retrieve.Search.Condition;
import dev.sluice.api.retrieve.Search.Fusion;
import dev.sluice.plugins.retrieve.pgvector.PgvectorConfig.AccessBy;
import dev.sluice.plugins.retrieve.pgvector.PgvectorConfig.Columns;
import dev.sluice.plugins.retrieve.pgvector.PgvectorConfig.Distance;
import dev.sluice.testkit.FakePluginContext;
import dev.sluice.testkit.VirtualTime;
import io.vertx.core.Future;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Against a real PostgreSQL with pgvector: {@code .ci/with-pgvector COMMAND} starts one and names it. The tables are those that the documentation
 * has operators make.
 */
@EnabledIfEnvironmentVariable(named = PgvectorServerTest.URL, matches = "postgresql://.*")
class PgvectorServerTest {

    static final String URL = "SLUICE_TEST_PGVECTOR";

    private static final float[] ASKED = {1, 0, 0};
    private static final Columns COLUMNS = columns("embedding", "words");

    private final VirtualTime time = new VirtualTime();
    private final FakePluginContext context = new FakePluginContext(time);

    @BeforeEach
    void make() throws SQLException {
        sql("CREATE EXTENSION IF NOT EXISTS vector");
        sql("DROP SCHEMA IF EXISTS kb CASCADE");
        sql("CREATE SCHEMA kb");
        table("vector");
    }

    @AfterEach
    void close() {
        settled(context.close());
    }

    @Test
    void bothHalvesMakeOneList() throws SQLException {
        // given: the one is near in meaning, the other has the words, the third has both
        put("meaning", "[1,0,0]", "Time off is generous.", "*", "{}", "{}");
        put("words", "[0,1,0]", "Parental leave: thirty days.", "*", "{}", "{}");
        put("both", "[0.9,0.1,0]", "Paid leave, thirty days of leave.", "*", "{}", "{}");
        // when
        List<Passage> found = find("Days of leave?", ASKED, anybody());
        // then
        assertThat(found).extracting(Passage::id).containsExactly("both", "words", "meaning");
        assertThat(found.get(0).relevance()).isGreaterThan(0.9);
        assertThat(found.get(1).relevance())
                .as("it holds both words that are asked for")
                .isEqualTo(1);
        assertThat(found.get(2))
                .isEqualTo(new Passage("meaning", 0, "Handbook", "https://kb/1", "Rules", "Time off is generous.", 1));
    }

    @Test
    void aTenantFindsItsOwnAndWhatIsEverybodys() throws SQLException {
        // given
        put("mine", "[1,0,0]", "leave", "acme", "{}", "{}");
        put("open", "[1,0,0]", "leave", "*", "{}", "{}");
        put("theirs", "[1,0,0]", "leave", "other", "{}", "{}");
        // when
        List<Passage> found = find("leave", ASKED, new Asker("acme", Set.of()));
        // then
        assertThat(found).extracting(Passage::id).containsExactlyInAnyOrder("mine", "open");
    }

    @Test
    void aLabelIsNeededWhereThereIsOne() throws SQLException {
        // given
        put("hr", "[1,0,0]", "leave", "*", "{team=hr,team=legal}", "{}");
        put("all", "[1,0,0]", "leave", "*", "{}", "{}");
        // when
        List<Passage> legal = find("leave", ASKED, Asker.of("acme", Map.of("team", "legal")));
        List<Passage> sales = find("leave", ASKED, Asker.of("acme", Map.of("team", "sales")));
        // then
        assertThat(legal).extracting(Passage::id).containsExactlyInAnyOrder("hr", "all");
        assertThat(sales).extracting(Passage::id).containsExactly("all");
    }

    /** A walk through the graph that is sieved behind it would find nothing here. */
    @Test
    void whatOneMayFindIsFoundBehindThousandsThatOneMayNot() throws SQLException {
        // given
        sql("CREATE INDEX ON kb.chunks USING hnsw (embedding vector_cosine_ops)");
        sql(
                "INSERT INTO kb.chunks SELECT 'theirs' || n, 0, '', '', '', 'x', ARRAY[1, n / 1e6, 0]::vector, 'other', '{}', '{}'"
                        + " FROM generate_series(1, 5000) n");
        put("mine", "[0,1,0]", "far away", "acme", "{}", "{}");
        sql("ANALYZE kb.chunks");
        // when
        List<Passage> found = find("nothing of that", ASKED, new Asker("acme", Set.of()));
        // then
        assertThat(found).extracting(Passage::id).containsExactly("mine");
    }

    @Test
    void metadataIsFilteredByTextAndByNumber() throws SQLException {
        // given
        put("old", "[1,0,0]", "leave", "*", "{}", "{\"year\": 2019, \"lang\": \"en\"}");
        put("new", "[1,0,0]", "leave", "*", "{}", "{\"year\": 2026, \"lang\": \"en\"}");
        put("german", "[1,0,0]", "leave", "*", "{}", "{\"year\": 2026, \"lang\": \"de\"}");
        put("odd", "[1,0,0]", "leave", "*", "{}", "{\"year\": \"soon\", \"lang\": \"en\"}");
        List<Condition> conditions = List.of(
                new Condition("lang", Set.of("en", "fr"), null, null), new Condition("year", Set.of(), 2020.0, null));
        // when
        List<Passage> found = settled(open(COLUMNS, AccessBy.ROWS, Distance.COSINE)
                .retrieve(new Search("leave", ASKED, anybody(), conditions, Fusion.DEFAULT, 10)));
        // then
        assertThat(found).extracting(Passage::id).containsExactly("new");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "it's",
                "a & b | !c",
                "C:\\temp\\new 'x'",
                "';DROP TABLE kb.chunks;--",
                "<->",
                "https://example.com/a?b=c\\d",
                "the of and",
                "…"
            })
    void anyWordsCanBeAskedFor(String question) throws SQLException {
        // given
        put("one", "[1,0,0]", question, "*", "{}", "{}");
        // when
        List<Passage> found = find(question, ASKED, anybody());
        // then
        assertThat(found).extracting(Passage::text).containsExactly(question);
    }

    @ParameterizedTest
    @EnumSource(Distance.class)
    void relevanceIsTheCosineWhateverTheDistance(Distance distance) throws SQLException {
        // given
        put("one", "[0.6,0.8,0]", "leave", "*", "{}", "{}");
        // when
        List<Passage> found = settled(open(columns("embedding", ""), AccessBy.ROWS, distance)
                .retrieve(new Search("?", ASKED, anybody(), List.of(), Fusion.DEFAULT, 10)));
        // then
        assertThat(found)
                .singleElement()
                .satisfies(one -> assertThat(one.relevance()).isCloseTo(0.6, offset()));
    }

    @Test
    void aTableWithoutVectorsIsSearchedByWords() throws SQLException {
        // given
        put("one", "[0,1,0]", "paid leave", "*", "{}", "{}");
        Retriever words = open(columns("", "words"), AccessBy.ROWS, Distance.COSINE);
        // when
        List<Passage> found =
                settled(words.retrieve(new Search("leave days", null, anybody(), List.of(), Fusion.DEFAULT, 10)));
        // then
        assertThat(words.comparesVectors()).isFalse();
        assertThat(found)
                .singleElement()
                .satisfies(one -> assertThat(one.relevance()).isEqualTo(0.5));
    }

    @Test
    void halfVectorsAreVectorsToo() throws SQLException {
        // given
        sql("DROP TABLE kb.chunks");
        table("halfvec");
        put("one", "[1,0,0]", "leave", "*", "{}", "{}");
        // when
        List<Passage> found = find("?", ASKED, anybody());
        // then
        assertThat(found)
                .singleElement()
                .satisfies(one -> assertThat(one.relevance()).isCloseTo(1, offset()));
    }

    @Test
    void aTableOfEverybodysNeedsNoTenants() throws SQLException {
        // given
        put("theirs", "[1,0,0]", "leave", "other", "{team=hr}", "{}");
        // when
        List<Passage> found = settled(open(COLUMNS, AccessBy.EVERYBODY, Distance.COSINE)
                .retrieve(new Search("leave", ASKED, anybody(), List.of(), Fusion.DEFAULT, 10)));
        // then
        assertThat(found).extracting(Passage::id).containsExactly("theirs");
    }

    @Test
    void aVectorOfAnotherSizeFailsAndTheNextSearchDoesNot() throws SQLException {
        // given
        put("one", "[1,0,0]", "leave", "*", "{}", "{}");
        Retriever retriever = open(COLUMNS, AccessBy.ROWS, Distance.COSINE);
        // when
        Future<List<Passage>> wrong = done(
                retriever.retrieve(new Search("leave", new float[] {1, 0}, anybody(), List.of(), Fusion.DEFAULT, 10)));
        // then
        assertThat(wrong.cause()).hasMessageContaining("different vector dimensions 3 and 2");
        assertThat(settled(retriever.retrieve(new Search("leave", ASKED, anybody(), List.of(), Fusion.DEFAULT, 10))))
                .hasSize(1);
    }

    @Test
    void whatTheTableHasNotStopsTheStart() throws SQLException {
        assertThatThrownBy(() -> open(columns("vectors", "words"), AccessBy.ROWS, Distance.COSINE))
                .hasMessageContaining("expected a column vectors in the table kb.chunks, found document, number");
        assertThatThrownBy(() -> open(columns("text", "words"), AccessBy.ROWS, Distance.COSINE))
                .hasMessageContaining("expected vectors (vector or halfvec) in the column text, found text");
        sql("DROP TABLE kb.chunks");
        assertThatThrownBy(() -> open(COLUMNS, AccessBy.ROWS, Distance.COSINE))
                .hasMessageContaining("expected a table kb.chunks, found none");
    }

    @Test
    void aDatabaseThatIsNotThereStopsTheStart() {
        Future<Retriever> made = done(new PgvectorFactory()
                .create(config("postgresql://127.0.0.1:1/none", COLUMNS, AccessBy.ROWS, Distance.COSINE), context));

        assertThat(made.cause()).hasMessageContaining("expected the database of 'url' to let");
    }

    @Test
    void closingLeavesNoDriverBehind() throws SQLException {
        // given
        Retriever retriever = open(COLUMNS, AccessBy.ROWS, Distance.COSINE);
        assertThat(retriever.comparesVectors()).isTrue();
        // when
        settled(context.close());
        // then
        assertThat(org.postgresql.Driver.isRegistered()).isFalse();
    }

    private List<Passage> find(String text, float @Nullable [] vector, Asker asker) throws SQLException {
        return settled(open(COLUMNS, AccessBy.ROWS, Distance.COSINE)
                .retrieve(new Search(text, vector, asker, List.of(), Fusion.DEFAULT, 10)));
    }

    private Retriever open(Columns columns, AccessBy access, Distance distance) throws SQLException {
        return settled(new PgvectorFactory().create(config(url(), columns, access, distance), context));
    }

    private static PgvectorConfig config(String url, Columns columns, AccessBy access, Distance distance) {
        return new PgvectorConfig(
                url,
                "postgres",
                Secret.of("unused"),
                "kb.chunks",
                columns,
                access,
                "english",
                distance,
                Duration.ofSeconds(5),
                2,
                8);
    }

    private static Columns columns(String vector, String words) {
        return new Columns(
                "document", "number", "title", "url", "heading", "text", vector, words, "tenant", "labels", "metadata");
    }

    private static Asker anybody() {
        return new Asker("acme", Set.of());
    }

    private static org.assertj.core.data.Offset<Double> offset() {
        return org.assertj.core.data.Offset.offset(1e-3);
    }

    /** As docs/plugins/retrievers.md has it. */
    private static void table(String vectors) throws SQLException {
        sql("""
                CREATE TABLE kb.chunks (
                  document text NOT NULL, number int NOT NULL, title text NOT NULL DEFAULT '', url text NOT NULL DEFAULT '', heading text NOT NULL DEFAULT '',
                  text text NOT NULL, embedding %s(3),
                  tenant text NOT NULL DEFAULT '*', labels text[] NOT NULL DEFAULT '{}', metadata jsonb NOT NULL DEFAULT '{}',
                  words tsvector GENERATED ALWAYS AS (to_tsvector('english', heading || ' ' || text)) STORED,
                  PRIMARY KEY (document, number))""".formatted(vectors));
    }

    private static void put(String id, String vector, String text, String tenant, String labels, String metadata)
            throws SQLException {
        String values = String.join(
                ", ",
                quoted(id),
                "0",
                "'Handbook'",
                "'https://kb/1'",
                "'Rules'",
                quoted(text),
                quoted(vector),
                quoted(tenant),
                quoted(labels),
                quoted(metadata));
        sql("INSERT INTO kb.chunks VALUES (" + values + ")");
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    private static void sql(String statement) throws SQLException {
        boolean registered = org.postgresql.Driver.isRegistered();
        if (!registered) {
            org.postgresql.Driver.register();
        }
        try (Connection connection = DriverManager.getConnection("jdbc:" + url(), "postgres", "unused");
                Statement sent = connection.createStatement()) {
            sent.execute(statement);
        } finally {
            if (!registered) {
                org.postgresql.Driver.deregister();
            }
        }
    }

    private static String url() {
        return System.getenv(URL);
    }

    private <T> T settled(Future<T> future) {
        Future<T> done = done(future);
        if (done.failed()) {
            throw new AssertionError(done.cause().getMessage(), done.cause());
        }
        return done.result();
    }

    private <T> Future<T> done(Future<T> future) {
        time.run();
        assertThat(future.isComplete()).isTrue();
        return future;
    }
}
