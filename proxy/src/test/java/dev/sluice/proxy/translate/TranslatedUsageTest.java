package dev.sluice.proxy.translate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.Filter;
import dev.sluice.api.Outcome;
import dev.sluice.api.Usage;
import dev.sluice.proxy.testing.FakeProvider;
import dev.sluice.proxy.testing.ProxyHarness;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is recorded and billed of a translated reply is what its provider has told, whatever the client's dialect can say of it. */
class TranslatedUsageTest {

    private static final String CLOSE = "connection: close";
    private static final String ANTHROPIC = "'usage':{'input_tokens':1000,'cache_read_input_tokens':4000,"
            + "'cache_creation_input_tokens':500,'cache_creation':{'ephemeral_5m_input_tokens':200,"
            + "'ephemeral_1h_input_tokens':300},'output_tokens':70}";
    private static final Usage ALL = new Usage(5500, 70, 4000, 500, 300, 0, 0, 0, false);
    private static final String OPENAI = "'usage':{'prompt_tokens':100,'completion_tokens':90,'prompt_tokens_details':"
            + "{'cached_tokens':10,'audio_tokens':50},'completion_tokens_details':{'reasoning_tokens':20,'audio_tokens':30}}";
    private static final Usage MEDIA = new Usage(100, 90, 10, 0, 20, 50, 30, false);

    /** How a client asks. */
    enum Asks {
        CHAT("/v1/chat/completions", "'messages':[{'role':'user','content':'Hi'}]"),
        RESPONSES("/v1/responses", "'input':'Hi'"),
        ANTHROPIC("/v1/messages", "'max_tokens':99,'messages':[{'role':'user','content':'Hi'}]"),
        GEMINI("/v1beta/models/MODEL:METHOD", "'contents':[{'role':'user','parts':[{'text':'Hi'}]}]"),
        COHERE("/v2/chat", "'messages':[{'role':'user','content':'Hi'}]"),
        OLLAMA("/api/chat", "'messages':[{'role':'user','content':'Hi'}]"),
        BEDROCK("/model/MODEL/converse", "'messages':[{'role':'user','content':[{'text':'Hi'}]}]");

        private final String path;
        private final String body;

        Asks(String path, String body) {
            this.path = path;
            this.body = body;
        }

        String request(boolean streamed) {
            String method = streamed ? "streamGenerateContent?alt=sse" : "generateContent";
            String to = path.replace("MODEL", "of%2Fm").replace("METHOD", method);
            String whole = this == BEDROCK && streamed ? to + "-stream" : to;
            return ProxyHarness.post(whole, quoted("{'model':'of/m','stream':" + streamed + "," + body + "}"), CLOSE);
        }
    }

    private final List<Outcome> outcomes = new CopyOnWriteArrayList<>();
    private final Filter watching = (call, next) -> next.proceed(call).map(reply -> reply.onEnd(outcomes::add));

    static Stream<Arguments> asks() {
        return Stream.of(Asks.values()).flatMap(asks -> Stream.of(Arguments.of(asks, true), Arguments.of(asks, false)));
    }

    @ParameterizedTest
    @MethodSource("asks")
    void whatWentIntoACacheAndCameFromItCounts(Asks asks, boolean streamed) throws IOException {
        call("anthropic", asks.request(streamed), streamed ? anthropicStream(true) : FakeProvider.json(anthropic()));

        assertThat(usage()).isEqualTo(ALL);
    }

    @ParameterizedTest
    @MethodSource("asks")
    void howACallWasServedCounts(Asks asks, boolean streamed) throws IOException {
        String served = OPENAI + ",'service_tier':'flex'";

        call("openai", asks.request(streamed), openai(streamed, served));

        assertThat(usage().tier()).isEqualTo("flex");
    }

    @ParameterizedTest
    @MethodSource("asks")
    void thinkingAndSoundCount(Asks asks, boolean streamed) throws IOException {
        call("openai", asks.request(streamed), openai(streamed, OPENAI));

        assertThat(usage()).isEqualTo(MEDIA);
    }

    @ParameterizedTest
    @MethodSource("asks")
    void zerosThatOnlyTheTranslationSaidAreNoCount(Asks asks, boolean streamed) throws IOException {
        call("openai", asks.request(streamed), openai(streamed, ""));

        assertThat(usage().estimated()).isTrue();
        assertThat(usage().input()).isPositive();
        assertThat(usage().output()).isPositive();
    }

    @ParameterizedTest
    @EnumSource(Asks.class)
    void whatWasToldBeforeACutCounts(Asks asks) throws IOException {
        call("anthropic", asks.request(true), anthropicStream(false));

        assertThat(usage().estimated()).isTrue();
        assertThat(usage().input()).isEqualTo(5500);
        assertThat(usage().cachedInput()).isEqualTo(4000);
    }

    @ParameterizedTest
    @CsvSource({"/v1/embeddings", "/v2/embed", "/api/embed"})
    void vectorsWhoseTokensNobodyToldAreEstimated(String path) throws IOException {
        String texts = path.equals("/v2/embed") ? "texts" : "input";
        String body = quoted("{'model':'of/m','input_type':'search_query','" + texts + "':['How many tokens?']}");

        call(
                "gemini",
                ProxyHarness.post(path, body, CLOSE),
                FakeProvider.json(quoted("{'embeddings':[{'values':[1.0,2.0]}]}")));

        assertThat(usage().estimated()).isTrue();
        assertThat(usage().input()).isPositive();
    }

    private Usage usage() {
        return Objects.requireNonNull(outcomes.getFirst().usage());
    }

    private void call(String dialect, String request, String reply) throws IOException {
        try (FakeProvider provider = FakeProvider.running((wire, connection) -> {
                    wire.read();
                    wire.send(reply);
                });
                ProxyHarness proxy = ProxyHarness.of(config(dialect, provider.port()), watching);
                var client = proxy.connect()) {
            client.send(request).awaitClosed();
        }
    }

    private static String config(String dialect, int port) {
        return "version: 1\nserver: {listen: '127.0.0.1:0'}\nproviders:\n  of: {dialect: " + dialect
                + ", base-url: 'http://127.0.0.1:" + port + "', api-key: k, lacks: [responses]}\n";
    }

    private static String anthropic() {
        return quoted(
                "{'id':'m1','type':'message','role':'assistant','model':'m','content':[{'type':'text','text':'Hello'}],"
                        + "'stop_reason':'end_turn'," + ANTHROPIC + "}");
    }

    private static String anthropicStream(boolean whole) {
        String start =
                event("{'type':'message_start','message':{'id':'m1','type':'message','role':'assistant','model':'m',"
                        + "'content':[]," + ANTHROPIC.replace("70", "1") + "}}");
        String text = event("{'type':'content_block_start','index':0,'content_block':{'type':'text','text':''}}")
                + event("{'type':'content_block_delta','index':0,'delta':{'type':'text_delta','text':'Hello'}}");
        String end = event("{'type':'content_block_stop','index':0}")
                + event("{'type':'message_delta','delta':{'stop_reason':'end_turn'},'usage':{'output_tokens':70}}")
                + event("{'type':'message_stop'}");
        String all = stream(start + text + end);
        return whole ? all : all.substring(0, all.length() - end.length());
    }

    private static String openai(boolean streamed, String usage) {
        String head = "{'id':'c1','object':'chat.completion','created':1,'model':'m','choices':[";
        String more = usage.isEmpty() ? "" : "," + usage;
        if (!streamed) {
            return FakeProvider.json(quoted(head
                    + "{'index':0,'message':{'role':'assistant','content':'Hello there'},'finish_reason':'stop'}]"
                    + more
                    + "}"));
        }
        return stream(event(head + "{'index':0,'delta':{'content':'Hello there'},'finish_reason':null}]}")
                + event(head + "{'index':0,'delta':{},'finish_reason':'stop'}]}")
                + (usage.isEmpty() ? "" : event(head + "]" + more + "}"))
                + "data: [DONE]\n\n");
    }

    private static String event(String data) {
        return "data: " + quoted(data) + "\n\n";
    }

    private static String stream(String events) {
        return "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ncontent-length: " + events.length() + "\r\n\r\n"
                + events;
    }

    private static String quoted(String json) {
        return json.replace('\'', '"');
    }
}
