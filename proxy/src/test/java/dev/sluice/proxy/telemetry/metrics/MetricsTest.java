package dev.sluice.proxy.telemetry.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.CallError;
import dev.sluice.api.CallError.Category;
import dev.sluice.api.Outcome;
import dev.sluice.api.Target;
import dev.sluice.proxy.telemetry.Ends;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MetricsTest {

    private final Metrics metrics = new Metrics("1.2.3");
    private final PrometheusCallMeter calls = metrics.calls();

    @AfterEach
    void close() {
        metrics.close();
    }

    @Test
    void countsACallByRouteOutcomeAndStatus() {
        calls.callStarted();
        calls.callEnded(Ends.streamed());

        assertThat(scrape())
                .contains(
                        "sluice_calls_total{dialect=\"openai\",operation=\"chat\",outcome=\"ok\",route=\"help\",status=\"2xx\"} 1.0")
                .contains("sluice_calls_in_flight 0.0");
    }

    @Test
    void showsCallsThatAreUnderWay() {
        calls.callStarted();
        calls.callStarted();
        calls.callEnded(Ends.refused());

        assertThat(scrape()).contains("sluice_calls_in_flight 1.0");
    }

    @Test
    void measuresTheTimesOfAStream() {
        calls.callEnded(Ends.streamed());

        assertThat(scrape())
                .contains("sluice_call_duration_seconds_sum{dialect=\"openai\",operation=\"chat\",route=\"help\"} 1.5")
                .contains(
                        "sluice_time_to_first_token_seconds_sum{dialect=\"openai\",operation=\"chat\",route=\"help\"} 0.3")
                .contains("sluice_stream_chunk_seconds_count{dialect=\"openai\",operation=\"chat\",route=\"help\"} 4")
                .contains(
                        "sluice_overhead_seconds_bucket{dialect=\"openai\",operation=\"chat\",route=\"help\",le=\"1.0E-4\"} 0")
                .contains(
                        "sluice_overhead_seconds_bucket{dialect=\"openai\",operation=\"chat\",route=\"help\",le=\"2.0E-4\"} 1");
    }

    @Test
    void measuresNoTimesBetweenWhatASessionSays() {
        calls.callEnded(Ends.ended(Ends.call(), 101, null, Ends.outcome(Outcome.End.COMPLETED, 101), 5));

        assertThat(scrape())
                .contains("sluice_call_duration_seconds_sum{dialect=\"openai\",operation=\"chat\",route=\"help\"} 1.5")
                .doesNotContain(
                        "sluice_stream_chunk_seconds_count{dialect=\"openai\",operation=\"chat\",route=\"help\"} 4");
    }

    @Test
    void countsCallsThatNobodyCouldRead() {
        calls.callEnded(Ends.unread("/nobody"));

        assertThat(scrape())
                .contains("dialect=\"none\",operation=\"none\",outcome=\"refused\",route=\"none\",status=\"4xx\"} 1.0");
    }

    @Test
    void countsTokensOnceAProviderHasAnswered() {
        calls.attempted(Ends.call(), Ends.TARGET, Ends.reply(200), null);
        calls.callEnded(Ends.streamed());

        assertThat(scrape())
                .contains(
                        "sluice_tokens_total{kind=\"input\",model=\"gpt-5-mini\",provider=\"openai\",route=\"help\"} 120.0")
                .contains(
                        "sluice_tokens_total{kind=\"cached_input\",model=\"gpt-5-mini\",provider=\"openai\",route=\"help\"} 100.0");
    }

    @Test
    void countsNoTokensOfACallThatWasNotSent() {
        calls.callEnded(Ends.ended(Ends.call(), 200, null, Ends.outcome(Outcome.End.COMPLETED, 200), 0));

        assertThat(scrape()).doesNotContain("sluice_tokens_total{");
    }

    @Test
    void countsAttemptsByOutcome() {
        calls.trust(List.of(Ends.TARGET));
        calls.attemptStarted(Ends.TARGET);
        calls.attempted(Ends.call(), Ends.TARGET, Ends.reply(429), null);
        calls.attemptStarted(Ends.TARGET);
        calls.attempted(Ends.call(), Ends.TARGET, null, CallError.of(Category.TIMEOUT, "slow", "It was slow."));
        calls.attemptStarted(Ends.TARGET);

        assertThat(scrape())
                .contains(
                        "sluice_attempts_total{model=\"gpt-5-mini\",outcome=\"rate_limited\",provider=\"openai\"} 1.0")
                .contains("sluice_attempts_total{model=\"gpt-5-mini\",outcome=\"timeout\",provider=\"openai\"} 1.0")
                .contains("sluice_attempt_head_seconds_sum{model=\"gpt-5-mini\",provider=\"openai\"} 0.04")
                .contains("sluice_attempts_in_flight 1.0");
    }

    @Test
    void doesNotMakeLabelsOfModelsThatClientsInvent() {
        IntStream.range(0, 5_000)
                .forEach(i ->
                        calls.attempted(Ends.call(), new Target("openai", "invented-" + i), Ends.reply(404), null));

        assertThat(scrape())
                .contains("sluice_attempts_total{model=\"other\",outcome=\"rejected\",provider=\"openai\"} 5000.0")
                .doesNotContain("invented");
    }

    @Test
    void capsModelsThatAProviderSwallowsWhatever() {
        IntStream.range(0, 5_000)
                .forEach(i -> calls.attempted(Ends.call(), new Target("local", "model-" + i), Ends.reply(200), null));

        assertThat(scrape().lines().filter(line -> line.startsWith("sluice_attempts_total{")))
                .hasSize(101)
                .anyMatch(line -> line.contains("model=\"other\"")
                        && line.contains("provider=\"local\"")
                        && line.endsWith("} 4900.0"));
    }

    @Test
    void modelsThatClientsNamedTakeNoRoomFromThoseOfTheConfig() {
        IntStream.range(0, 5_000)
                .forEach(i -> calls.attempted(Ends.call(), new Target("local", "model-" + i), Ends.reply(200), null));
        calls.trust(List.of(Ends.TARGET));
        calls.attempted(Ends.call(), Ends.TARGET, Ends.reply(200), null);

        assertThat(scrape())
                .contains("sluice_attempts_total{model=\"gpt-5-mini\",outcome=\"ok\",provider=\"openai\"} 1.0");
    }

    @Test
    void measuresFilters() {
        calls.took("redact", 60_000);
        calls.failed("redact", new IllegalStateException("x"));

        assertThat(scrape())
                .contains("sluice_filter_seconds_bucket{filter=\"redact\",le=\"1.0E-4\"} 1")
                .contains("sluice_filter_failures_total{filter=\"redact\"} 1.0");
    }

    @Test
    void tellsWhatIsServed() {
        metrics.serving(7);
        metrics.reloaded(true);
        metrics.reloaded(false);
        metrics.accessLogDropped(() -> 3);

        assertThat(scrape())
                .contains("sluice_config_generation 7.0")
                .contains("sluice_config_reloads_total{result=\"applied\"} 1.0")
                .contains("sluice_config_reloads_total{result=\"refused\"} 1.0")
                .contains("sluice_access_log_dropped_total 3.0")
                .contains("version=\"1.2.3\"");
    }

    @Test
    void speaksOpenMetricsToThoseWhoAsk() {
        Exposition exposition = metrics.scrape("application/openmetrics-text;version=1.0.0,text/plain;q=0.5");

        assertThat(exposition.contentType()).startsWith("application/openmetrics-text");
        assertThat(exposition.text()).endsWith("# EOF\n");
    }

    @Test
    void countsPoolsAndEventLoopsOfVertx() throws Exception {
        Vertx vertx = PoolMeters.vertx(new VertxOptions().setEventLoopPoolSize(2), metrics.registry())
                .build();
        try {
            EventLoopWatch watch = await(EventLoopWatch.start(vertx, 2));
            metrics.eventLoops(watch);
            int port = await(vertx.createHttpServer()
                            .requestHandler(request -> request.response().end("ok"))
                            .listen(0, "127.0.0.1"))
                    .actualPort();
            await(vertx.createHttpClient()
                    .request(HttpMethod.GET, port, "127.0.0.1", "/")
                    .compose(request -> request.send())
                    .compose(response -> response.body()));

            Awaitility.await()
                    .untilAsserted(() -> assertThat(scrape())
                            .containsPattern(
                                    "vertx_pool_completed_total\\{pool_name=\"127.0.0.1:[0-9]+\",pool_type=\"http\"")
                            .containsPattern("sluice_event_loop_lag_seconds_count [1-9]")
                            .doesNotContain("vertx_http_"));
            assertThat(watch.stuck()).isEmpty();
        } finally {
            await(vertx.close());
        }
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private String scrape() {
        return metrics.scrape("").text();
    }
}
