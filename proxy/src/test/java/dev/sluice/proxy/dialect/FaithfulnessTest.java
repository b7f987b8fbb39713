package dev.sluice.proxy.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.chat.ChatCodec;
import dev.sluice.api.chat.ChatRequest;
import dev.sluice.api.chat.Losses;
import dev.sluice.api.chat.Turn;
import dev.sluice.api.dialect.Dialect;
import dev.sluice.api.dialect.Endpoint;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Member;
import dev.sluice.api.json.Obj;
import dev.sluice.api.prompt.Role;
import dev.sluice.proxy.testing.FakeProvider;
import dev.sluice.proxy.testing.Message;
import dev.sluice.proxy.testing.ProxyHarness;
import java.io.IOException;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A provider that speaks the client's dialect gets the client's bytes, and the client the provider's: in every dialect. */
class FaithfulnessTest {

    private static final String ODD =
            "\"zz_unknown\" : {\"b\":1.10,\"a\":[1e5,-0.0,\"\\u00e9\\/\\ud83d\\ude00\",null],\t\"b\":2},";
    private static final String REPLY = "{ \"unknown\":[1.0E+2, \"\\u0041\"],\r\n  \"id\" : \"x\" , \"id\":\"y\"}";
    private static final String CHUNK = ": hello\r\nid: 7\r\ndata:{ \"unknown\" :1.0E+2}\r\ndata\r\n\r\n";

    static Stream<Dialect> dialects() {
        return Dialects.builtIn().all().stream().filter(dialect -> dialect.chatEndpoint() != null);
    }

    @ParameterizedTest
    @MethodSource("dialects")
    void bodiesStayWhatTheyAre(Dialect dialect) throws IOException {
        try (FakeProvider provider = FakeProvider.answering(FakeProvider.json(REPLY));
                ProxyHarness proxy = proxy(dialect, provider)) {
            String body = odd(dialect, false);

            Message reply = proxy.call(ProxyHarness.post(codec(dialect).path(request(false)), body));

            assertThat(provider.requests().getFirst().body()).isEqualTo(body);
            assertThat(reply.body()).isEqualTo(REPLY);
            assertThat(reply.field("x-sluice-warning")).isNull();
        }
    }

    /** Those whose streams are text; what is framed in binary cannot be odd and still be a stream. */
    static Stream<Dialect> textual() {
        return dialects().filter(dialect -> !codec(dialect).streamType().startsWith("application/vnd"));
    }

    @ParameterizedTest
    @MethodSource("textual")
    void streamsStayWhatTheyAre(Dialect dialect) throws IOException {
        String stream = "HTTP/1.1 200 OK\r\ncontent-type: " + codec(dialect).streamType() + "\r\n" + "content-length: "
                + CHUNK.length() + "\r\n\r\n" + CHUNK;
        try (FakeProvider provider = FakeProvider.answering(stream);
                ProxyHarness proxy = proxy(dialect, provider)) {
            String body = odd(dialect, true);

            Message reply = proxy.call(ProxyHarness.post(codec(dialect).path(request(true)), body));

            assertThat(provider.requests().getFirst().body()).isEqualTo(body);
            assertThat(reply.body()).isEqualTo(CHUNK);
        }
    }

    private static ProxyHarness proxy(Dialect dialect, FakeProvider provider) {
        return ProxyHarness.of(("version: 1\nserver: {listen: '127.0.0.1:0'}\nproviders:\n"
                        + "  own: {dialect: %s, base-url: 'http://127.0.0.1:%d', api-key: k, region: us-east-1,"
                        + " access-key-id: id, secret-access-key: secret}\n")
                .formatted(dialect.name(), provider.port()));
    }

    private static ChatRequest request(boolean streamed) {
        return ChatRequest.of("some-model", Stream.of(Turn.of(Role.USER, "Hi")).toList())
                .to("some-model", streamed);
    }

    /** A real request with what no codec knows before, between and after its members. */
    private static String odd(Dialect dialect, boolean streamed) {
        Obj plain = codec(dialect).writeRequest(request(streamed), new Losses());
        StringBuilder odd = new StringBuilder("{ ").append(ODD);
        for (Member member : plain) {
            odd.append("\n ")
                    .append(Json.of(member.name()))
                    .append(" :  ")
                    .append(member.value())
                    .append(" ,");
        }
        return odd.append("\"last\":1E400 }").toString();
    }

    private static ChatCodec codec(Dialect dialect) {
        Endpoint chats = Objects.requireNonNull(dialect.chatEndpoint());
        return Objects.requireNonNull(Objects.requireNonNull(chats.replyLens()).chat());
    }
}
