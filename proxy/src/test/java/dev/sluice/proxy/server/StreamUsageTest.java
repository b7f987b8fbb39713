package dev.sluice.proxy.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.proxy.testing.FakeProvider;
import dev.sluice.proxy.testing.Message;
import dev.sluice.proxy.testing.ProxyHarness;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The usage of streams: asked for where the operator wants to know, and kept from clients that did not ask. */
class StreamUsageTest {

    private static final String ASK = "{\"model\":\"m\",\"messages\":[],\"stream\":true}";
    private static final String WORDS =
            "data: {\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hi\"},\"finish_reason\":\"stop\"}]}\n\n";
    private static final String USAGE =
            "data: {\"id\":\"c\",\"choices\":[],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":1}}\n\n";
    private static final String DONE = "data: [DONE]\n\n";

    private static FakeProvider provider() throws IOException {
        String stream = WORDS + USAGE + DONE;
        return FakeProvider.answering("HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ncontent-length: "
                + stream.length() + "\r\n\r\n" + stream);
    }

    @Test
    void aClientThatDidNotAskSeesNothingOfIt() throws IOException {
        try (FakeProvider provider = provider();
                ProxyHarness proxy = ProxyHarness.before(provider, "", "stream-usage: true")) {
            Message reply = proxy.chat(ASK);
            proxy.awaitQuiet();

            assertThat(provider.requests().getFirst().body()).contains("\"stream_options\":{\"include_usage\":true}");
            assertThat(reply.body()).isEqualTo(WORDS + DONE);
            assertThat(reply.field("x-sluice-usage")).isNull();
            var outcome = proxy.meter().ended().getFirst().outcome();
            assertThat(outcome).isNotNull();
            assertThat(outcome.usage())
                    .isNotNull()
                    .extracting(usage -> usage.input())
                    .isEqualTo(3L);
        }
    }

    @Test
    void aClientThatAskedHasIt() throws IOException {
        try (FakeProvider provider = provider();
                ProxyHarness proxy = ProxyHarness.before(provider, "", "stream-usage: true")) {
            String asking = ASK.replace("}", ",\"stream_options\":{\"include_usage\":true}}");

            Message reply = proxy.chat(asking);

            assertThat(provider.requests().getFirst().body()).isEqualTo(asking);
            assertThat(reply.body()).isEqualTo(WORDS + USAGE + DONE);
        }
    }

    @Test
    void nothingIsAskedForUnlessTheOperatorWantsIt() throws IOException {
        try (FakeProvider provider = provider();
                ProxyHarness proxy = ProxyHarness.before(provider)) {
            proxy.chat(ASK);

            assertThat(provider.requests().getFirst().body()).isEqualTo(ASK);
        }
    }
}
