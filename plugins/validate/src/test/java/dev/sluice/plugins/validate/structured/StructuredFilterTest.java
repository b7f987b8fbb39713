package dev.sluice.plugins.validate.structured;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.Body;
import dev.sluice.api.Call;
import dev.sluice.api.CallError;
import dev.sluice.api.Reply;
import dev.sluice.api.dialect.Endpoint;
import dev.sluice.api.prompt.Role;
import dev.sluice.plugins.validate.structured.StructuredConfig.Streams;
import dev.sluice.plugins.validate.structured.StructuredConfig.Unreadable;
import dev.sluice.proxy.dialect.openai.OpenAiDialect;
import dev.sluice.testkit.Cuts;
import dev.sluice.testkit.FakeCalls;
import dev.sluice.testkit.FakeClient;
import dev.sluice.testkit.FakePluginContext;
import dev.sluice.testkit.Reading;
import dev.sluice.testkit.Script;
import dev.sluice.testkit.ScriptedUpstream;
import dev.sluice.testkit.VirtualTime;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StructuredFilterTest {

    private static final Map<String, Object> SCHEMA = Map.of(
            "type", "object", "properties", Map.of("age", Map.of("type", "integer")), "required", List.of("age"));

    private final VirtualTime time = new VirtualTime();

    @Test
    void leavesARightReplyAlone() {
        ScriptedUpstream upstream = ScriptedUpstream.of(time, Script.says("{ \"age\" : 7 }"));

        Reading reading = read(send(FakeCalls.chat().whole("hi"), upstream, 1));

        assertThat(reading.text()).isEqualTo("{ \"age\" : 7 }");
        assertThat(reading.headers().get("x-sluice-repaired")).isNull();
    }

    @Test
    void repairsWhatCanOnlyBeMeantInOneWay() {
        ScriptedUpstream upstream = ScriptedUpstream.of(time, Script.says("```json\n{\"age\": 7,}\n```"));

        Reading reading = read(send(FakeCalls.chat().whole("hi"), upstream, 1));

        assertThat(reading.text()).isEqualTo("{\"age\": 7}");
        assertThat(reading.headers().get("x-sluice-repaired")).isEqualTo("fence, trailing-comma");
        assertThat(upstream.attempts()).hasSize(1);
    }

    @Test
    void asksAgainWithWhatWasWrong() {
        ScriptedUpstream upstream =
                ScriptedUpstream.of(time, Script.says("{\"age\": \"old\"}"), Script.says("{\"age\": 7}"));

        Reading reading = read(send(FakeCalls.chat().whole("hi"), upstream, 1));

        assertThat(reading.text()).isEqualTo("{\"age\": 7}");
        Call second = upstream.attempts().get(1).call();
        assertThat(second.prompt().messages()).hasSize(3);
        assertThat(second.prompt().messages().getLast()).satisfies(message -> {
            assertThat(message.role()).isEqualTo(Role.USER);
            assertThat(message.text()).contains("/age", "integer");
        });
    }

    @Test
    void givesUpWithATypedError() {
        ScriptedUpstream upstream = ScriptedUpstream.of(time, Script.says("Sure! Here it is."));

        Future<Reply> reply = send(FakeCalls.chat().whole("hi"), upstream, 2);

        assertThat(upstream.attempts()).hasSize(3);
        assertThat(((CallError) reply.cause()).code()).isEqualTo("invalid_structured_output");
    }

    @ParameterizedTest
    @CsvSource({"1, CHECK, 1", "1, HOLD, 1", "1000, CHECK, 2", "1000, HOLD, 2"})
    void asksNoMoreOnceItsTokensAreSpent(long tokens, Streams streams, int attempts) {
        Script wrong = Script.says(List.of("{\"age\"", ": \"old\"}"));
        ScriptedUpstream upstream = ScriptedUpstream.of(time, wrong);
        FakeCalls chat = FakeCalls.chat();
        Call call = streams == Streams.HOLD ? chat.streamed("hi") : chat.whole("hi");
        var config = new StructuredConfig(
                SCHEMA, true, false, 1, Duration.ofSeconds(30), tokens, 1000, streams, Unreadable.REFUSE);

        Future<Reply> reply = send(call, upstream, config);

        assertThat(((CallError) reply.cause()).code()).isEqualTo("invalid_structured_output");
        assertThat(upstream.attempts()).hasSize(attempts);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"age\": 1}",
                "{\"old\": 1}",
                "```json\n{\"age\": 12, \"x\": [1, 2,], }\n```\n",
                "{\"age\": 3, \"x\": \"Grüße \\u00e4 🗼",
                "{\"age\": 1} {",
                "{\"age\": \"x\", \"age\": 1}",
                "```\nno"
            })
    void isTheSameWholeAndStreamed(String text) {
        String whole = outcome(FakeCalls.chat().whole("hi"), List.of(text));

        for (int longest = 1; longest < 6; longest++) {
            List<String> pieces = Cuts.pieces(text, longest, new SplittableRandom(longest));
            assertThat(outcome(FakeCalls.chat().streamed("hi"), pieces)).isEqualTo(whole);
        }
    }

    private String outcome(Call call, List<String> pieces) {
        Future<Reply> reply = send(call, ScriptedUpstream.of(time, Script.says(pieces)), 0);
        Throwable failure = reply.failed() ? reply.cause() : null;
        Reading reading = failure == null ? read(reply) : null;
        Throwable broken = reading == null ? failure : reading.failure();
        return broken == null ? reading.text() : ((CallError) broken).code();
    }

    @Test
    void failsAStreamAtTheFirstCharacterThatIsImpossible() {
        ScriptedUpstream upstream =
                ScriptedUpstream.of(time, Script.says(List.of("{\"age\"", " 7", "}", "and much", "more")));

        Reading reading = read(send(FakeCalls.chat().streamed("hi"), upstream, 1));

        assertThat(((CallError) reading.failure()).code()).isEqualTo("invalid_structured_output");
        assertThat(reading.text()).isEqualTo("{\"age\"");
        assertThat(upstream.cancelled()).hasSize(1);
    }

    @Test
    void failsAStreamAtTheFirstValueThatTheSchemaDoesNotHave() {
        ScriptedUpstream upstream =
                ScriptedUpstream.of(time, Script.says(List.of("{\"age\"", ": ", "\"sev", "en\"", "}")));

        Reading reading = read(send(FakeCalls.chat().streamed("hi"), upstream, 1));

        assertThat(reading.failure()).hasMessageContaining("/age: expected number, found string");
        assertThat(reading.text()).isEqualTo("{\"age\": ");
    }

    @Test
    void asksAgainForAStreamThatIsHeld() {
        ScriptedUpstream upstream = ScriptedUpstream.of(
                time, Script.says(List.of("{\"age\": ", "\"old\"}")), Script.says(List.of("{\"age\"", ": 7,}")));

        Reading reading = read(send(FakeCalls.chat().streamed("hi"), upstream, 1, Streams.HOLD));

        assertThat(reading.text()).isEqualTo("{\"age\": 7}");
        assertThat(reading.headers().get("x-sluice-repaired")).isEqualTo("trailing-comma");
        assertThat(upstream.attempts()
                        .get(1)
                        .call()
                        .prompt()
                        .messages()
                        .getLast()
                        .text())
                .contains("/age", "integer");
    }

    @Test
    void sendsNothingOfAHeldStreamThatStaysWrong() {
        ScriptedUpstream upstream = ScriptedUpstream.of(time, Script.says(List.of("{\"age\"", ": \"old\"}")));

        Future<Reply> reply = send(FakeCalls.chat().streamed("hi"), upstream, 1, Streams.HOLD);

        assertThat(upstream.attempts()).hasSize(2);
        assertThat(((CallError) reply.cause()).code()).isEqualTo("invalid_structured_output");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void refusesACallersSchemaThatNeverEnds(boolean streamed) {
        ScriptedUpstream upstream = ScriptedUpstream.of(time, Script.says("{\"a\":\"b\"}"));

        Future<Reply> reply = send(asking("{\"$ref\":\"#\"}", streamed), upstream, StructuredConfig.USUAL);

        assertThat(reply.cause()).isInstanceOfSatisfying(CallError.class, error -> {
            assertThat(error.code()).isEqualTo("invalid_schema");
            assertThat(error.category()).isEqualTo(CallError.Category.INVALID_REQUEST);
            assertThat(error.message()).contains("lead back to itself");
        });
        assertThat(upstream.attempts()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"type\":\"strin\"} | wrong at /type: ",
                "{\"properties\":{\"a\":{\"minLength\":\"1\"}}} | wrong at /properties/a/minLength: ",
                "{\"properties\":{\"a\":{\"pattern\":\"(a)\\\\1\"}}} | '(a)\\1' at /properties/a"
            })
    void refusesACallersSchemaThatIsNone(String schema, String where) {
        ScriptedUpstream upstream = ScriptedUpstream.of(time, Script.says("\"a\""));

        Future<Reply> reply = send(asking(schema, true), upstream, StructuredConfig.USUAL);

        assertThat(reply.cause()).isInstanceOfSatisfying(CallError.class, error -> {
            assertThat(error.code()).isEqualTo("invalid_schema");
            assertThat(error.message()).contains(where).doesNotContain("Exception");
        });
        assertThat(upstream.attempts()).isEmpty();
    }

    @Test
    void takesACallersKeywordsOfItsOwn() {
        ScriptedUpstream upstream = ScriptedUpstream.of(time, Script.says("\"a\""));

        send(asking("{\"typ\":\"x\",\"nullable\":true}", false), upstream, StructuredConfig.USUAL);

        assertThat(upstream.attempts()).hasSize(1);
    }

    private static Call asking(String schema, boolean streamed) {
        String body = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}],\"response_format\":"
                + "{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"x\",\"schema\":" + schema + "}}}";
        OpenAiDialect dialect = new OpenAiDialect();
        Endpoint chat = dialect.endpoints().stream()
                .filter(endpoint -> endpoint.name().equals("chat-completions"))
                .findFirst()
                .orElseThrow();
        return FakeCalls.chat().whole("hi").toBuilder()
                .endpoint(dialect, chat)
                .body(Body.of(Buffer.buffer(body)))
                .streamed(streamed)
                .build();
    }

    @Test
    void leavesCallsWithoutASchemaAlone() {
        var config = new StructuredConfig(
                null, true, false, 1, Duration.ofSeconds(30), 50_000, 1000, Streams.CHECK, Unreadable.REFUSE);
        ScriptedUpstream upstream = ScriptedUpstream.of(time, Script.says("free text"));

        Future<Reply> reply = new StructuredFactory()
                .create(config, new FakePluginContext(time))
                .result()
                .apply(FakeCalls.chat().whole("hi"), upstream);

        assertThat(read(reply).text()).isEqualTo("free text");
    }

    private Future<Reply> send(Call call, ScriptedUpstream upstream, int asks) {
        return send(call, upstream, asks, Streams.CHECK);
    }

    @Test
    void refusesAnEndpointWhoseRepliesCannotBeRead() {
        ScriptedUpstream upstream = ScriptedUpstream.of(time, Script.says("ok"));

        Future<Reply> reply = send(FakeCalls.upload("a"), upstream, 1);

        assertThat(((CallError) reply.cause()).code()).isEqualTo("unreadable_endpoint");
        assertThat(upstream.attempts()).isEmpty();
    }

    @Test
    void saysThatSuchAReplyWasNotCheckedWhereItMayPass() {
        ScriptedUpstream upstream = ScriptedUpstream.of(time, Script.says("ok"));
        Call call = FakeCalls.upload("a");

        Future<Reply> reply = send(call, upstream, 1, Streams.CHECK, Unreadable.PASS);

        assertThat(reply.succeeded()).isTrue();
        assertThat(call.journal().decisions())
                .singleElement()
                .satisfies(decision -> assertThat(decision.action()).isEqualTo("not-checked"));
    }

    private Future<Reply> send(Call call, ScriptedUpstream upstream, int asks, Streams streams) {
        return send(call, upstream, asks, streams, Unreadable.REFUSE);
    }

    private Future<Reply> send(Call call, ScriptedUpstream upstream, int asks, Streams streams, Unreadable unreadable) {
        return send(
                call,
                upstream,
                new StructuredConfig(
                        SCHEMA, true, false, asks, Duration.ofSeconds(30), 50_000, 1000, streams, unreadable));
    }

    private Future<Reply> send(Call call, ScriptedUpstream upstream, StructuredConfig config) {
        Future<Reply> reply = new StructuredFactory()
                .create(config, new FakePluginContext(time))
                .result()
                .apply(call, upstream);
        time.run();
        return reply;
    }

    private Reading read(Future<Reply> reply) {
        Reading reading = FakeClient.eager(time).read(reply.result());
        time.run();
        return reading;
    }
}
