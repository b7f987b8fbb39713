package dev.sluice.plugins.classify.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.api.classify.Classifier;
import dev.sluice.api.classify.Judgement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** Against the shape that Presidio documents of its analyzer. */
class PresidioTest {

    /** The tower counts as one character there, and as two here. */
    private static final String RECORDED = """
            [ { "analysis_explanation": null, "end": 9, "entity_type": "PERSON", "score": 0.85, "start": 2,
                "recognition_metadata": { "recognizer_name": "SpacyRecognizer" } } ]
            """;

    @Test
    void readsPlaces() throws TimeoutException {
        try (FixedServer server = new FixedServer(200, RECORDED)) {
            List<Judgement> found = analysed(server, "🗼 Ann Lee lives here");

            assertThat(found).containsExactly(new Judgement("PERSON", 0.85, true, 3, 10));
            assertThat(server.paths).containsExactly("POST /analyze");
            assertThat(server.asked.getFirst().getString("language")).isEqualTo("en");
            assertThat(server.asked.getFirst().getDouble("score_threshold")).isEqualTo(0.5);
            assertThat(server.asked.getFirst().getJsonArray("entities")).containsExactly("PERSON");
        }
    }

    @Test
    void failsWhereThereIsNoAnswer() throws TimeoutException {
        for (FixedServer server : List.of(
                new FixedServer(500, RECORDED),
                new FixedServer(200, "{}"),
                new FixedServer(200, "[{}]"),
                new FixedServer(200, "[{\"entity_type\": \"PERSON\"}]"),
                new FixedServer(200, RECORDED.replace("\"end\": 9", "\"end\": 9000")),
                new FixedServer(200, null))) {
            try (server) {
                assertThatThrownBy(() -> analysed(server, "🗼 Ann Lee lives here"))
                        .isInstanceOf(Exception.class);
            }
        }
    }

    private static List<Judgement> analysed(FixedServer server, String text) throws TimeoutException {
        PresidioConfig config =
                new PresidioConfig(server.at("/"), List.of("PERSON"), "en", 0.5, Duration.ofMillis(500), 4, 16);
        Classifier presidio =
                new PresidioFactory().create(config, server.context()).result();
        return presidio.classify(text).await(5, TimeUnit.SECONDS);
    }
}
