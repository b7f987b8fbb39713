package dev.sluice.proxy.translate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.chat.ChatCodec;
import dev.sluice.api.chat.ChatError;
import dev.sluice.api.chat.ChatEvent;
import dev.sluice.api.chat.ChatPart;
import dev.sluice.api.chat.ChatReader;
import dev.sluice.api.chat.ChatReply;
import dev.sluice.api.chat.ChatRequest;
import dev.sluice.api.chat.Finish;
import dev.sluice.api.chat.Labels;
import dev.sluice.api.chat.Losses;
import dev.sluice.api.chat.Output;
import dev.sluice.api.chat.Sampling;
import dev.sluice.api.chat.Thinking;
import dev.sluice.api.chat.Tools;
import dev.sluice.api.chat.Turn;
import dev.sluice.api.dialect.Dialect;
import dev.sluice.api.dialect.Endpoint;
import dev.sluice.api.dialect.ReplyLens;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.prompt.Role;
import dev.sluice.api.stream.Event;
import dev.sluice.api.stream.Framing;
import dev.sluice.proxy.dialect.Dialects;
import dev.sluice.proxy.testing.Message;
import dev.sluice.proxy.testing.ProxyHarness;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every dialect before every other, over sockets: a client of one, a proxy, and behind it another proxy whose sandbox answers
 * in the provider's.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PairsTest {

    private static final List<Dialect> DIALECTS = Dialects.builtIn().all().stream()
            .filter(dialect -> dialect.chatEndpoint() != null)
            .toList();

    private final ProxyHarness behind =
            ProxyHarness.of("version: 1\nserver: {listen: '127.0.0.1:0'}\nproviders:\n  sandbox: {dialect: sandbox}\n");
    private final ProxyHarness front = ProxyHarness.of(config(behind.port()));

    private static String config(int port) {
        StringBuilder yaml = new StringBuilder("version: 1\nserver: {listen: '127.0.0.1:0'}\nproviders:\n");
        for (Dialect dialect : DIALECTS) {
            yaml.append("  of-%s: {dialect: %s, base-url: 'http://127.0.0.1:%d', api-key: k, region: us-east-1, %s}\n"
                    .formatted(dialect.name(), dialect.name(), port, "access-key-id: id, secret-access-key: secret"));
        }
        return yaml.toString();
    }

    @AfterAll
    void close() {
        front.close();
        behind.close();
    }

    static Stream<Arguments> pairs() {
        return DIALECTS.stream()
                .flatMap(client -> DIALECTS.stream()
                        .flatMap(provider -> Stream.of(
                                Arguments.of(client.name(), provider.name(), false),
                                Arguments.of(client.name(), provider.name(), true))));
    }

    @ParameterizedTest(name = "{0} before {1}, streamed: {2}")
    @MethodSource("pairs")
    void wordsComeBack(String client, String provider, boolean streamed) throws IOException {
        ChatRequest request = ChatRequest.of("", List.of(Turn.of(Role.USER, "How are you?")));

        ChatReply reply = reply(client, ask(client, provider, "echo", request, streamed), streamed);

        assertThat(said(reply)).contains("How are you?");
        assertThat(reply.choices().getFirst().finish()).isEqualTo(Finish.of(Finish.Reason.STOP));
    }

    @ParameterizedTest(name = "{0} before {1}, streamed: {2}")
    @MethodSource("pairs")
    void toolsAreCalled(String client, String provider, boolean streamed) throws IOException {
        Obj schema = (Obj) Json.parse(Buffer.buffer(
                "{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\"}},\"required\":[\"city\"]}"));
        Tools tools = new Tools(
                List.of(new Tools.Tool("weather", "Tells it", schema, null, null)), new Tools.Choice.Auto(), null);
        ChatRequest request = new ChatRequest(
                "",
                false,
                List.of(Turn.of(Role.USER, "How is the weather?")),
                tools,
                Sampling.NONE,
                Output.NONE,
                Thinking.NONE,
                Labels.NONE);

        ChatReply reply = reply(client, ask(client, provider, "tool", request, streamed), streamed);

        assertThat(reply.choices().getFirst().parts())
                .filteredOn(ChatPart.ToolCall.class::isInstance)
                .singleElement()
                .isInstanceOfSatisfying(ChatPart.ToolCall.class, call -> {
                    assertThat(call.name()).isEqualTo("weather");
                    assertThat(Json.parse(Buffer.buffer(call.arguments()))).isInstanceOf(Obj.class);
                    assertThat(call.arguments()).contains("city");
                });
    }

    @ParameterizedTest(name = "{0} before {1}, streamed: {2}")
    @MethodSource("pairs")
    void limitsAreToldWithTheirStatus(String client, String provider, boolean streamed) throws IOException {
        ChatRequest request = ChatRequest.of("", List.of(Turn.of(Role.USER, "How are you?")));

        Message reply = ask(client, provider, "fail-429", request, streamed);

        assertThat(reply.status()).isEqualTo(429);
        assertThat(reply.field("retry-after")).isEqualTo("1");
        ChatError error = codec(client).readError((Obj) Json.parse(bytes(reply)), 429);
        assertThat(error).isNotNull().extracting(ChatError::message).asString().contains("429");
        if (client.equals("gemini")) { // Its SDK reads the document alone.
            assertThat(reply.body()).contains("RetryInfo").contains("\"1s\"");
        }
    }

    @ParameterizedTest(name = "{0} before {1}")
    @MethodSource("pairs")
    void aStreamThatBreaksSaysSo(String client, String provider, boolean streamed) throws IOException {
        ChatRequest request = ChatRequest.of("", List.of(Turn.of(Role.USER, "How are you?")));

        Message reply = ask(client, provider, "fail-mid-stream", request, true);

        List<ChatEvent> events = events(client, bytes(reply));
        assertThat(events).noneMatch(ChatEvent.Ended.class::isInstance);
        assertThat(events).anyMatch(ChatEvent.Failed.class::isInstance);
    }

    private Message ask(String client, String provider, String model, ChatRequest request, boolean streamed)
            throws IOException {
        ChatRequest named = request.to("of-" + provider + "/sandbox/" + model, streamed);
        ChatCodec codec = codec(client);
        String body = codec.writeRequest(named, new Losses()).toBuffer().toString();
        return front.call(ProxyHarness.post(codec.path(named), body));
    }

    private static ChatReply reply(String client, Message message, boolean streamed) {
        assertThat(message.status()).as(message.body()).isEqualTo(200);
        assertThat(message.field("content-type"))
                .startsWith(streamed ? codec(client).streamType() : "application/json");
        return streamed
                ? ChatReply.of(events(client, bytes(message)))
                : codec(client).readReply((Obj) Json.parse(bytes(message)), new Losses());
    }

    private static List<ChatEvent> events(String client, Buffer bytes) {
        Framing framing = lens(client).framing();
        List<Event> events = new ArrayList<>(framing.feed(bytes).events());
        events.addAll(framing.end().events());
        ChatReader reader = codec(client).reader(new Losses());
        List<ChatEvent> read = new ArrayList<>();
        events.stream().filter(Event::hasData).forEach(event -> reader.read(event, read::add));
        reader.end(true, read::add);
        return read;
    }

    private static String said(ChatReply reply) {
        StringBuilder said = new StringBuilder();
        reply.choices().getFirst().parts().forEach(part -> {
            if (part instanceof ChatPart.Text text) {
                said.append(text.text());
            }
        });
        return said.toString();
    }

    private static Buffer bytes(Message message) {
        return Buffer.buffer(message.body().getBytes(StandardCharsets.ISO_8859_1));
    }

    private static ChatCodec codec(String dialect) {
        return Objects.requireNonNull(lens(dialect).chat());
    }

    private static ReplyLens lens(String dialect) {
        Endpoint chats = Dialects.builtIn().find(dialect).orElseThrow().chatEndpoint();
        return Objects.requireNonNull(Objects.requireNonNull(chats).replyLens());
    }
}
