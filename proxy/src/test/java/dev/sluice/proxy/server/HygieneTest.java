package dev.sluice.proxy.server;

import static dev.sluice.proxy.testing.FakeProvider.json;
import static dev.sluice.proxy.testing.ProxyHarness.post;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.proxy.testing.FakeProvider;
import dev.sluice.proxy.testing.Message;
import dev.sluice.proxy.testing.ProxyHarness;
import dev.sluice.proxy.testing.Wire;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which fields go on, in either direction: RFC 9110, section 7.6. */
@SuppressWarnings("StringConcatToTextBlock") // Lines of HTTP end with CR LF.
class HygieneTest {

    private static final String BODY = "{\"model\":\"m\"}";

    private static Message sent(String server, String upstream, String... fields) throws IOException {
        try (FakeProvider provider = FakeProvider.answering(json("{}"));
                ProxyHarness proxy = ProxyHarness.before(provider, server, upstream)) {
            assertThat(proxy.call(post("/v1/chat/completions", BODY, fields)).status())
                    .isEqualTo(200);
            return provider.requests().getFirst();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "te: trailers",
                "keep-alive: timeout=5",
                "proxy-authorization: Basic abc",
                "proxy-connection: keep-alive",
                "proxy-anything: x",
                "proxy: http://evil",
                "upgrade: websocket",
                "trailer: x-sum",
                "expect: 200-maybe",
                "cookie: a=b",
                "x-sluice-cache: bypass",
                "forwarded: for=1.2.3.4",
                "x-forwarded-for: 1.2.3.4",
                "x-real-ip: 1.2.3.4"
            })
    void fieldStays(String field) throws IOException {
        assertThat(sent("", "", field).field(field.substring(0, field.indexOf(':'))))
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                "x-request-id: abc",
                "user-agent: OpenAI/Python 2.0",
                "openai-beta: assistants=v2",
                "x-stainless-lang: python",
                "accept: */*",
                "idempotency-key: k"
            })
    void fieldGoesOn(String field) throws IOException {
        int colon = field.indexOf(':');
        assertThat(sent("", "", field).field(field.substring(0, colon))).isEqualTo(field.substring(colon + 2));
    }

    @Test
    void fieldsThatConnectionNamesStay() throws IOException {
        Message sent = sent(
                "", "", "connection: keep-alive, x-one", "connection: X-Two", "x-one: 1", "x-two: 2", "x-three: 3");

        assertThat(sent.field("x-one")).isNull();
        assertThat(sent.field("x-two")).isNull();
        assertThat(sent.field("x-three")).isEqualTo("3");
    }

    @Test
    void hostAndKeyAreTheProvidersOwn() throws IOException {
        Message sent = sent("", "", "authorization: Bearer client-key", "api-key: k2");

        assertThat(sent.all("authorization")).containsExactly("Bearer own-key");
        assertThat(sent.field("api-key")).isNull();
        assertThat(sent.all("host")).singleElement().asString().startsWith("127.0.0.1:");
    }

    @Test
    void clientsCredentialsGoOnWhereTheyAreAskedFor() throws IOException {
        Message sent = sent("", "credentials: client", "authorization: Bearer client-key");

        assertThat(sent.all("authorization")).containsExactly("Bearer client-key");
    }

    @Test
    void aKeyGoesWhereThePresetSays() throws IOException {
        Message sent = sent("", "preset: azure-openai, project: p-1", "authorization: Bearer client-key");

        assertThat(sent.all("api-key")).containsExactly("own-key");
        assertThat(sent.field("authorization")).isNull();
        assertThat(sent.field("openai-project")).isEqualTo("p-1");
    }

    @Test
    void organisationHeadersAndQueryAreAdded() throws IOException {
        Message sent = sent(
                "", "organization: org-1, headers: {x-team: blue}, query: {api-version: '2025-01'}", "x-team: red");

        assertThat(sent.line()).isEqualTo("POST /v1/chat/completions?api-version=2025-01 HTTP/1.1");
        assertThat(sent.field("openai-organization")).isEqualTo("org-1");
        assertThat(sent.all("x-team")).containsExactly("blue");
    }

    @Test
    void forwardedIsPassed() throws IOException {
        Message sent = sent("forwarded: pass", "", "x-forwarded-for: 1.2.3.4", "forwarded: for=1.2.3.4");

        assertThat(sent.all("x-forwarded-for")).containsExactly("1.2.3.4");
        assertThat(sent.all("forwarded")).containsExactly("for=1.2.3.4");
    }

    @Test
    void forwardedIsAppended() throws IOException {
        Message sent = sent("forwarded: append", "", "x-forwarded-for: 1.2.3.4", "forwarded: for=1.2.3.4");

        assertThat(sent.all("x-forwarded-for")).containsExactly("1.2.3.4, 127.0.0.1");
        assertThat(sent.all("forwarded")).containsExactly("for=1.2.3.4, for=127.0.0.1;proto=http");
    }

    @Test
    void fieldsOfTheReplysHopStay() throws IOException {
        String reply =
                "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nconnection: keep-alive, x-hop\r\nx-hop: 1\r\n"
                        + "keep-alive: timeout=5\r\nproxy-authenticate: Basic\r\nx-request-id: req_1\r\nset-cookie: a=1\r\n"
                        + "set-cookie: b=2\r\ncontent-length: 2\r\n\r\n{}";
        try (FakeProvider provider = FakeProvider.answering(reply);
                ProxyHarness proxy = ProxyHarness.before(provider)) {
            Message read = proxy.chat(BODY);

            assertThat(read.field("x-hop")).isNull();
            assertThat(read.field("keep-alive")).isNull();
            assertThat(read.field("proxy-authenticate")).isNull();
            assertThat(read.field("x-request-id")).isEqualTo("req_1");
            assertThat(read.all("set-cookie")).containsExactly("a=1", "b=2");
            assertThat(read.all("content-length")).containsExactly("2");
            assertThat(read.field("x-sluice-target")).isEqualTo("openai/m");
            assertThat(read.field("x-sluice-call-id")).startsWith("call_");
            assertThat(read.field("x-sluice-route")).isEqualTo("everything");
            assertThat(Long.parseLong(read.field("x-sluice-overhead-us"))).isNotNegative();
        }
    }

    @Test
    void trailersStayOnTheirHop() throws IOException {
        String reply =
                "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ntrailer: x-sum\r\ntransfer-encoding: chunked\r\n\r\n"
                        + "2\r\n{}\r\n0\r\nx-sum: 1\r\n\r\n";
        try (FakeProvider provider = FakeProvider.answering(reply);
                ProxyHarness proxy = ProxyHarness.before(provider)) {
            Message read = proxy.chat(BODY);

            assertThat(read.body()).isEqualTo("{}");
            assertThat(read.field("trailer")).isNull();
        }
    }

    @Test
    void clientThatAsksMaySendItsBody() throws IOException {
        try (FakeProvider provider = FakeProvider.answering(json("{}"));
                ProxyHarness proxy = ProxyHarness.before(provider);
                Wire client = proxy.connect()) {
            client.send("POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\nexpect: 100-continue\r\ncontent-length: "
                    + BODY.length() + "\r\n\r\n");

            assertThat(client.head()).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
            assertThat(client.send(BODY).read().status()).isEqualTo(200);
            assertThat(provider.requests().getFirst().field("expect")).isNull();
        }
    }
}
