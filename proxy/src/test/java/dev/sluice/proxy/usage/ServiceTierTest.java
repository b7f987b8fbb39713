package dev.sluice.proxy.usage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.Call;
import dev.sluice.api.Headers;
import dev.sluice.api.Outcome;
import dev.sluice.api.Stopwatch;
import dev.sluice.api.Streamed;
import dev.sluice.api.Target;
import dev.sluice.api.Whole;
import dev.sluice.api.dialect.Endpoint;
import dev.sluice.api.model.ModelFacts;
import dev.sluice.api.model.Prices;
import dev.sluice.api.model.Rates;
import dev.sluice.api.stream.Event;
import dev.sluice.api.stream.Frames;
import dev.sluice.api.stream.Sources;
import dev.sluice.proxy.dialect.Dialects;
import dev.sluice.testkit.FakeCalls;
import dev.sluice.testkit.FakeModels;
import io.vertx.core.buffer.Buffer;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a call costs whose reply says that it was not served as usual. */
class ServiceTierTest {

    private static final Target TARGET = new Target("openai", "m");
    private static final Call CALL = FakeCalls.chat().whole("Hi");
    private static final Prices PRICES = new Prices(
            List.of(new Prices.Tier(-1, Rates.of("1", "10"))),
            Map.of("flex", new BigDecimal("0.5"), "batch", new BigDecimal("0.5")));

    private final Meters meters = new Meters(new FakeModels()
            .with(TARGET, new ModelFacts("openai", null, null, Set.of(), null, null, Map.of(), PRICES)));
    private final List<Outcome> outcomes = new ArrayList<>();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "openai chat-completions | {'service_tier':'flex','usage':{'prompt_tokens':1000000,'completion_tokens':0}}",
                "openai responses | {'service_tier':'flex','usage':{'input_tokens':1000000,'output_tokens':0}}",
                "anthropic messages | {'usage':{'input_tokens':1000000,'output_tokens':0,'service_tier':'batch'}}",
                "gemini generate-content | {'usageMetadata':{'promptTokenCount':1000000,'serviceTier':'FLEX'}}",
                "bedrock converse | {'usage':{'inputTokens':1000000,'outputTokens':0},'serviceTier':{'type':'flex'}}",
            })
    void aReplySaysHowItWasServed(String endpoint, String body) {
        meters.meter(CALL, TARGET, whole(endpoint, body)).onEnd(outcomes::add);

        assertThat(outcomes.getFirst().cost()).isEqualByComparingTo("0.5");
        assertThat(outcomes.getFirst().costAssumed()).isFalse();
    }

    @Test
    void soDoesAStream() {
        String last = "{'choices':[],'service_tier':'flex','usage':{'prompt_tokens':1000000,'completion_tokens':0}}";
        Frames frames = Frames.of(List.of(Event.of(null, last.replace('\'', '"'))));
        Streamed reply = new Streamed(
                200,
                Headers.empty(),
                Sources.of(List.of(frames)),
                endpoint("openai chat-completions"),
                Stopwatch.STOPPED);

        Sources.collect(((Streamed) meters.meter(CALL, TARGET, reply).onEnd(outcomes::add)).frames());

        assertThat(outcomes.getFirst().cost()).isEqualByComparingTo("0.5");
    }

    @Test
    void whatHasNoPriceIsMarked() {
        String body = "{'service_tier':'priority','usage':{'prompt_tokens':1000000,'completion_tokens':0}}";

        meters.meter(CALL, TARGET, whole("openai chat-completions", body)).onEnd(outcomes::add);

        assertThat(outcomes.getFirst().cost()).isEqualByComparingTo("1");
        assertThat(outcomes.getFirst().costAssumed()).isTrue();
    }

    @Test
    void asUsualHasManyWords() {
        String body = "{'service_tier':'default','usage':{'prompt_tokens':1000000,'completion_tokens':0}}";

        meters.meter(CALL, TARGET, whole("openai chat-completions", body)).onEnd(outcomes::add);

        assertThat(outcomes.getFirst().cost()).isEqualByComparingTo("1");
        assertThat(outcomes.getFirst().costAssumed()).isFalse();
    }

    private static Whole whole(String endpoint, String body) {
        Buffer bytes = Buffer.buffer(body.replace('\'', '"'));
        return new Whole(200, Headers.empty(), bytes, endpoint(endpoint), Stopwatch.STOPPED);
    }

    private static Endpoint endpoint(String name) {
        return Dialects.builtIn().all().stream()
                .flatMap(dialect -> dialect.endpoints().stream()
                        .filter(endpoint -> name.equals(dialect.name() + " " + endpoint.name())))
                .findFirst()
                .orElseThrow();
    }
}
