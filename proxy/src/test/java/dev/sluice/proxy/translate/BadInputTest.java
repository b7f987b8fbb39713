package dev.sluice.proxy.translate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.chat.ChatError;
import dev.sluice.api.chat.ChatEvent;
import dev.sluice.api.chat.ChatRequest;
import dev.sluice.api.chat.Losses;
import dev.sluice.api.chat.Turn;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.prompt.Role;
import dev.sluice.proxy.testing.FakeProvider;
import dev.sluice.proxy.testing.Message;
import dev.sluice.proxy.testing.ProxyHarness;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What makes no sense, from clients of every dialect and from providers of every other: a clear error in the client's words,
 * of which nothing of what came leaks.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadInputTest {

    private static final Path SAID = Path.of("src", "test", "resources", "dev", "sluice", "proxy", "translate", "said");
    private static final String SECRET = "internal-host-7";
    private static final List<String> NAMES = List.of(
            "openai chat-completions",
            "anthropic messages",
            "bedrock converse",
            "gemini generate-content",
            "ollama chat",
            "cohere chat");

    private final AtomicReference<String> answer = new AtomicReference<>("");
    private final AtomicReference<String> sent = new AtomicReference<>("");
    private final FakeProvider provider;
    private final ProxyHarness proxy;

    BadInputTest() throws IOException {
        provider = FakeProvider.running((wire, connection) -> {
            sent.set(wire.read().body());
            wire.send(answer.get());
        });
        proxy = ProxyHarness.of(config(provider.port()));
    }

    private static String config(int port) {
        StringBuilder yaml = new StringBuilder("version: 1\nserver: {listen: '127.0.0.1:0'}\nproviders:\n");
        for (String name : NAMES) {
            String dialect = name.substring(0, name.indexOf(' '));
            yaml.append("  of-%s: {dialect: %s, base-url: 'http://127.0.0.1:%d', api-key: k, region: us-east-1}\n"
                    .formatted(dialect, dialect, port));
        }
        return yaml.toString();
    }

    @AfterAll
    void close() throws IOException {
        proxy.close();
        provider.close();
    }

    static Stream<Speaker> clients() {
        return NAMES.stream().map(RecordedStream::speaker);
    }

    static Stream<Arguments> pairs() {
        return clients()
                .flatMap(client ->
                        clients().filter(other -> !other.equals(client)).map(other -> Arguments.of(client, other)));
    }

    @ParameterizedTest
    @MethodSource("clients")
    void aBodyThatIsNoObjectIsRefused(Speaker client) throws IOException {
        for (String body : List.of("", "{", "[1]", "7", "{\"model\":", "{\"a\":\"\u0001\"}", "{}{}", "\"x\"")) {
            String path = client.codec().path(ChatRequest.of("of-openai/m", List.of(Turn.of(Role.USER, "Hi"))));

            Message reply = proxy.call(ProxyHarness.post(path, body));

            assertThat(reply.status()).as("%s: %s", body, reply.body()).isEqualTo(400);
            assertIsError(client, reply);
        }
    }

    @ParameterizedTest
    @MethodSource("clients")
    void aConversationThatIsNotThereIsRefused(Speaker client) throws IOException {
        String provider = client.toString().startsWith("openai") ? "of-anthropic/m" : "of-openai/m";
        String path = client.codec().path(ChatRequest.of(provider, List.of(Turn.of(Role.USER, "Hi"))));

        Message reply = proxy.call(ProxyHarness.post(path, "{\"model\":\"" + provider + "\"}"));

        assertThat(reply.status()).as(reply.body()).isEqualTo(400);
        assertIsError(client, reply);
        assertThat(reply.body()).containsAnyOf("messages", "contents");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/v1beta/models/of-openai%2Fm:generateContent | {'contents':[{'role':'wizard','parts':[]}]}",
                "/v2/chat | {'model':'of-openai/m','messages':[{'role':'wizard','content':'Hi'}]}",
                "/api/chat | {'model':'of-openai/m','messages':[{'role':'wizard','content':'Hi'}]}",
                "/v1/messages | {'model':'of-openai/m','messages':[{'role':'wizard','content':'Hi'}]}",
                "/v1/chat/completions | {'model':'of-anthropic/m','messages':[{'role':'wizard','content':'Hi'}]}",
                "/model/of-openai%2Fm/converse | {'messages':[{'role':'wizard','content':[]}]}",
            })
    void nobodyKnowsWizards(String path, String body) throws IOException {
        Message reply = proxy.call(ProxyHarness.post(path, body.replace('\'', '"')));

        assertThat(reply.status()).as(reply.body()).isEqualTo(400);
        assertThat(reply.body()).contains("role");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/v1beta/models/of-openai%2Fm:generateContent | inlineData | {'contents':[{'role':'user','parts':[{'inlineData':{'mimeType':'image/png'}}]}]}",
                "/v1beta/models/of-openai%2Fm:generateContent | fileData | {'contents':[{'role':'user','parts':[{'fileData':{'mimeType':'image/png'}}]}]}",
                "/v2/chat | image_url | {'model':'of-openai/m','messages':[{'role':'user','content':[{'type':'image_url','image_url':{}}]}]}",
                "/api/chat | images[0] | {'model':'of-openai/m','messages':[{'role':'user','content':'Hi','images':['']}]}",
                "/api/chat | images[1] | {'model':'of-openai/m','messages':[{'role':'user','content':'Hi','images':['aaaa',{}]}]}",
                "/v1/messages | source | {'model':'of-openai/m','messages':[{'role':'user','content':[{'type':'image'}]}]}",
                "/v1/messages | source | {'model':'of-openai/m','messages':[{'role':'user','content':[{'type':'image','source':{'type':'url'}}]}]}",
                "/v1/messages | source | {'model':'of-openai/m','messages':[{'role':'user','content':[{'type':'document','source':{'type':'base64','data':''}}]}]}",
                "/v1/chat/completions | image_url | {'model':'of-anthropic/m','messages':[{'role':'user','content':[{'type':'image_url'}]}]}",
                "/v1/chat/completions | image_url | {'model':'of-anthropic/m','messages':[{'role':'user','content':[{'type':'image_url','image_url':{'url':'data:image/png;base64,'}}]}]}",
                "/v1/chat/completions | input_audio | {'model':'of-gemini/m','messages':[{'role':'user','content':[{'type':'input_audio','input_audio':{'format':'mp3'}}]}]}",
                "/v1/chat/completions | file | {'model':'of-anthropic/m','messages':[{'role':'user','content':[{'type':'file','file':{}}]}]}",
                "/v1/responses | image_url | {'model':'of-anthropic/m','input':[{'role':'user','content':[{'type':'input_image'}]}]}",
                "/model/of-openai%2Fm/converse | source | {'messages':[{'role':'user','content':[{'image':{'format':'png'}}]}]}",
                "/model/of-openai%2Fm/converse | source | {'messages':[{'role':'user','content':[{'document':{'format':'pdf','name':'x','source':{}}}]}]}",
            })
    void aPictureWithoutAnySourceIsRefused(String path, String field, String body) throws IOException {
        Message reply = proxy.call(ProxyHarness.post(path, body.replace('\'', '"')));

        assertThat(reply.status()).as(reply.body()).isEqualTo(400);
        assertThat(reply.body()).contains(field).contains("by its data or its address");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/v1beta/models/of-openai%2Fm:generateContent | contents[0].parts[0].inlineData | {'contents':[{'role':'user','parts':[{'inlineData':{'mimeType':'image/png','data':'@@'}}]}]}",
                "/v2/chat | messages[0].content[0].image_url | {'model':'of-openai/m','messages':[{'role':'user','content':[{'type':'image_url','image_url':{'url':'data:image/png;base64,@@'}}]}]}",
                "/v2/chat | messages[0].content[0].image_url | {'model':'of-openai/m','messages':[{'role':'user','content':[{'type':'image_url','image_url':{'url':'data:text/html;base64,AAAA'}}]}]}",
                "/api/chat | messages[0].images[0] | {'model':'of-openai/m','messages':[{'role':'user','content':'Hi','images':['@@']}]}",
                "/v1/messages | messages[0].content[0].source | {'model':'of-openai/m','messages':[{'role':'user','content':[{'type':'image','source':{'type':'base64','media_type':'image/png','data':'@@'}}]}]}",
                "/v1/messages | messages[0].content[0].source.media_type | {'model':'of-openai/m','messages':[{'role':'user','content':[{'type':'image','source':{'type':'base64','media_type':'text/html','data':'AAAA'}}]}]}",
                "/v1/chat/completions | messages[0].content[0].image_url | {'model':'of-anthropic/m','messages':[{'role':'user','content':[{'type':'image_url','image_url':{'url':'data:image/png;base64,@@'}}]}]}",
                "/v1/chat/completions | messages[0].content[0].image_url | {'model':'of-anthropic/m','messages':[{'role':'user','content':[{'type':'image_url','image_url':{'url':'data:text/html;base64,AAAA'}}]}]}",
                "/v1/responses | input[0].content[0].image_url | {'model':'of-anthropic/m','input':[{'role':'user','content':[{'type':'input_image','image_url':'data:text/html;base64,AAAA'}]}]}",
                "/model/of-openai%2Fm/converse | messages[0].content[0].image.source | {'messages':[{'role':'user','content':[{'image':{'format':'png','source':{'bytes':'@@'}}}]}]}",
                "/v1beta/models/of-openai%2Fm:generateContent | contents[0].parts[0].functionResponse.name | {'contents':[{'role':'user','parts':[{'functionResponse':{'name':'nope','response':{}}}]}]}",
                "/v2/chat | messages[0].tool_call_id | {'model':'of-openai/m','messages':[{'role':'tool','tool_call_id':'nope','content':'r'}]}",
                "/api/chat | messages[0].tool_name | {'model':'of-openai/m','messages':[{'role':'tool','tool_name':'nope','content':'r'}]}",
                "/v1/messages | messages[0].content[0].tool_use_id | {'model':'of-openai/m','messages':[{'role':'user','content':[{'type':'tool_result','tool_use_id':'nope','content':'r'}]}]}",
                "/v1/chat/completions | messages[1].tool_call_id | {'model':'of-anthropic/m','messages':[{'role':'user','content':'nope'},{'role':'tool','tool_call_id':'nope','content':'r'}]}",
                "/v1/responses | input[0].call_id | {'model':'of-anthropic/m','input':[{'type':'function_call_output','call_id':'nope','output':'r'}]}",
                "/model/of-openai%2Fm/converse | messages[0].content[0].toolResult.toolUseId | {'messages':[{'role':'user','content':[{'toolResult':{'toolUseId':'nope','content':[{'text':'r'}]}}]}]}",
                "/v1/chat/completions | messages[0].content[0].file.file_id | {'model':'of-anthropic/m','messages':[{'role':'user','content':[{'type':'file','file':{'file_id':'file-1'}}]}]}",
                "/model/of-openai%2Fm/converse | messages[0].content[0].image.source.s3Location.uri | {'messages':[{'role':'user','content':[{'image':{'format':'png','source':{'s3Location':{'uri':'s3://b/x.png'}}}}]}]}",
                "/v1beta/models/of-openai%2Fm:generateContent | contents | {'contents':'x'}",
                "/v1beta/models/of-openai%2Fm:generateContent | contents[0].parts[0] | {'contents':[{'parts':[{}]}]}",
                "/v1/chat/completions | messages[0].content | {'model':'of-anthropic/m','messages':[{'role':'user','content':5}]}",
                "/v1/chat/completions | messages[0].content | {'model':'of-anthropic/m','messages':[{'role':'user'}]}",
            })
    void whatNoProviderWouldTakeIsRefusedByItsName(String path, String field, String body) throws IOException {
        Message reply = proxy.call(ProxyHarness.post(path, body.replace('\'', '"')));

        assertThat(reply.status()).as(reply.body()).isEqualTo(400);
        assertThat(reply.body()).contains("'" + field + "'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/v1/chat/completions | messages[0].content[1].file.file_id | {'model':'of-anthropic/m','max_tokens':9,'messages':[{'role':'user','content':[{'type':'text','text':'Hi'},{'type':'file','file':{'file_id':'file-1'}}]}]}",
                "/model/of-openai%2Fm/converse | messages[0].content[1].image.source.s3Location.uri | {'messages':[{'role':'user','content':[{'text':'Hi'},{'image':{'format':'png','source':{'s3Location':{'uri':'s3://b/x.png'}}}}]}]}",
            })
    void whatAnotherProviderKeepsIsNotSent(String path, String field, String body) throws IOException {
        Speaker other =
                RecordedStream.speaker(path.startsWith("/v1") ? "anthropic messages" : "openai chat-completions");
        answer.set(json("200 OK", said(other, "reply")));

        Message reply = proxy.call(ProxyHarness.post(path, body.replace('\'', '"')));

        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        assertThat(reply.field("x-sluice-warning")).contains(field);
        assertThat(sent.get()).contains("Hi").doesNotContain("file-1", "s3://");
    }

    @ParameterizedTest(name = "{0} before {1}")
    @MethodSource("pairs")
    void aRequestThatMakesNoSenseIsReadOrRefused(Speaker client, Speaker other) throws IOException {
        String said = said(client, "request");
        answer.set(json("200 OK", said(other, "reply")));
        for (String body : List.of(
                said.replace("\"role\":\"user\"", "\"role\":\"wizard\""),
                said.replace("\"role\":\"assistant\"", "\"role\":7").replace("\"role\":\"model\"", "\"role\":7"),
                said.replaceAll(
                        "\"(tool_calls|tool_use|toolUse|functionCall|function_call)\"", "\"nothing\""), // Orphans.
                said.replace("iVBORw0KGgo=", "no Base64!"),
                said.replace("image/png", "image/nothing"),
                said.replaceAll("\"(text|content|parts)\":\"[^\"]*\"", "\"$1\":{\"deep\":[null]}"),
                said.replaceAll("\"(messages|contents|input)\":\\[", "\"$1\":[null,7,\"x\","),
                said.replaceAll("\"tools\":\\[", "\"tools\":[null,{},7,"),
                said.replaceAll("0\\.5", "\"warm\""))) {
            Message reply = proxy.call(ProxyHarness.post(path(client, other, false), named(other, body)));

            assertThat(reply.status()).as("%s: %s", body, reply.body()).isIn(200, 400);
            if (reply.status() == 400) {
                assertIsError(client, reply);
            }
        }
    }

    @ParameterizedTest(name = "{0} before {1}")
    @MethodSource("pairs")
    void anAnswerThatIsNoneOfItsDialectIsAnError(Speaker client, Speaker other) throws IOException {
        for (boolean streamed : List.of(false, true)) {
            assertAnswered(client, other, streamed, reply("200 OK", "text/html", "<html>" + SECRET + "</html>"), 502);
            assertAnswered(client, other, streamed, reply("503 No", "text/html", "<html>" + SECRET + "</html>"), 503);
            assertAnswered(client, other, streamed, reply("200 OK", "text/plain", SECRET), 502);
            assertAnswered(client, other, streamed, json("200 OK", "{\"unrelated\":\"" + SECRET + "\"}"), 502);
            assertAnswered(client, other, streamed, json("200 OK", "[\"" + SECRET + "\"]"), 502);
            assertAnswered(client, other, streamed, json("200 OK", "{\"" + SECRET + "\":"), 502);
        }
    }

    private void assertAnswered(Speaker client, Speaker other, boolean streamed, String reply, int status)
            throws IOException {
        answer.set(reply);

        Message answered = proxy.call(ProxyHarness.post(path(client, other, streamed), asked(client, other, streamed)));

        assertThat(answered.status()).as("%s: %s", reply, answered.body()).isEqualTo(status);
        assertIsError(client, answered);
    }

    @ParameterizedTest(name = "{0} before {1}")
    @MethodSource("pairs")
    void aStreamThatSaysNothingOrBreaksOffIsNoAnswer(Speaker client, Speaker other) throws IOException {
        Buffer stream = RecordedStream.kept().stream()
                .filter(recorded -> recorded.provider().equals(other))
                .findFirst()
                .orElseThrow()
                .bytes();
        for (Buffer bytes : List.of(stream.getBuffer(0, 0), stream.getBuffer(0, stream.length() / 3))) {
            String text = new String(bytes.getBytes(), StandardCharsets.ISO_8859_1);
            answer.set("HTTP/1.1 200 OK\r\ncontent-type: " + other.codec().streamType()
                    + "\r\nconnection: close\r\ncontent-length: " + bytes.length() + "\r\n\r\n" + text);

            Message reply = proxy.call(ProxyHarness.post(path(client, other, true), asked(client, other, true)));

            if (reply.status() == 200) {
                List<ChatEvent> said =
                        client.said(client.events(Buffer.buffer(reply.body().getBytes(StandardCharsets.ISO_8859_1))));
                assertThat(said).as(reply.body()).noneMatch(ChatEvent.Ended.class::isInstance);
                assertThat(said).as(reply.body()).anyMatch(ChatEvent.Failed.class::isInstance);
            } else {
                assertThat(reply.status()).isEqualTo(502);
                assertIsError(client, reply);
            }
        }
    }

    private static void assertIsError(Speaker client, Message reply) {
        ChatError error = client.codec().readError((Obj) Json.parse(Buffer.buffer(reply.body())), reply.status());
        assertThat(error).as(reply.body()).isNotNull();
        assertThat(error.message()).isNotBlank();
        assertThat(reply.body()).doesNotContain(SECRET);
    }

    private static String asked(Speaker client, Speaker other, boolean streamed) {
        return client.codec()
                .writeRequest(request(other, streamed), new Losses())
                .toString();
    }

    private static ChatRequest request(Speaker other, boolean streamed) {
        return ChatRequest.of("", List.of(Turn.of(Role.USER, "How are you?")))
                .to("of-" + other.dialect().name() + "/m", streamed);
    }

    private static String path(Speaker client, Speaker other, boolean streamed) {
        return client.codec().path(request(other, streamed));
    }

    private static String named(Speaker other, String body) {
        return body.replaceFirst(
                "\"model\":\"[^\"]*\"", "\"model\":\"of-" + other.dialect().name() + "/m\"");
    }

    private static String said(Speaker speaker, String what) throws IOException {
        String file = speaker.name().replace(' ', '-') + "." + what + ".json";
        String text = Files.readString(SAID.resolve(file));
        return new JsonObject(text).encode();
    }

    private static String json(String status, String body) {
        return reply(status, "application/json", body);
    }

    private static String reply(String status, String type, String body) {
        int length = body.getBytes(StandardCharsets.UTF_8).length;
        return "HTTP/1.1 " + status + "\r\ncontent-type: " + type + "\r\nconnection: close\r\ncontent-length: " + length
                + "\r\n\r\n" + body;
    }
}
