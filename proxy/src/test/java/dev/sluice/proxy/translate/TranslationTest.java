package dev.sluice.proxy.translate;

import static dev.sluice.proxy.testing.FakeProvider.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.api.Filter;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.proxy.testing.FakeProvider;
import dev.sluice.proxy.testing.Message;
import dev.sluice.proxy.testing.ProxyHarness;
import dev.sluice.proxy.testing.Wire;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of a call that its provider does not take as it is: responses, to a provider that has chat completions alone. */
class TranslationTest {

    private static final String ASK = "{\"model\":\"m\",\"input\":\"Hi\"}";
    private static final String STREAM = "{\"model\":\"m\",\"input\":\"Hi\",\"stream\":true}";
    private static final String ANSWER = "{\"id\":\"c1\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"m\","
            + "\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"Hello\"},"
            + "\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":1}}";

    private static final String RESPONSE =
            "{\"id\":\"r1\",\"object\":\"response\",\"created_at\":1,\"model\":\"m\",\"status\":\"completed\","
                    + "\"output\":[{\"type\":\"message\",\"id\":\"m1\",\"role\":\"assistant\",\"status\":\"completed\","
                    + "\"content\":[{\"type\":\"output_text\",\"text\":\"Hello\",\"annotations\":[]}]}],"
                    + "\"usage\":{\"input_tokens\":3,\"output_tokens\":1,\"total_tokens\":4}}";

    private static ProxyHarness before(FakeProvider provider, String upstream, Filter... filters) {
        return ProxyHarness.of(ProxyHarness.yaml(provider.port(), "", "lacks: [responses]" + upstream), filters);
    }

    private static Message ask(ProxyHarness proxy, String body) throws IOException {
        return proxy.call(ProxyHarness.post("/v1/responses", body));
    }

    private static Obj document(String body) {
        return (Obj) Json.parse(Buffer.buffer(body));
    }

    private static String chunk(String delta, String reason) {
        return "data: {\"id\":\"c1\",\"model\":\"m\",\"created\":1,\"choices\":[{\"index\":0,\"delta\":" + delta
                + ",\"finish_reason\":" + reason + "}]}\n\n";
    }

    @Test
    void aWholeReplyIsSaidInTheClientsWords() throws IOException {
        try (FakeProvider provider = FakeProvider.answering(json(ANSWER));
                ProxyHarness proxy = before(provider, "")) {
            Message reply = ask(proxy, ASK);

            Message sent = provider.requests().getFirst();
            assertThat(sent.line()).isEqualTo("POST /v1/chat/completions HTTP/1.1");
            assertThat(document(sent.body()).at("/messages/0/content")).hasToString("\"Hi\"");
            assertThat(sent.field("authorization")).isEqualTo("Bearer own-key");
            assertThat(document(reply.body()).at("/output/0/content/0/text")).hasToString("\"Hello\"");
            assertThat(document(reply.body()).at("/usage/total_tokens")).hasToString("4");
        }
    }

    /** A client of Anthropic's API, to a provider that has both of OpenAI's. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "gpt-5.6-terra | 'tools':[TOOL] | /v1/responses",
                "gpt-5.6-terra | 'tools':[TOOL],'thinking':{'type':'disabled'} | /v1/chat/completions",
                "gpt-5.6-terra | 'system':'Be brief.' | /v1/chat/completions",
                "gpt-5.4 | 'tools':[TOOL] | /v1/chat/completions",
                "gpt-5.4-2026-03-05 | 'tools':[TOOL],'output_config':{'effort':'low'} | /v1/responses",
                "gpt-5-mini | 'tools':[TOOL],'output_config':{'effort':'low'} | /v1/chat/completions",
                "gpt-5.2-pro | 'system':'Be brief.' | /v1/responses",
                "gpt-5.1-codex-max | 'system':'Be brief.' | /v1/responses",
                "gpt-4o | 'tools':[TOOL] | /v1/chat/completions",
                "gpt-35-turbo | 'tools':[TOOL] | /v1/chat/completions",
            })
    void aRequestGoesWhereItsModelTakesIt(String model, String more, String path) throws IOException {
        String answer = path.endsWith("responses") ? RESPONSE : ANSWER;
        String tool = "{'name':'f','input_schema':{'type':'object'}}";
        String body = "{'model':'openai/%s','max_tokens':64,'messages':[{'role':'user','content':'Hi'}],%s}"
                .formatted(model, more.replace("TOOL", tool))
                .replace('\'', '"');
        try (FakeProvider provider = FakeProvider.answering(json(answer));
                ProxyHarness proxy = ProxyHarness.of(ProxyHarness.yaml(provider.port(), "", ""))) {
            Message reply = proxy.call(ProxyHarness.post("/v1/messages", body));

            assertThat(provider.requests()).as(reply.body()).isNotEmpty();
            assertThat(provider.requests().getFirst().line()).isEqualTo("POST " + path + " HTTP/1.1");
            assertThat(document(reply.body()).at("/content/0/text")).hasToString("\"Hello\"");
        }
    }

    @Test
    void filtersSeeTheClientsDialectAlone() throws IOException {
        List<String> seen = new ArrayList<>();
        Filter filter = (call, next) -> next.proceed(call).map(reply -> {
            seen.add(call.endpoint().name());
            seen.add(reply.endpoint().name());
            return reply.mapText(channel -> piece -> piece.toUpperCase(Locale.ROOT));
        });
        try (FakeProvider provider = FakeProvider.answering(json(ANSWER));
                ProxyHarness proxy = before(provider, "", filter)) {
            Message reply = ask(proxy, ASK);

            assertThat(seen).containsExactly("responses", "responses");
            assertThat(document(reply.body()).at("/output/0/content/0/text")).hasToString("\"HELLO\"");
        }
    }

    @Test
    void eventsAreSaidOneByOneAsTheyCome() throws IOException {
        CountDownLatch seen = new CountDownLatch(1);
        FakeProvider.Script script = (wire, connection) -> {
            wire.read();
            wire.send(FakeProvider.events()).chunk(chunk("{\"content\":\"Hel\"}", "null"));
            seen.await();
            wire.chunk(chunk("{\"content\":\"lo\"}", "null") + chunk("{}", "\"stop\"") + "data: [DONE]\n\n");
            wire.chunk("").awaitClosed();
        };
        try (FakeProvider provider = FakeProvider.running(script);
                ProxyHarness proxy = before(provider, "");
                Wire client = proxy.connect()) {
            client.send(ProxyHarness.post("/v1/responses", STREAM));

            String first = client.until("\"delta\":\"Hel\"");
            seen.countDown();
            String rest = client.until("response.completed");

            assertThat(first).contains("event: response.created");
            assertThat(rest).contains("\"delta\":\"lo\"");
        }
    }

    /** In the provider's own dialect too: it may name what is not the caller's to know. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/v1/chat/completions | 200 OK | 502",
                "/v1/chat/completions | 502 Bad Gateway | 502",
                "/v1/chat/completions | 403 Forbidden | 403",
                "/v1/chat/completions | 418 Teapot | 502",
                "/v1/embeddings | 200 OK | 502",
            })
    void aPageIsNoAnswer(String path, String line, int status) throws IOException {
        String page = "HTTP/1.1 " + line + "\r\ncontent-type: Text/HTML; charset=utf-8\r\nretry-after: 7\r\n"
                + "content-length: 27\r\n\r\n<html>inner.example</html> ";
        try (FakeProvider provider = FakeProvider.answering(page);
                ProxyHarness proxy = before(provider, "")) {
            Message reply = proxy.call(ProxyHarness.post(path, "{\"model\":\"m\",\"input\":\"Hi\",\"messages\":[]}"));

            assertThat(reply.status()).as(reply.body()).isEqualTo(status);
            assertThat(document(reply.body()).at("/error/message")).isNotNull();
            assertThat(reply.body()).doesNotContain("inner.example");
        }
    }

    @Test
    void whatElseADialectDoesNotHavePassesAsItCame() throws IOException {
        String odd = "HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\ncontent-length: 6\r\n\r\n<odd/>";
        try (FakeProvider provider = FakeProvider.answering(odd);
                ProxyHarness proxy = before(provider, "")) {
            Message reply = proxy.call(ProxyHarness.post("/v1/chat/completions", "{\"model\":\"m\",\"messages\":[]}"));

            assertThat(reply.body()).isEqualTo("<odd/>");
        }
    }

    @Test
    void aStreamThatEndsBeforeItsAnswerIsNotMadeToLookWhole() throws IOException {
        String cut = chunk("{\"content\":\"Hel\"}", "null");
        String reply = FakeProvider.events() + Integer.toHexString(cut.length()) + "\r\n" + cut + "\r\n0\r\n\r\n";
        try (FakeProvider provider = FakeProvider.answering(reply);
                ProxyHarness proxy = before(provider, "")) {
            Message answered = ask(proxy, STREAM);

            assertThat(answered.body()).contains("\"delta\":\"Hel\"").contains("upstream_incomplete");
            assertThat(answered.body()).doesNotContain("response.completed");
        }
    }

    /** It may have been some of the answer. */
    @Test
    void anEventThatCannotBeReadBreaksTheStream() throws IOException {
        String events = chunk("{\"content\":\"Hel\"}", "null") + "data: {not json\n\n" + chunk("{}", "\"stop\"")
                + "data: [DONE]\n\n";
        String reply = FakeProvider.events() + Integer.toHexString(events.length()) + "\r\n" + events + "\r\n0\r\n\r\n";
        try (FakeProvider provider = FakeProvider.answering(reply);
                ProxyHarness proxy = before(provider, "")) {
            Message answered = ask(proxy, STREAM);

            assertThat(answered.body()).contains("upstream_invalid_response").doesNotContain("not json");
            assertThat(answered.body()).doesNotContain("response.completed");
        }
    }

    @Test
    void aClientThatLeavesCancelsTheProvider() throws IOException {
        CountDownLatch closed = new CountDownLatch(1);
        FakeProvider.Script script = (wire, connection) -> {
            wire.read();
            wire.send(FakeProvider.events()).chunk(chunk("{\"content\":\"Hel\"}", "null"));
            wire.awaitClosed();
            closed.countDown();
        };
        try (FakeProvider provider = FakeProvider.running(script);
                ProxyHarness proxy = before(provider, "")) {
            try (Wire client = proxy.connect()) {
                client.send(ProxyHarness.post("/v1/responses", STREAM)).until("\"delta\":\"Hel\"");
            }

            await().untilAsserted(() -> assertThat(closed.getCount()).isZero());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "200 OK | text/html | <html>Hi</html> | 502 | an HTML page",
                "200 OK | application/json | {\"content\":[]} | 502 | another JSON document",
                "200 OK | application/json | [1] | 502 | another JSON document",
                "200 OK | text/plain; charset=x | Hi | 502 | text/plain",
                "200 OK | weird~type | Hi | 502 | something else",
                "503 Unavailable | text/html | <html>Hi</html> | 503 | an HTML page",
                "418 Teapot | text/html | <html>Hi</html> | 502 | an HTML page",
                "429 Slow down | application/json | {\"error\":{\"message\":\"Slow\",\"code\":\"c\"}} | 429 | Slow",
                "401 No | application/json | {\"error\":{\"message\":\"No\",\"code\":\"c\"}} | 401 | No",
                "200 OK | application/json | {\"error\":{\"message\":\"Bad\",\"code\":429}} | 429 | Bad",
            })
    void whatMakesNoSenseIsToldInTheClientsDialect(
            String status, String type, String body, int expected, String message) throws IOException {
        String reply = "HTTP/1.1 " + status + "\r\ncontent-type: " + type + "\r\nretry-after: 7\r\ncontent-length: "
                + body.length() + "\r\n\r\n" + body;
        try (FakeProvider provider = FakeProvider.answering(reply);
                ProxyHarness proxy = before(provider, "")) {
            Message answered = ask(proxy, ASK);

            assertThat(answered.status()).isEqualTo(expected);
            assertThat(document(answered.body()).at("/error/message"))
                    .asString()
                    .contains(message);
            assertThat(answered.body()).doesNotContain("<html>");
            assertThat(expected == 502 || "7".equals(answered.field("retry-after")))
                    .isTrue();
        }
    }

    @Test
    void aWholeAnswerToACallForAStreamIsStreamed() throws IOException {
        try (FakeProvider provider = FakeProvider.answering(json(ANSWER));
                ProxyHarness proxy = before(provider, "")) {
            Message reply = ask(proxy, STREAM);

            assertThat(reply.field("content-type")).isEqualTo("text/event-stream");
            assertThat(reply.body())
                    .contains("response.created")
                    .contains("\"Hello\"")
                    .contains("response.completed");
        }
    }

    @Test
    void whatIsLostIsAWarning() throws IOException {
        try (FakeProvider provider = FakeProvider.answering(json(ANSWER));
                ProxyHarness proxy = before(provider, "")) {
            Message reply = ask(proxy, "{\"model\":\"m\",\"input\":\"Hi\",\"tools\":[{\"type\":\"web_search\"}]}");

            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.all("x-sluice-warning")).singleElement().asString().startsWith("tools[0]: ");
        }
    }

    @Test
    void whatIsLostIsAnErrorIfThePolicyIsStrict() throws IOException {
        try (FakeProvider provider = FakeProvider.answering(json(ANSWER));
                ProxyHarness proxy = before(provider, ", translate: strict")) {
            Message reply = ask(proxy, "{\"model\":\"m\",\"input\":\"Hi\",\"tools\":[{\"type\":\"web_search\"}]}");

            assertThat(reply.status()).isEqualTo(400);
            assertThat(document(reply.body()).at("/error/param")).hasToString("\"tools[0]\"");
            assertThat(provider.requests()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"previous_response_id, resp_1", "conversation, conv_1"})
    void aConversationThatOnlyTheProviderHasIsRefused(String field, String value) throws IOException {
        try (FakeProvider provider = FakeProvider.answering(json(ANSWER));
                ProxyHarness proxy = before(provider, "")) {
            Message reply = ask(proxy, "{\"model\":\"m\",\"input\":\"Hi\",\"" + field + "\":\"" + value + "\"}");

            assertThat(reply.status()).isEqualTo(400);
            assertThat(document(reply.body()).at("/error/param")).hasToString('"' + field + '"');
        }
    }

    @Test
    void whatHasNoCodecIsRefused() throws IOException {
        try (FakeProvider provider = FakeProvider.answering(json(ANSWER));
                ProxyHarness proxy = ProxyHarness.of(ProxyHarness.yaml(provider.port(), "", "lacks: [moderations]"))) {
            Message reply = proxy.call(ProxyHarness.post("/v1/moderations", "{\"model\":\"m\",\"input\":\"Hi\"}"));

            assertThat(reply.status()).isEqualTo(400);
            assertThat(document(reply.body()).at("/error/code")).hasToString("\"dialect_mismatch\"");
        }
    }
}
