package dev.sluice.plugins.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.Body;
import dev.sluice.api.Call;
import dev.sluice.api.CallError;
import dev.sluice.api.Headers;
import dev.sluice.api.Operation;
import dev.sluice.api.Reply;
import dev.sluice.api.Stopwatch;
import dev.sluice.api.Target;
import dev.sluice.api.Whole;
import dev.sluice.api.dialect.Endpoint;
import dev.sluice.api.json.Arr;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.testkit.Script;
import dev.sluice.testkit.ScriptedUpstream;
import dev.sluice.testkit.TestDialect;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Embeddings are kept input by input. */
class InputsTest {

    private static final Endpoint ENDPOINT = new Endpoint(
            "embeddings",
            HttpMethod.POST,
            "/test/embeddings",
            Operation.EMBEDDINGS,
            Endpoint.Payload.JSON,
            Endpoint.ModelPlace.BODY,
            Endpoint.Streaming.NEVER,
            null,
            null);

    private final Fixture fixture = new Fixture(Fixture.config());
    private final List<String> asked = new ArrayList<>();
    private final ScriptedUpstream upstream =
            ScriptedUpstream.of(fixture.time, Script.replies(call -> reply(call, true)));

    @Test
    void asksForThoseInputsOnlyThatAreNotKnown() {
        ask("['a','b','c']");

        Obj reply = ask("['x','b','y','a','c']");

        assertThat(asked).containsExactly("['a','b','c']", "['x','y']");
        assertThat(vectors(reply)).containsExactly("x", "b", "y", "a", "c");
        assertThat(reply.at("/usage/prompt_tokens")).hasToString("2");
    }

    @Test
    void tellsThatNothingWasUsedWhereNothingWasAsked() {
        ask("['a','b']");

        Reply reply = fixture.reply(call("['b','a','b']"), upstream);

        assertThat(asked).hasSize(1);
        assertThat(vectors(json(reply))).containsExactly("b", "a", "b");
        assertThat(json(reply).at("/usage/total_tokens")).hasToString("0");
        assertThat(json(reply).text("model")).isEqualTo("embedder-1");
        assertThat(reply.headers().get("x-sluice-cache")).isEqualTo("hit");
        assertThat(reply.headers().get("x-sluice-cache-inputs")).isEqualTo("3/3");
    }

    @Test
    void takesOneTextForAListOfOne() {
        ask("'a'");

        assertThat(vectors(ask("['a']"))).containsExactly("a");
        assertThat(asked).hasSize(1);
    }

    @Test
    void takesTokensForOneInput() {
        ask("[1,2,3]");

        assertThat(vectors(ask("[[1,2,3],[4]]"))).containsExactly("[1,2,3]", "[4]");
        assertThat(asked).containsExactly("[1,2,3]", "[[4]]");
    }

    @Test
    void leavesARequestOfWhichNothingIsKnownAndItsReplyAsTheyAre() {
        Call call = call("[ 'a' , 'b' ]");

        Reply reply = fixture.reply(call, upstream);

        assertThat(upstream.attempts().getFirst().call().body()).isEqualTo(call.body());
        assertThat(((Whole) reply).body().toString()).contains("\"data\" : ");
    }

    @Test
    void keepsOtherDimensionsApart() {
        ask("['a']");
        Call other = call("['a']");

        fixture.reply(other.withJson(Objects.requireNonNull(other.json()).with("dimensions", Json.of(8))), upstream);

        assertThat(asked).hasSize(2);
    }

    @Test
    void asksForAllOfThemWhereAReplyMakesNoSense() {
        ask("['a']");
        ScriptedUpstream odd = ScriptedUpstream.of(
                fixture.time, Script.replies(call -> reply(call, false)), Script.replies(call -> reply(call, true)));

        Obj reply = json(fixture.reply(call("['a','b','c']"), odd));

        assertThat(asked).containsExactly("['a']", "['b','c']", "['a','b','c']");
        assertThat(vectors(reply)).containsExactly("a", "b", "c");
    }

    @Test
    void sendsAnInputOnceThatIsAskedForTwice() {
        Obj reply = ask("['x','y','x']");

        assertThat(asked).containsExactly("['x','y']");
        assertThat(vectors(reply)).containsExactly("x", "y", "x");
    }

    @Test
    void forgetsByTheTagsThatTheClientHasGiven() {
        Call call = call("['a']");
        fixture.reply(call.withHeaders(Headers.of("x-sluice-cache-tags", "t1")), upstream);

        fixture.context
                .admin()
                .ask(HttpMethod.DELETE, "/cache/{tenant}/tags/{name}", Map.of("tenant", "default", "name", "t1"), "");
        ask("['a']");

        assertThat(asked).hasSize(2);
    }

    @Test
    void passesAnErrorOn() {
        ask("['a']");
        ScriptedUpstream failing =
                ScriptedUpstream.of(fixture.time, Script.replies(call -> call.reply(429, Buffer.buffer("{}"))));

        assertThat(fixture.reply(call("['a','b']"), failing).status()).isEqualTo(429);
    }

    @Test
    void asksAfreshForWhoWantsThat() {
        ask("['a']");
        Call call = call("['a']");

        fixture.reply(call.withHeaders(Headers.of("cache-control", "no-cache")), upstream);

        assertThat(asked).hasSize(2);
    }

    @Test
    void sendsNothingForWhoWantsOnlyWhatIsKept() {
        ask("['a']");
        Call call = call("['a','b']");

        Future<Reply> reply =
                fixture.cache.apply(call.withHeaders(Headers.of("cache-control", "only-if-cached")), upstream);

        assertThat(reply.cause()).isInstanceOf(CallError.class);
        assertThat(asked).hasSize(1);
    }

    private Obj ask(String input) {
        return json(fixture.reply(call(input), upstream));
    }

    private Reply reply(Call call, boolean sound) {
        Json input = Objects.requireNonNull(Objects.requireNonNull(call.json()).get("input"));
        asked.add(input.toString().replace('"', '\''));
        List<Json> inputs = input instanceof Arr all && !(all.get(0) instanceof dev.sluice.api.json.Num)
                ? all.stream().toList()
                : List.of(input);
        List<String> data = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            data.add("{\"object\":\"embedding\",\"index\":" + (sound ? i : 0) + ",\"embedding\":[\""
                    + inputs.get(i).toString().replace("\"", "") + "\"]}");
        }
        Collections.reverse(data);
        String body = "{\"object\":\"list\",\"data\" : [" + String.join(",", data)
                + "],\"model\":\"embedder-1\",\"usage\":{\"prompt_tokens\":" + inputs.size() + ",\"total_tokens\":"
                + inputs.size() + "}}";
        return new Whole(
                200,
                Headers.of("content-type", "application/json"),
                Buffer.buffer(body),
                call.endpoint(),
                Stopwatch.STOPPED);
    }

    private static Call call(String input) {
        String body = "{\"model\":\"embedder\",\"input\":" + input.replace('\'', '"') + "}";
        return Call.builder(new TestDialect(), ENDPOINT)
                .model("embedder")
                .route("test")
                .candidates(List.of(new Target("first", "embedder")))
                .body(Body.of(Buffer.buffer(body)))
                .build();
    }

    private static Obj json(Reply reply) {
        return Objects.requireNonNull(((Whole) reply).json());
    }

    /** Each vector holds its input. */
    private static List<String> vectors(Obj reply) {
        Arr data = Objects.requireNonNull(reply.array("data"));
        String[] inputs = new String[data.size()];
        for (int i = 0; i < data.size(); i++) {
            Json one = ((Obj) data.get(i)).get("embedding");
            int at = ((Obj) data.get(i)).number("index").asInt();
            inputs[at] = one.toString().replace("[\"", "").replace("\"]", "");
        }
        return List.of(inputs);
    }
}
