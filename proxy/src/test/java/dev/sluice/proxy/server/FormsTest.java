package dev.sluice.proxy.server;

import static dev.sluice.proxy.testing.FakeProvider.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.Call;
import dev.sluice.api.Filter;
import dev.sluice.proxy.testing.FakeProvider;
import dev.sluice.proxy.testing.Message;
import dev.sluice.proxy.testing.ProxyHarness;
import dev.sluice.proxy.testing.Wire;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A call whose model stands in a form goes where that model is. */
@SuppressWarnings("StringConcatToTextBlock") // Lines of HTTP end with CR LF.
class FormsTest {

    private static final String FILE =
            "--b\r\ncontent-disposition: form-data; name=\"file\"; filename=\"a.wav\"\r\n\r\nRIFF\r\n--a\r\n";
    private static final String END = "--b--\r\n";

    private final AtomicReference<Call> seen = new AtomicReference<>();
    private final Filter watching = (call, next) -> {
        seen.set(call);
        return next.proceed(call);
    };

    @ParameterizedTest
    @ValueSource(
            strings = {"audio/transcriptions", "audio/translations", "images/edits", "images/variations", "videos"})
    void anAliasLeadsToItsTarget(String path) throws IOException {
        try (FakeProvider provider = FakeProvider.answering(json("{\"text\":\"hi\"}"));
                ProxyHarness proxy = ProxyHarness.of(twoProviders(provider, 33), watching)) {
            Message reply = proxy.call(post(path, model("ear") + FILE + END));

            assertThat(reply.body()).isEqualTo("{\"text\":\"hi\"}");
            assertThat(seen.get().model()).isEqualTo("ear");
            Message sent = provider.requests().getFirst();
            assertThat(sent.line()).isEqualTo("POST /v1/" + path + " HTTP/1.1");
            assertThat(sent.field("authorization")).isEqualTo("Bearer house-key");
            assertThat(sent.body()).isEqualTo(model("whisper-large-v3") + FILE + END);
            assertThat(sent.field("content-length"))
                    .isEqualTo(Integer.toString(sent.body().length()));
        }
    }

    @Test
    void theModelIsFoundBehindTheFile() throws IOException {
        try (FakeProvider provider = FakeProvider.answering(json("{}"));
                ProxyHarness proxy = ProxyHarness.of(twoProviders(provider, 33), watching)) {
            proxy.call(post("audio/transcriptions", FILE + model("ear") + END));

            assertThat(provider.requests().getFirst().body()).isEqualTo(FILE + model("whisper-large-v3") + END);
        }
    }

    @Test
    void aNameThatStaysLeavesEveryByteAlone() throws IOException {
        String form = FILE + model("house/whisper-1").replace("house/", "") + END + "epilogue";
        try (FakeProvider provider = FakeProvider.answering(json("{}"));
                ProxyHarness proxy = ProxyHarness.before(provider)) {
            proxy.call(post("audio/transcriptions", form));

            assertThat(provider.requests().getFirst().body()).isEqualTo(form);
        }
    }

    @Test
    void aFormOfUnknownLengthStaysOne() throws IOException {
        String form = model("ear") + FILE + END;
        try (FakeProvider provider = FakeProvider.answering(json("{}"));
                ProxyHarness proxy = ProxyHarness.of(twoProviders(provider, 33), watching)) {
            proxy.call(
                    "POST /v1/audio/transcriptions HTTP/1.1\r\nhost: x\r\ncontent-type: multipart/form-data; boundary=b\r\n"
                            + "transfer-encoding: chunked\r\n\r\n" + Integer.toHexString(form.length()) + "\r\n" + form
                            + "\r\n0\r\n\r\n");

            assertThat(provider.requests().getFirst().body()).isEqualTo(model("whisper-large-v3") + FILE + END);
        }
    }

    @Test
    void whatFollowsTheModelIsStreamed() throws Exception {
        CountDownLatch half = new CountDownLatch(1);
        String head = model("ear") + "--b\r\ncontent-disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\n";
        String tail = "\r\n" + END;
        int length = head.length() + 8_000_000 + tail.length();
        FakeProvider.Script script = (wire, connection) -> {
            wire.head();
            wire.bytes(4_000_000);
            half.countDown();
            wire.bytes(length + "whisper-large-v3".length() - "ear".length() - 4_000_000);
            wire.send(json("{}"));
            wire.awaitClosed();
        };
        try (FakeProvider provider = FakeProvider.running(script);
                ProxyHarness proxy = ProxyHarness.of(twoProviders(provider, 1), watching);
                Wire client = proxy.connect()) {
            client.send(head("audio/transcriptions", length) + head);
            client.send(new byte[4_000_000]);
            assertThat(half.await(9, TimeUnit.SECONDS))
                    .as("half arrives before the rest is sent")
                    .isTrue();
            client.send(new byte[4_000_000]);
            client.send(tail);

            assertThat(client.read().status()).isEqualTo(200);
        }
    }

    @Test
    void aModelTooFarBehindTheFileIsRefused() throws IOException {
        String form = FILE.replace("RIFF", "R".repeat(2 * 1024 * 1024)) + model("ear") + END;
        try (FakeProvider provider = FakeProvider.answering(json("{}"));
                ProxyHarness proxy = ProxyHarness.of(twoProviders(provider, 1), watching)) {
            Message reply = proxy.call(post("audio/transcriptions", form));

            assertThat(reply.status()).isEqualTo(413);
            assertThat(reply.body()).contains("\"param\":\"model\"").contains("server.max-body");
            assertThat(provider.requests()).isEmpty();
        }
    }

    @Test
    void aFormThatIsCutOffIsRefused() throws IOException {
        try (FakeProvider provider = FakeProvider.answering(json("{}"));
                ProxyHarness proxy = ProxyHarness.of(twoProviders(provider, 33), watching)) {
            Message reply = proxy.call(post("audio/transcriptions", FILE));

            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.body()).contains("invalid_form").contains("last boundary");
        }
    }

    @Test
    void aFormWithoutABoundaryIsRefused() throws IOException {
        try (FakeProvider provider = FakeProvider.answering(json("{}"));
                ProxyHarness proxy = ProxyHarness.of(twoProviders(provider, 33), watching)) {
            Message reply = proxy.call(post("audio/transcriptions", FILE + END).replace("; boundary=b", ""));

            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.body()).contains("invalid_form").contains("boundary");
        }
    }

    /** Each is read in another way by a server that is in use. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "multipart/form-data; boundary=\"B\\b\"",
                "multipart/form-data; boundary=\"b\"x",
                "multipart/form-data; boundary=b; charset=utf-7",
                "multipart/form-data; boundary=b; boundary*0=c",
                "multipart/form-data; boundary*=us-ascii''b",
                "multipart/form-data; boundary=b,c",
                "multipart/form-data; boundary=b c",
                "multipart/form-data; boundary=b\r\ncontent-type: multipart/form-data; boundary=c",
                "application/json\r\ncontent-type: multipart/form-data; boundary=b"
            })
    void aBoundaryThatCanBeReadInTwoWaysIsRefused(String type) throws IOException {
        try (FakeProvider provider = FakeProvider.answering(json("{}"));
                ProxyHarness proxy = ProxyHarness.of(twoProviders(provider, 33), watching)) {
            Message reply = proxy.call(post("audio/transcriptions", model("ear") + FILE + END)
                    .replace("multipart/form-data; boundary=b", type));

            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.body()).contains("invalid_form");
            assertThat(provider.requests()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"multipart/form-data; boundary=\"b\"", "Multipart/Form-Data;boundary=b; charset=UTF-8"})
    void howTheTypeIsSpelledMakesNoDifference(String type) throws IOException {
        try (FakeProvider provider = FakeProvider.answering(json("{}"));
                ProxyHarness proxy = ProxyHarness.of(twoProviders(provider, 33), watching)) {
            proxy.call(post("audio/transcriptions", model("ear") + FILE + END)
                    .replace("multipart/form-data; boundary=b", type));

            assertThat(provider.requests().getFirst().body()).isEqualTo(model("whisper-large-v3") + FILE + END);
        }
    }

    /** A second model would be another answer to who may ask for what. */
    @Test
    void aSecondModelEndsTheCall() throws IOException {
        try (FakeProvider provider = FakeProvider.answering(json("{}"));
                ProxyHarness proxy = ProxyHarness.of(twoProviders(provider, 33), watching)) {
            Message reply = proxy.call(post("audio/transcriptions", model("ear") + FILE + model("dear") + END));

            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.body()).contains("two fields 'model'");
        }
    }

    @Test
    void aDocumentInPlaceOfAFormIsReadToo() throws IOException {
        String document = "{\"prompt\":\"a cat\",\"model\":\"ear\"}";
        try (FakeProvider provider = FakeProvider.answering(json("{}"));
                ProxyHarness proxy = ProxyHarness.of(twoProviders(provider, 33), watching)) {
            proxy.call(ProxyHarness.post("/v1/videos", document));

            assertThat(provider.requests().getFirst().body())
                    .isEqualTo("{\"prompt\":\"a cat\",\"model\":\"whisper-large-v3\"}");
        }
    }

    private static String twoProviders(FakeProvider provider, int megabytes) {
        return """
            version: 1
            server: { listen: "127.0.0.1:0", max-body: %dMiB }
            providers:
              sandbox: {}
              house: { dialect: openai, base-url: "http://127.0.0.1:%d/v1", api-key: house-key }
            models:
              ear: { targets: [ { provider: house, model: whisper-large-v3 } ] }
            """.formatted(megabytes, provider.port());
    }

    private static String model(String name) {
        return "--b\r\ncontent-disposition: form-data; name=\"model\"\r\n\r\n" + name + "\r\n";
    }

    private static String post(String path, String form) {
        return head(path, form.length()) + form;
    }

    private static String head(String path, int length) {
        return "POST /v1/" + path
                + " HTTP/1.1\r\nhost: x\r\ncontent-type: multipart/form-data; boundary=b\r\ncontent-length: " + length
                + "\r\n\r\n";
    }
}
