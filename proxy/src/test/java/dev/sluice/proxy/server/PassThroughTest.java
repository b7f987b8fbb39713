package dev.sluice.proxy.server;

import static dev.sluice.proxy.testing.FakeProvider.json;
import static dev.sluice.proxy.testing.ProxyHarness.get;
import static dev.sluice.proxy.testing.ProxyHarness.post;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.Call;
import dev.sluice.api.Filter;
import dev.sluice.api.Operation;
import dev.sluice.proxy.testing.FakeProvider;
import dev.sluice.proxy.testing.Message;
import dev.sluice.proxy.testing.ProxyHarness;
import dev.sluice.proxy.testing.Wire;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is not understood passes through byte by byte; models are listed. */
@SuppressWarnings("StringConcatToTextBlock") // Lines of HTTP end with CR LF.
class PassThroughTest {

    @Test
    void aHostWithAnUnderscoreIsReached() throws IOException {
        try (FakeProvider provider = FakeProvider.answering(json("{}"));
                ProxyHarness proxy = ProxyHarness.of("version: 1\nserver: {listen: '127.0.0.1:0'}\nproviders:\n"
                        + "  openai: {base-url: 'http://my_llm:" + provider.port() + "/v1'}\n")) {
            Message reply = proxy.call(post("/v1/chat/completions", "{\"model\":\"m\"}"));

            assertThat(reply.status()).isEqualTo(200);
            assertThat(provider.requests().getFirst().field("host")).isEqualTo("my_llm:" + provider.port());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/files?limit=2&after=a%20b, GET /v1/files?limit=2&after=a%20b HTTP/1.1",
        "/v1/vector_stores/vs_1/files, GET /v1/vector_stores/vs_1/files HTTP/1.1",
        "/providers/openai/v1/batches?x=1, GET /v1/batches?x=1 HTTP/1.1",
        "/providers/openai/v1/models, GET /v1/models HTTP/1.1",
        "http://other.example/v1/files?a=b, GET /v1/files?a=b HTTP/1.1",
        "/v1/responses/resp_1?stream=false, GET /v1/responses/resp_1?stream=false HTTP/1.1"
    })
    void requestWithoutABodyGetsNone(String path, String line) throws IOException {
        try (FakeProvider provider = FakeProvider.answering(json("{\"a\":1}"));
                ProxyHarness proxy = ProxyHarness.before(provider)) {
            Message reply = proxy.call(get(path));

            assertThat(reply.status()).isEqualTo(200);
            Message sent = provider.requests().getFirst();
            assertThat(sent.line()).isEqualTo(line);
            assertThat(sent.field("transfer-encoding")).isNull();
            assertThat(sent.field("content-length")).isNull();
        }
    }

    /** What no dialect has is the provider's own, below its base URL and nowhere else. */
    @ParameterizedTest
    @CsvSource({
        "/providers/openai/health, GET /v1/health HTTP/1.1",
        "/providers/openai/tokenize?a=%2F, GET /v1/tokenize?a=%2F HTTP/1.1",
        "/providers/openai/openai/deployments?api-version=1, GET /v1/openai/deployments?api-version=1 HTTP/1.1",
        "/providers/openai/api/nobodys, GET /v1/api/nobodys HTTP/1.1",
        "/providers/openai/a%20b, GET /v1/a%20b HTTP/1.1",
    })
    void whatNobodyKnowsGoesToTheProviderThatIsNamed(String path, String line) throws IOException {
        AtomicReference<Call> seen = new AtomicReference<>();
        Filter watching = (call, next) -> {
            seen.set(call);
            return next.proceed(call);
        };
        try (FakeProvider provider = FakeProvider.answering(json("{\"a\":1}"));
                ProxyHarness proxy = ProxyHarness.of(ProxyHarness.yaml(provider.port(), "", ""), watching)) {
            Message reply = proxy.call(get(path));

            assertThat(reply.body()).isEqualTo("{\"a\":1}");
            assertThat(provider.requests().getFirst().line()).isEqualTo(line);
            assertThat(provider.requests().getFirst().field("authorization")).isEqualTo("Bearer own-key");
            assertThat(seen.get().operation()).isEqualTo(Operation.OTHER);
            assertThat(seen.get().model()).isEmpty();
        }
    }

    @Test
    void theBodyOfWhatNobodyKnowsPassesByteByByte() throws IOException {
        try (FakeProvider provider = FakeProvider.answering(json("{}"));
                ProxyHarness proxy = ProxyHarness.before(provider)) {
            proxy.call(post("/providers/openai/tokenize", "{ \"model\":\"m\", no json"));

            assertThat(provider.requests().getFirst().body()).isEqualTo("{ \"model\":\"m\", no json");
        }
    }

    /** Neither out of the base URL, nor past the filters to what they read under its full name. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/providers/openai/../secrets",
                "/providers/openai/a/..%2f..%2Fsecrets",
                "/providers/openai/%2e%2e/secrets",
                "/providers/openai/a%2Fb",
                "/providers/openai//health",
                "/providers/openai/a\\b",
                "/providers/openai/a;b/c",
                "/providers/openai/chat/completions",
                "/providers/openai/Chat/Completions",
                "/providers/openai/chat/%63ompletions",
                "/providers/openai/V1/chat/completions",
                "/providers/openai/x/v1/responses",
                "/providers/openai/openai/deployments/gpt/chat/completions",
                "/providers/openai/publishers/google/models/g:generateContent",
                "/providers/openai/x/MODEL/m/converse",
            })
    void whatCouldBeReadAsAnotherPathGoesNowhere(String path) throws IOException {
        try (FakeProvider provider = FakeProvider.answering(json("{}"));
                ProxyHarness proxy = ProxyHarness.before(provider)) {
            Message reply = proxy.call(post(path, "{}"));

            assertThat(reply.status()).isEqualTo(404);
            assertThat(reply.body()).contains("unknown_path");
            assertThat(provider.requests()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/responses/resp_1?stream=true, true",
        "/v1/responses/resp_1?include[]=a&stream=true&starting_after=3, true",
        "/v1/responses/resp_1?stream=false, false",
        "/v1/responses/resp_1?upstream=true, false",
        "/v1/responses/resp_1, false",
        "/v1/files?stream=true, false"
    })
    void aStoredResponseIsStreamedAgainIfTheQuerySaysSo(String path, boolean streamed) throws IOException {
        AtomicReference<Call> seen = new AtomicReference<>();
        try (FakeProvider provider = FakeProvider.answering(json("{}"));
                ProxyHarness proxy = ProxyHarness.of(ProxyHarness.yaml(provider.port(), "", ""), (call, next) -> {
                    seen.set(call);
                    return next.proceed(call);
                })) {
            proxy.call(get(path));

            assertThat(seen.get().streamed()).isEqualTo(streamed);
            assertThat(provider.requests().getFirst().line()).isEqualTo("GET " + path + " HTTP/1.1");
        }
    }

    @Test
    void eventsOfAStoredResponseGoOnOneByOneAndThroughFilters() throws IOException {
        CountDownLatch seen = new CountDownLatch(1);
        String event =
                "event: response.output_text.delta\ndata: {\"type\":\"response.output_text.delta\",\"delta\":\"a\"}\n\n";
        FakeProvider.Script script = (wire, connection) -> {
            wire.read();
            wire.send(FakeProvider.events()).chunk(event);
            seen.await();
            wire.chunk("").awaitClosed();
        };
        Filter upper = (call, next) ->
                next.proceed(call).map(reply -> reply.mapText(channel -> piece -> piece.toUpperCase(Locale.ROOT)));
        try (FakeProvider provider = FakeProvider.running(script);
                ProxyHarness proxy = ProxyHarness.of(ProxyHarness.yaml(provider.port(), "", ""), upper);
                Wire client = proxy.connect()) {
            client.send(get("/v1/responses/resp_1?stream=true")).head();

            assertThat(client.nextChunk()).isEqualTo(event.replace("\"a\"", "\"A\""));
            seen.countDown();
            assertThat(client.nextChunk()).isEmpty();
        }
    }

    @Test
    void deletePassesThroughAndItsConnectionLivesOn() throws IOException {
        try (FakeProvider provider = FakeProvider.answering(json("{}"));
                ProxyHarness proxy = ProxyHarness.before(provider);
                Wire client = proxy.connect()) {
            String delete = "DELETE /v1/files/f_1 HTTP/1.1\r\nhost: x\r\n\r\n";

            assertThat(client.send(delete).read().status()).isEqualTo(200);
            assertThat(client.send(delete).read().status()).isEqualTo(200);
            assertThat(provider.requests().get(1).line()).isEqualTo("DELETE /v1/files/f_1 HTTP/1.1");
            assertThat(provider.connections()).isEqualTo(1);
        }
    }

    @Test
    void headOfTheModelsIsTheHeadThatAGetWouldHave() throws IOException {
        try (FakeProvider provider = FakeProvider.answering(json("{}"));
                ProxyHarness proxy = ProxyHarness.before(provider);
                Wire client = proxy.connect()) {
            String head =
                    client.send("HEAD /v1/models HTTP/1.1\r\nhost: x\r\n\r\n").head();

            assertThat(head).startsWith("HTTP/1.1 200").contains("application/json");
            assertThat(client.send(get("/v1/models")).read().status()).isEqualTo(200);
        }
    }

    @Test
    void headKeepsTheLengthThatAGetWouldHave() throws IOException {
        FakeProvider.Script script = (wire, connection) -> {
            wire.head();
            wire.send("HTTP/1.1 200 OK\r\ncontent-type: application/pdf\r\ncontent-length: 12345\r\n\r\n");
            wire.awaitClosed();
        };
        try (FakeProvider provider = FakeProvider.running(script);
                ProxyHarness proxy = ProxyHarness.before(provider);
                Wire client = proxy.connect()) {
            String head = client.send("HEAD /v1/files/f_1/content HTTP/1.1\r\nhost: x\r\n\r\n")
                    .head();

            assertThat(new Message(head, "").field("content-length")).isEqualTo("12345");
        }
    }

    @Test
    void downloadKeepsItsLengthAndIsStreamed() throws IOException {
        CountDownLatch seen = new CountDownLatch(1);
        FakeProvider.Script script = (wire, connection) -> {
            wire.read();
            wire.send("HTTP/1.1 200 OK\r\ncontent-type: audio/mpeg\r\ncontent-length: 6\r\n\r\n\u00ff\u00fb\u0000");
            seen.await();
            wire.send("\u0001\u0002\u0003");
            wire.awaitClosed();
        };
        try (FakeProvider provider = FakeProvider.running(script);
                ProxyHarness proxy = ProxyHarness.before(provider);
                Wire client = proxy.connect()) {
            String head = client.send(post("/v1/audio/speech", "{\"model\":\"tts-1\"}"))
                    .head();

            assertThat(new Message(head, "").all("content-length")).containsExactly("6");
            assertThat(new Message(head, "").field("transfer-encoding")).isNull();
            assertThat(client.bytes(3)).isEqualTo("\u00ff\u00fb\u0000");
            seen.countDown();
            assertThat(client.bytes(3)).isEqualTo("\u0001\u0002\u0003");
        }
    }

    @Test
    void downloadThatBreaksOffIsSeenToBeIncomplete() throws IOException {
        FakeProvider.Script script = (wire, connection) -> {
            wire.read();
            wire.send("HTTP/1.1 200 OK\r\ncontent-type: audio/mpeg\r\ntransfer-encoding: chunked\r\n\r\n")
                    .chunk("abc");
            wire.reset();
        };
        try (FakeProvider provider = FakeProvider.running(script);
                ProxyHarness proxy = ProxyHarness.before(provider);
                Wire client = proxy.connect()) {
            client.send(get("/v1/files/f_1/content")).head();

            assertThat(client.rest()).doesNotContain("0\r\n\r\n");
        }
    }

    @Test
    void uploadIsStreamedAsItComes() throws Exception {
        CountDownLatch half = new CountDownLatch(1);
        FakeProvider.Script script = (wire, connection) -> {
            Message head = new Message(wire.head(), "");
            assertThat(head.field("content-length")).isEqualTo("80000000");
            wire.bytes(40_000_000);
            half.countDown();
            wire.bytes(40_000_000);
            wire.send(json("{\"id\":\"f_1\"}"));
            wire.awaitClosed();
        };
        byte[] part = new byte[1_000_000];
        try (FakeProvider provider = FakeProvider.running(script);
                ProxyHarness proxy = ProxyHarness.before(provider);
                Wire client = proxy.connect()) {
            client.send("POST /v1/files HTTP/1.1\r\nhost: x\r\ncontent-type: multipart/form-data; boundary=b\r\n"
                    + "content-length: 80000000\r\n\r\n");
            for (int i = 0; i < 40; i++) {
                client.send(part);
            }
            assertThat(half.await(9, TimeUnit.SECONDS))
                    .as("half arrives before the rest is sent")
                    .isTrue();
            for (int i = 0; i < 40; i++) {
                client.send(part);
            }

            assertThat(client.read().body()).isEqualTo("{\"id\":\"f_1\"}");
        }
    }

    @Test
    void chunkedUploadStaysChunked() throws IOException {
        try (FakeProvider provider = FakeProvider.answering(json("{}"));
                ProxyHarness proxy = ProxyHarness.before(provider)) {
            Message reply =
                    proxy.call("POST /v1/audio/transcriptions HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n"
                            + "\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n");

            assertThat(reply.status()).isEqualTo(200);
            assertThat(provider.requests().getFirst().body()).isEqualTo("abcde");
        }
    }

    @Test
    void providerThatAnswersBeforeAnUploadIsCompleteIsHeard() throws IOException {
        FakeProvider.Script script = (wire, connection) -> {
            wire.head();
            wire.send("HTTP/1.1 401 Unauthorized\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{}");
            wire.awaitClosed();
        };
        try (FakeProvider provider = FakeProvider.running(script);
                ProxyHarness proxy = ProxyHarness.before(provider);
                Wire client = proxy.connect()) {
            client.send("POST /v1/files HTTP/1.1\r\nhost: x\r\ncontent-length: 1000\r\n\r\nabc");

            assertThat(client.read().status()).isEqualTo(401);
        }
    }

    @Test
    void aConnectionWithHalfAnUploadOnItIsNotUsedAgain() throws IOException {
        FakeProvider.Script script = (wire, connection) -> {
            wire.head();
            wire.send("HTTP/1.1 401 Unauthorized\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{}");
            wire.awaitClosed();
        };
        try (FakeProvider provider = FakeProvider.running(script);
                ProxyHarness proxy = ProxyHarness.before(provider)) {
            try (Wire leaving = proxy.connect()) {
                leaving.send("POST /v1/files HTTP/1.1\r\nhost: x\r\ncontent-length: 1000\r\n\r\nabc");
                assertThat(leaving.read().status()).isEqualTo(401);
            }

            Message next = proxy.call(get("/v1/files/f_1"));

            assertThat(next.status()).isEqualTo(401);
            assertThat(provider.connections()).isEqualTo(2);
        }
    }

    @Test
    void modelsAreAliasesAndTargets() throws IOException {
        try (FakeProvider provider = FakeProvider.answering(json("{}"));
                ProxyHarness proxy = ProxyHarness.before(provider)) {
            Message list = proxy.call(get("/v1/models"));

            assertThat(list.status()).isEqualTo(200);
            assertThat(list.body())
                    .isEqualTo(
                            "{\"object\":\"list\",\"data\":["
                                    + "{\"id\":\"fast\",\"object\":\"model\",\"created\":0,\"owned_by\":\"sluice\"},"
                                    + "{\"id\":\"openai/gpt-5-mini\",\"object\":\"model\",\"created\":0,\"owned_by\":\"openai\"}]}");
            assertThat(provider.requests()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"fast, sluice", "openai%2Fgpt-5-mini, openai", "openai/gpt-5-mini, openai"})
    void listedModelIsFoundByItsName(String name, String owner) throws IOException {
        try (FakeProvider provider = FakeProvider.answering(json("{}"));
                ProxyHarness proxy = ProxyHarness.before(provider)) {
            Message reply = proxy.call(get("/v1/models/" + name));

            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.body()).contains("\"object\":\"model\"", "\"owned_by\":\"" + owner + "\"");
            assertThat(provider.requests()).isEmpty();
        }
    }

    @Test
    void modelThatIsNotListedIsTheProvidersToKnow() throws IOException {
        try (FakeProvider provider = FakeProvider.answering(json("{\"id\":\"gpt-4o\"}"));
                ProxyHarness proxy = ProxyHarness.before(provider)) {
            assertThat(proxy.call(get("/v1/models/gpt-4o")).body()).isEqualTo("{\"id\":\"gpt-4o\"}");
        }
    }

    @Test
    void modelInThePathIsNamedAsTheProviderKnowsIt() throws IOException {
        try (FakeProvider provider = FakeProvider.answering(json("{}"));
                ProxyHarness proxy = ProxyHarness.before(provider)) {
            proxy.call("DELETE /v1/models/openai%2Fft:gpt-4o:me HTTP/1.1\r\nhost: x\r\n\r\n");

            assertThat(provider.requests().getFirst().line()).isEqualTo("DELETE /v1/models/ft%3Agpt-4o%3Ame HTTP/1.1");
        }
    }

    @Test
    void queryDoesNotChooseTheModelOfABody() throws IOException {
        try (FakeProvider provider = FakeProvider.answering(json("{}"));
                ProxyHarness proxy = ProxyHarness.before(provider)) {
            Message reply = proxy.call(post("/v1/chat/completions?model=fast", "{\"model\":\"gpt-4o\"}"));

            assertThat(reply.field("x-sluice-target")).isEqualTo("openai/gpt-4o");
        }
    }
}
