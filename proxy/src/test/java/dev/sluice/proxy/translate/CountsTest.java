package dev.sluice.proxy.translate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.Operation;
import dev.sluice.api.dialect.Dialect;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Num;
import dev.sluice.api.json.Obj;
import dev.sluice.proxy.dialect.Dialects;
import dev.sluice.proxy.testing.FakeProvider;
import dev.sluice.proxy.testing.Message;
import dev.sluice.proxy.testing.ProxyHarness;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Tokens counted beforehand, asked for in every dialect that has that, of a provider of every other. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CountsTest {

    /** How a client asks how many tokens a chat has, and where the count stands in its reply. */
    enum Asks {
        OPENAI(
                "/v1/responses/input_tokens",
                "{'model':'MODEL','instructions':'Be brief.','input':'WORDS','tools':[{'type':'function','name':'f',"
                        + "'parameters':{'type':'object'}}]}",
                "/input_tokens"),
        ANTHROPIC(
                "/v1/messages/count_tokens",
                "{'model':'MODEL','system':'Be brief.','messages':[{'role':'user','content':'WORDS'}],'tools':[{'name':'f',"
                        + "'input_schema':{'type':'object'}}],'thinking':{'type':'enabled','budget_tokens':20000}}",
                "/input_tokens"),
        GEMINI(
                "/v1beta/models/MODEL:countTokens",
                "{'contents':[{'role':'user','parts':[{'text':'WORDS'}]}]}",
                "/totalTokens"),
        GEMINI_WHOLE(
                "/v1beta/models/MODEL:countTokens",
                "{'generateContentRequest':{'model':'models/MODEL','contents':[{'role':'user','parts':[{'text':'WORDS'}]}],"
                        + "'systemInstruction':{'parts':[{'text':'Be brief.'}]}}}",
                "/totalTokens"),
        BEDROCK(
                "/model/MODEL/count-tokens",
                "{'input':{'converse':{'messages':[{'role':'user','content':[{'text':'WORDS'}]}]}}}",
                "/inputTokens");

        private final String path;
        private final String body;
        private final String count;

        Asks(String path, String body, String count) {
            this.path = path;
            this.body = body.replace('\'', '"');
            this.count = count;
        }

        String request(String model, String words) {
            return ProxyHarness.post(
                    path.replace("MODEL", model.replace("/", "%2F")),
                    body.replace("MODEL", model).replace("WORDS", words));
        }

        long count(Message reply) {
            assertThat(reply.status()).as(reply.body()).isEqualTo(200);
            return ((Num) Objects.requireNonNull(document(reply.body()).at(count), reply.body())).asLong();
        }
    }

    private static final List<String> COUNTING = List.of("openai", "anthropic", "gemini", "bedrock");
    private static final List<String> OTHERS = List.of("cohere", "ollama");

    private final ProxyHarness behind =
            ProxyHarness.of("version: 1\nserver: {listen: '127.0.0.1:0'}\nproviders:\n  sandbox: {dialect: sandbox}\n");
    private final ProxyHarness front = ProxyHarness.of(config(behind.port(), ""));

    private static String config(int port, String more) {
        StringBuilder yaml = new StringBuilder("version: 1\nserver: {listen: '127.0.0.1:0'}\nproviders:\n");
        Stream.of(COUNTING, OTHERS)
                .flatMap(List::stream)
                .forEach(dialect -> yaml.append(
                        "  of-%1$s: {dialect: %1$s, base-url: 'http://127.0.0.1:%2$d', api-key: k, region: us-east-1%3$s}%n"
                                .formatted(dialect, port, more)));
        return yaml.toString();
    }

    @AfterAll
    void close() {
        front.close();
        behind.close();
    }

    private static Obj document(String body) {
        return (Obj) Json.parse(Buffer.buffer(body));
    }

    static Stream<Arguments> counting() {
        return Stream.of(Asks.values()).flatMap(asks -> COUNTING.stream().map(of -> Arguments.of(asks, of)));
    }

    static Stream<Arguments> others() {
        return Stream.of(Asks.values()).flatMap(asks -> OTHERS.stream().map(of -> Arguments.of(asks, of)));
    }

    @ParameterizedTest
    @MethodSource("counting")
    void whoCanCountIsAsked(Asks asks, String provider) throws IOException {
        String model = "of-" + provider + "/sandbox/echo";

        Message few = front.call(asks.request(model, "one two three"));
        Message more = front.call(asks.request(model, "one two three four five six seven eight nine ten"));

        assertThat(asks.count(few)).isPositive();
        assertThat(asks.count(more)).isGreaterThan(asks.count(few));
        assertThat(few.all("x-sluice-warning")).noneMatch(warning -> warning.contains("estimate"));
    }

    @ParameterizedTest
    @MethodSource("others")
    void whereNobodyCanTheCountIsAnEstimateAndSaysSo(Asks asks, String provider) throws IOException {
        String model = "of-" + provider + "/sandbox/echo";

        Message few = front.call(asks.request(model, "one two three"));
        Message more = front.call(asks.request(model, "one two three four five six seven eight nine ten"));

        assertThat(asks.count(few)).isPositive();
        assertThat(asks.count(more)).isGreaterThan(asks.count(few));
        assertThat(few.all("x-sluice-warning")).anyMatch(warning -> warning.startsWith("tokens: are an estimate"));
    }

    @Test
    void everyEndpointThatCountsIsUnderstood() {
        assertThat(Dialects.builtIn().all().stream().map(Dialect::endpoints).flatMap(List::stream))
                .filteredOn(endpoint -> endpoint.operation() == Operation.COUNT_TOKENS)
                .isNotEmpty()
                .allSatisfy(endpoint -> assertThat(Objects.requireNonNull(endpoint.replyLens(), endpoint.name())
                                .counts())
                        .isNotNull());
    }

    @Test
    void onlyWhatIsReadIsSentToBeCounted() throws IOException {
        try (FakeProvider provider = FakeProvider.answering(FakeProvider.json("{\"input_tokens\":7}"));
                ProxyHarness proxy = ProxyHarness.of(config(provider.port(), ""))) {
            Message reply = proxy.call(Asks.GEMINI_WHOLE.request("of-anthropic/m", "Hi"));

            Obj sent = document(provider.requests().getFirst().body());
            assertThat(reply.body()).isEqualTo("{\"totalTokens\":7}");
            assertThat(provider.requests().getFirst().line()).startsWith("POST /v1/messages/count_tokens ");
            assertThat(sent.stream().map(member -> member.name())).containsExactly("model", "system", "messages");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "404 Not Found | {\"detail\":\"Not Found\"} | 200",
                "404 Not Found | <html>nothing here</html> | 200",
                "405 Not Allowed | {\"error\":{\"message\":\"No such method\"}} | 200",
                "404 Not Found | {\"error\":{\"message\":\"The model is not there\",\"code\":\"model_not_found\"}} | 404",
                "401 No | {\"error\":{\"message\":\"No\"}} | 401",
                "500 Oops | {\"error\":{\"message\":\"Oops\"}} | 500",
            })
    void whoTurnsOutNotToCountIsStoodInFor(String status, String body, int expected) throws IOException {
        String answer = "HTTP/1.1 " + status + "\r\ncontent-type: application/json\r\ncontent-length: " + body.length()
                + "\r\n\r\n" + body;
        try (FakeProvider provider = FakeProvider.answering(answer);
                ProxyHarness proxy = ProxyHarness.of(config(provider.port(), ""))) {
            Message reply = proxy.call(Asks.ANTHROPIC.request("of-openai/m", "Hi"));

            assertThat(reply.status()).as(reply.body()).isEqualTo(expected);
            assertThat(reply.all("x-sluice-warning").stream().anyMatch(warning -> warning.contains("estimate")))
                    .isEqualTo(expected == 200);
        }
    }

    @Test
    void whatIsNoTextIsToldToBeLeftOut() throws IOException {
        Message reply = front.call(ProxyHarness.post(
                "/v1/messages/count_tokens",
                "{\"model\":\"of-ollama/m\",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"image\",\"source\":"
                        + "{\"type\":\"base64\",\"media_type\":\"image/png\",\"data\":\"iVBORw0KGgo=\"}}]}]}"));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.all("x-sluice-warning")).anyMatch(warning -> warning.contains("pictures"));
    }

    @ParameterizedTest
    @EnumSource(Asks.class)
    void anEmptyRequestIsRefusedOrCounted(Asks asks) throws IOException {
        Message reply = front.call(
                ProxyHarness.post(asks.path.replace("MODEL", "of-ollama%2Fm"), "{\"model\":\"of-ollama/m\"}"));

        assertThat(reply.status()).isIn(200, 400);
    }

    @Test
    void aBodyOfOneModelFamilyIsNotSentToAnother() throws IOException {
        Message reply = front.call(ProxyHarness.post(
                "/model/of-openai%2Fm/count-tokens", "{\"input\":{\"invokeModel\":{\"body\":\"e30=\"}}}"));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.body()).contains("input.converse");
    }
}
