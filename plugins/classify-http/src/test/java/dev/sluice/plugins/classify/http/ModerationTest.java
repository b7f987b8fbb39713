package dev.sluice.plugins.classify.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.api.classify.Classifier;
import dev.sluice.api.classify.Judgement;
import dev.sluice.api.config.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** Against the shape that OpenAI documents of its moderation API. */
class ModerationTest {

    private static final String RECORDED = """
            { "id": "modr-970d409ef3bef3b70c73d8232df86e7d", "model": "omni-moderation-latest", "results": [
              { "flagged": true,
                "categories": { "sexual": false, "harassment": false, "violence": true, "violence/graphic": false },
                "category_scores": { "sexual": 2.34e-7, "harassment": 0.0011643905680426018, "violence": 0.8599265510337075,
                                     "violence/graphic": 0.37701736389561064 },
                "category_applied_input_types": { "violence": ["text"] } } ] }
            """;

    @Test
    void readsCategoriesWithTheirScores() throws TimeoutException {
        try (FixedServer server = new FixedServer(200, RECORDED)) {
            List<Judgement> found = judged(server, "some text");

            assertThat(found)
                    .extracting(Judgement::label)
                    .containsExactly("sexual", "harassment", "violence", "violence/graphic");
            assertThat(found.get(2)).isEqualTo(new Judgement("violence", 0.8599265510337075, true, 0, 9));
            assertThat(found.get(3).flagged()).isFalse();
            assertThat(server.asked.getFirst().getJsonArray("input")).containsExactly("some text");
            assertThat(server.asked.getFirst().getString("model")).isEqualTo("omni-moderation-latest");
            assertThat(server.keys).containsExactly("Bearer k");
        }
    }

    @Test
    void asksAboutALongTextInPiecesAndSaysWhichOneItIs() throws TimeoutException {
        String two = RECORDED.replace("\"results\": [", "\"results\": [ { \"categories\": { \"violence\": false } },");
        try (FixedServer server = new FixedServer(200, two)) {
            List<Judgement> found = judged(server, "a".repeat(7_999) + "🗼" + "b".repeat(10));

            assertThat(server.asked.getFirst().getJsonArray("input"))
                    .containsExactly("a".repeat(7_999), "🗼" + "b".repeat(10));
            assertThat(found)
                    .filteredOn(Judgement::flagged)
                    .containsExactly(new Judgement("violence", 0.8599265510337075, true, 7_999, 8_011));
        }
    }

    @Test
    void failsWhereThereIsNoAnswer() throws TimeoutException {
        for (FixedServer server : List.of(
                new FixedServer(500, RECORDED),
                new FixedServer(200, "no JSON"),
                new FixedServer(200, "{}"),
                new FixedServer(200, "{\"results\": [{}]}"),
                new FixedServer(200, null))) {
            try (server) {
                assertThatThrownBy(() -> judged(server, "some text")).isInstanceOf(Exception.class);
            }
        }
    }

    @Test
    void refusesAnAddressThatIsNone() {
        assertThatThrownBy(() -> config(URI.create("ftp://example.com"))).hasMessageContaining("https:// or http://");
    }

    private static List<Judgement> judged(FixedServer server, String text) throws TimeoutException {
        Classifier moderation = new ModerationFactory()
                .create(config(server.at("/v1/moderations")), server.context())
                .result();
        return moderation.classify(text).await(5, TimeUnit.SECONDS);
    }

    private static ModerationConfig config(URI url) {
        return new ModerationConfig(url, Secret.of("k"), "omni-moderation-latest", Duration.ofMillis(500), 4, 16);
    }
}
