package dev.sluice.proxy.translate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.Filter;
import dev.sluice.proxy.testing.FakeProvider;
import dev.sluice.proxy.testing.ProxyHarness;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who keeps what a stream has said has to know by its end what it has lost, as of a whole reply. */
class LossesOfStreamsTest {

    private static final String STREAM = """
            data: {"type":"message_start","message":{"id":"m1","type":"message","role":"assistant","model":"m","content":[]}}

            data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":"Hello"}}

            EVENT
            data: {"type":"content_block_stop","index":0}

            data: {"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":7}}

            data: {"type":"message_stop"}

            """;

    private final List<Integer> warned = new CopyOnWriteArrayList<>();
    private final Filter keeping = (call, next) -> next.proceed(call)
            .map(reply -> reply.onEnd(outcome -> warned.add(call.journal().warned())));

    @ParameterizedTest
    @ValueSource(strings = {"{\"type\":\"surprise\"}", "{\"type\":\"ping\"}"})
    void areToldWhenItEnds(String event) throws IOException {
        boolean loses = event.contains("surprise");
        String reply = STREAM.replace("EVENT", "data: " + event + "\n");

        ask(reply);

        assertThat(warned).containsExactly(loses ? 1 : 0);
    }

    private void ask(String events) throws IOException {
        String reply = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ncontent-length: " + events.length()
                + "\r\n\r\n" + events;
        String request = ProxyHarness.post(
                "/v1/chat/completions",
                "{\"model\":\"of/m\",\"stream\":true,\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}",
                "connection: close");
        try (FakeProvider provider = FakeProvider.running((wire, connection) -> {
                    wire.read();
                    wire.send(reply);
                });
                ProxyHarness proxy = ProxyHarness.of(config(provider.port()), keeping);
                var client = proxy.connect()) {
            client.send(request).awaitClosed();
        }
    }

    private static String config(int port) {
        return "version: 1\nserver: {listen: '127.0.0.1:0'}\nproviders:\n  of: {dialect: anthropic"
                + ", base-url: 'http://127.0.0.1:" + port + "', api-key: k}\n";
    }
}
