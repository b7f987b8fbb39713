package dev.sluice.proxy.dialect.anthropic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.api.CallError;
import dev.sluice.api.chat.ChatError;
import dev.sluice.api.chat.ChatPart;
import dev.sluice.api.chat.ChatRequest;
import dev.sluice.api.chat.Losses;
import dev.sluice.api.chat.MediaSource;
import dev.sluice.api.chat.Output;
import dev.sluice.api.chat.Sampling;
import dev.sluice.api.chat.Thinking;
import dev.sluice.api.chat.Tools;
import dev.sluice.api.chat.Turn;
import dev.sluice.api.dialect.ReplyLens;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.prompt.Part;
import dev.sluice.api.prompt.Role;
import dev.sluice.testkit.codec.CodecContract;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessagesCodecTest implements CodecContract {

    private static final MessagesCodec CODEC = new MessagesCodec();

    @Override
    public ReplyLens lens() {
        return new MessagesReply();
    }

    private static Obj json(String text) {
        return (Obj) Json.parse(Buffer.buffer(text.replace('\'', '"')));
    }

    private static ChatRequest thinking(String model, Thinking thinking) {
        ChatRequest plain = ChatRequest.of(model, List.of(Turn.of(Role.USER, "Hi")));
        return new ChatRequest(
                model, false, plain.turns(), plain.tools(), plain.sampling(), plain.output(), thinking, plain.labels());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "claude-sonnet-4-5-20250929 | {'type':'enabled','budget_tokens':16384} |",
                "claude-3-7-sonnet-latest | {'type':'enabled','budget_tokens':16384} |",
                "claude-sonnet-4-20250514 | {'type':'enabled','budget_tokens':16384} |",
                "claude-haiku-4-5 | {'type':'enabled','budget_tokens':16384} |",
                "claude-opus-4-5-20251101 | {'type':'enabled','budget_tokens':16384} | 'high'",
                "claude-opus-4-6 | {'type':'adaptive'} | 'high'",
                "claude-opus-4-10 | {'type':'adaptive'} | 'high'",
                "claude-sonnet-5 | {'type':'adaptive'} | 'high'"
            })
    void effortIsSaidAsTheModelTakesIt(String model, String thinking, String effort) {
        Obj written = CODEC.writeRequest(thinking(model, new Thinking(null, "high", null, null)), new Losses());

        assertThat(written.get("thinking")).hasToString(thinking.replace('\'', '"'));
        assertThat(written.at("/output_config/effort"))
                .satisfies(said -> assertThat(said == null ? null : said.toString())
                        .isEqualTo(effort == null ? null : effort.replace('\'', '"')));
    }

    @ParameterizedTest
    @CsvSource({
        "claude-3-haiku-20240307, 300",
        "claude-3-7-sonnet-latest, 307",
        "claude-sonnet-4-20250514, 400",
        "claude-haiku-4-5@20251001, 405",
        "us.anthropic.claude-opus-4-8-v1:0, 408",
        "claude-opus-4-10, 410",
        "claude-sonnet-5, 500",
        "claude-latest, 0",
        "kimi-k2, 0"
    })
    void aNameTellsTheGeneration(String model, int generation) {
        assertThat(Claude.of(model).generation()).isEqualTo(generation);
    }

    @ParameterizedTest
    @CsvSource({"claude-sonnet-4-6, true", "claude-opus-4-7, false", "some-model, true"})
    void samplingIsSaidToModelsThatTakeIt(String model, boolean said) {
        ChatRequest plain = thinking(model, Thinking.NONE);
        Sampling sampling = new Sampling(0.5, 0.9, 5, null, null, null);
        Losses losses = new Losses();

        Obj written = CODEC.writeRequest(
                new ChatRequest(
                        model,
                        false,
                        plain.turns(),
                        plain.tools(),
                        sampling,
                        plain.output(),
                        plain.thinking(),
                        plain.labels()),
                losses);

        assertThat(written.has("temperature")).isEqualTo(said);
        assertThat(written.has("top_k")).isEqualTo(said);
        assertThat(losses.all()).hasSize(said ? 1 : 4);
    }

    @Test
    void theBoundLeavesRoomForTheBudget() {
        Obj written =
                CODEC.writeRequest(thinking("claude-sonnet-4-5", new Thinking(true, null, 4096, null)), new Losses());

        assertThat(written.number("max_tokens")).hasToString(Integer.toString(RequestWriter.DEFAULT_MAX_TOKENS + 4096));
    }

    @Test
    void thinkingYieldsToAForcedTool() {
        ChatRequest asked = thinking("claude-opus-4-6", new Thinking(null, "low", null, null));
        Tools.Tool tool = new Tools.Tool("f", "", null, null, null);
        Tools tools = new Tools(List.of(tool), new Tools.Choice.Required(), null);
        Losses losses = new Losses();

        Obj written = CODEC.writeRequest(
                new ChatRequest(
                        asked.model(),
                        false,
                        asked.turns(),
                        tools,
                        asked.sampling(),
                        asked.output(),
                        asked.thinking(),
                        asked.labels()),
                losses);

        assertThat(written.has("thinking")).isFalse();
        assertThat(losses.all()).extracting(Losses.Loss::field).contains("thinking");
    }

    @Test
    void resultsStandInTheUsersTurnAndApartHere() {
        ChatRequest read = CODEC.readRequest(json("""
                {'model':'m','max_tokens':9,'messages':[
                  {'role':'assistant','content':[{'type':'tool_use','id':'t1','name':'f','input':{'a':1}}]},
                  {'role':'user','content':[
                    {'type':'tool_result','tool_use_id':'t1','content':'ok','cache_control':{'type':'ephemeral','ttl':'1h'}},
                    {'type':'text','text':'Go on.'}]}]}"""), new Losses());

        assertThat(read.turns())
                .containsExactly(
                        new Turn(Role.ASSISTANT, List.of(new ChatPart.ToolCall("t1", "f", "{\"a\":1}", null))),
                        new Turn(
                                Role.TOOL,
                                List.of(
                                        new ChatPart.ToolResult("t1", "", List.of(new ChatPart.Text("ok")), false),
                                        new ChatPart.CachePoint("1h"))),
                        Turn.of(Role.USER, "Go on."));
    }

    @Test
    void callsWithoutIdsArePairedByName() {
        ChatPart call = new ChatPart.ToolCall("", "f", "{}", null);
        ChatPart result = new ChatPart.ToolResult("", "f", List.of(new ChatPart.Text("ok")), false);

        Obj written = CODEC.writeRequest(
                ChatRequest.of(
                        "m", List.of(new Turn(Role.ASSISTANT, List.of(call)), new Turn(Role.TOOL, List.of(result)))),
                new Losses());

        assertThat(written.at("/messages/1/content/0/tool_use_id"))
                .hasToString(String.valueOf(written.at("/messages/0/content/0/id")));
    }

    @Test
    void idsAreSpelledAsTheApiTakesThem() {
        ChatPart call = new ChatPart.ToolCall("functions.f:0", "f", "{}", null);

        Obj written =
                CODEC.writeRequest(ChatRequest.of("m", List.of(new Turn(Role.ASSISTANT, List.of(call)))), new Losses());

        assertThat(written.at("/messages/0/content/0/id")).hasToString("\"functions_f_0\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"container", "mcp_servers", "context_management", "cache_control", "speed", "a_future_field"})
    void fieldsWithoutAWordAreTold(String field) {
        Losses losses = new Losses();

        CODEC.readRequest(json("{'model':'m','messages':[],'" + field + "':'x'}"), losses);

        assertThat(losses.all()).extracting(Losses.Loss::field).containsExactly(field);
    }

    @Test
    void blocksOfTheProvidersOwnToolsAreTold() {
        Losses losses = new Losses();

        CODEC.readReply(json("""
                {'type':'message','content':[
                  {'type':'server_tool_use','id':'s','name':'web_search','input':{}},
                  {'type':'web_search_tool_result','tool_use_id':'s','content':[]},
                  {'type':'text','text':'So.'}],'stop_reason':'end_turn'}"""), losses);

        assertThat(losses.all()).extracting(Losses.Loss::field).containsExactly("content[0]", "content[1]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{} | messages",
                "{'messages':{}} | messages",
                "{'messages':[{'role':'robot','content':'x'}]} | messages[0].role",
                "{'messages':[{'content':'x'}]} | messages[0].role",
                "{'messages':[7]} | messages[0].role"
            })
    void whatMakesNoSenseNamesTheField(String body, String param) {
        assertThatThrownBy(() -> CODEC.readRequest(json(body), new Losses()))
                .isInstanceOfSatisfying(CallError.class, error -> {
                    assertThat(error.status()).isEqualTo(400);
                    assertThat(error.param()).isEqualTo(param);
                });
    }

    @Test
    void aSchemaCarriesItsName() {
        Obj schema = json("{'type':'object','title':'Place'}");

        ChatRequest read = CODEC.readRequest(
                Json.object(
                        "messages", List.of(), "output_config", Json.object("format", Json.object("schema", schema))),
                new Losses());

        assertThat(read.output().format()).isInstanceOfSatisfying(Output.Format.Schema.class, format -> {
            assertThat(format.name()).isEqualTo("Place");
            assertThat(format.schema()).hasToString("{\"type\":\"object\"}");
        });
    }

    @Test
    void anErrorOfTheProviderIsReadWithItsWord() {
        ChatError error = CODEC.readError(
                json("{'type':'error','error':{'type':'overloaded_error','message':'Overloaded'},'request_id':'r'}"),
                529);

        assertThat(error).isEqualTo(new ChatError(529, "overloaded_error", "Overloaded", null, null));
        assertThat(CODEC.readError(json("{'type':'message','content':[]}"), 200))
                .isNull();
    }

    private static Obj written(ChatPart... parts) {
        return CODEC.writeRequest(
                ChatRequest.of("claude-sonnet-5", List.of(new Turn(Role.USER, List.of(parts)))), new Losses());
    }

    /** The API refuses texts of white space. */
    @Test
    void blankTextsAreLeftOut() {
        Obj written = written(new ChatPart.Text("\n\n"), new ChatPart.Text(" Hi"));

        assertThat(written.at("/messages/0/content")).hasToString("[{\"type\":\"text\",\"text\":\" Hi\"}]");
    }

    @ParameterizedTest
    @CsvSource({", /9j/4AAQ, image/jpeg", "image/jpg, /9j/4AAQ, image/jpeg", ", iVBORw0KGgoAAAA, image/png"})
    void aPicturesTypeIsOneThatTheApiHas(String type, String base64, String expected) {
        Obj written =
                written(new ChatPart.Media(Part.Media.Kind.IMAGE, type, new MediaSource.Base64(base64), null, null));

        assertThat(written.at("/messages/0/content/0/source/media_type")).hasToString('"' + expected + '"');
    }

    /** Of files the API takes PDF and text; a text in Base64 is one. */
    @ParameterizedTest
    @CsvSource({"text/plain", "text/markdown", "application/json"})
    void aFileOfWordsIsSaidInWords(String type) {
        String base64 = Base64.getEncoder().encodeToString("Grüße".getBytes(StandardCharsets.UTF_8));

        Obj written =
                written(new ChatPart.Media(Part.Media.Kind.FILE, type, new MediaSource.Base64(base64), "a.txt", null));

        assertThat(written.at("/messages/0/content/0/source"))
                .hasToString("{\"type\":\"text\",\"media_type\":\"text/plain\",\"data\":\"Grüße\"}");
    }

    @Test
    void whatASearchFoundIsReadAsADocument() {
        ChatRequest read = CODEC.readRequest(
                json("{'model':'m','messages':[{'role':'user','content':[{'type':'search_result','source':'https://a',"
                        + "'title':'T','content':[{'type':'text','text':'one'},{'type':'text','text':'two'}],"
                        + "'citations':{'enabled':true}}]}]}"),
                new Losses());

        assertThat(read.turns().getFirst().parts())
                .containsExactly(new ChatPart.Media(
                        Part.Media.Kind.FILE, "text/plain", new MediaSource.Plain("one\ntwo"), "T", null));
    }
}
