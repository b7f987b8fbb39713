package dev.sluice.plugins.classify.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.api.classify.Classifier;
import dev.sluice.api.classify.Judgement;
import dev.sluice.testkit.FakePluginContext;
import dev.sluice.testkit.VirtualTime;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** Against a real analyzer: {@code .ci/with-presidio COMMAND} starts one and names it. */
@EnabledIfEnvironmentVariable(named = PresidioServerTest.URL, matches = "https?://.*")
class PresidioServerTest {

    static final String URL = "SLUICE_TEST_PRESIDIO";

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() throws TimeoutException {
        vertx.close().await(5, TimeUnit.SECONDS);
    }

    @Test
    void findsANameWhereItIs() throws TimeoutException {
        // given
        String text = "🗼 Ann Lee lives here, and so does Bob Stone.";
        // when
        List<Judgement> found = analysed(text, List.of("PERSON"), 0.5);
        // then
        assertThat(found)
                .extracting(one -> text.substring(one.start(), one.end()))
                .containsExactlyInAnyOrder("Ann Lee", "Bob Stone");
        assertThat(found).allSatisfy(one -> {
            assertThat(one.label()).isEqualTo("PERSON");
            assertThat(one.score()).isBetween(0.5, 1.0);
        });
    }

    @Test
    void findsAllThatItKnowsWhereNothingIsNamed() throws TimeoutException {
        List<Judgement> found = analysed("Ann Lee, ann@example.com", List.of(), 0.5);

        assertThat(found).extracting(Judgement::label).contains("PERSON", "EMAIL_ADDRESS");
    }

    @Test
    void findsNothingInATextWithoutNames() throws TimeoutException {
        assertThat(analysed("Nobody lives here.", List.of("PERSON"), 0.5)).isEmpty();
    }

    @Test
    void failsForWhatTheAnalyzerDoesNotKnow() {
        assertThatThrownBy(() -> analysed("Ann Lee", List.of("STAR_SIGN"), 0.5)).hasMessageContaining("500");
    }

    private List<Judgement> analysed(String text, List<String> entities, double threshold) throws TimeoutException {
        URI url = URI.create(System.getenv(URL));
        PresidioConfig config = new PresidioConfig(url, entities, "en", threshold, Duration.ofSeconds(20), 4, 16);
        Classifier presidio = new PresidioFactory()
                .create(config, new FakePluginContext(new VirtualTime()).withHttp(vertx::createHttpClient))
                .result();
        return presidio.classify(text).await(30, TimeUnit.SECONDS);
    }
}
