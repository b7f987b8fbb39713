package dev.sluice.proxy.dialect.bedrock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.api.CallError;
import dev.sluice.api.Usage;
import dev.sluice.api.chat.ChatError;
import dev.sluice.api.chat.ChatPart;
import dev.sluice.api.chat.ChatRequest;
import dev.sluice.api.chat.Labels;
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
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConverseCodecTest implements CodecContract {

    private static final ConverseCodec CODEC = new ConverseCodec();

    @Override
    public ReplyLens lens() {
        return new ConverseReply();
    }

    private static Obj json(String text) {
        return (Obj) Json.parse(Buffer.buffer(text.replace('\'', '"')));
    }

    @Test
    void modelsStandEncodedInThePath() {
        ChatRequest request =
                ChatRequest.of("arn:aws:bedrock:eu-west-1:1:inference-profile/eu.anthropic.c-v1:0", List.of());

        assertThat(CODEC.path(request))
                .isEqualTo("/model/arn%3Aaws%3Abedrock%3Aeu-west-1%3A1%3Ainference-profile%2F"
                        + "eu.anthropic.c-v1%3A0/converse");
        assertThat(CODEC.path(request.to("m", true))).isEqualTo("/model/m/converse-stream");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "eu.anthropic.claude-sonnet-4-5-v1:0 | {'thinking':{'type':'enabled','budget_tokens':2048}} | ",
                "anthropic.claude-opus-4-8-v1:0 | {'thinking':{'type':'adaptive'}} | {'effort':'low'}",
                "meta.llama4-v1:0 | | "
            })
    void modelsOfAnthropicsThinkAsOnItsOwnApi(String model, String more, String output) {
        Sampling warm = new Sampling(0.5, null, null, null, null, null);
        Thinking little = new Thinking(null, "low", null, null);
        ChatRequest request = new ChatRequest(
                model,
                false,
                List.of(Turn.of(Role.USER, "Hi")),
                Tools.NONE,
                warm,
                Output.NONE.withMaxTokens(4000),
                little,
                Labels.NONE);

        Obj written = CODEC.writeRequest(request, new Losses());

        assertThat(String.valueOf(written.get("additionalModelRequestFields")).replace('"', '\''))
                .isEqualTo(String.valueOf(more));
        assertThat(String.valueOf(written.get("outputConfig")).replace('"', '\''))
                .isEqualTo(String.valueOf(output));
        assertThat(written.at("/inferenceConfig/temperature") == null).isEqualTo(more != null);
    }

    @ParameterizedTest
    @CsvSource({"false, max, high", "false, xhigh, high", "false, low, low", "true, max, max"})
    void thereIsNoMoreThanHighEffortWithoutThinking(boolean thinks, String asked, String effort) {
        ChatRequest request = new ChatRequest(
                "anthropic.claude-opus-4-8-v1:0",
                false,
                List.of(Turn.of(Role.USER, "Hi")),
                Tools.NONE,
                Sampling.NONE,
                Output.NONE,
                new Thinking(thinks, asked, null, null),
                Labels.NONE);

        Losses losses = new Losses();
        Obj written = CODEC.writeRequest(request, losses);

        assertThat(written.at("/outputConfig/effort")).hasToString('"' + effort + '"');
        assertThat(losses.all().stream().anyMatch(loss -> loss.field().equals("reasoning_effort")))
                .isEqualTo(!asked.equals(effort));
    }

    @Test
    void turnsAlternate() {
        ChatPart call = new ChatPart.ToolCall("c", "f", "{}", null);
        ChatPart result = new ChatPart.ToolResult("c", "f", List.of(new ChatPart.Text("ok")), true);
        ChatRequest request = ChatRequest.of(
                "m",
                List.of(
                        Turn.of(Role.USER, "Hi"),
                        new Turn(Role.ASSISTANT, List.of(call)),
                        new Turn(Role.TOOL, List.of(result)),
                        Turn.of(Role.USER, "So?")));

        Obj written = CODEC.writeRequest(request, new Losses());

        assertThat(written.array("messages").size()).isEqualTo(3);
        assertThat(written.at("/messages/2/content"))
                .hasToString("[{\"toolResult\":{\"toolUseId\":\"c\",\"content\":[{\"text\":\"ok\"}],"
                        + "\"status\":\"error\"}},{\"text\":\"So?\"}]");
        assertThat(CODEC.readRequest(written, new Losses()).turns()).hasSize(4);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'message':'No.'} | 404 | 404",
                "{'Message':'No.'} | 403 | 403",
                "{'__type':'com.amazon#ThrottlingException','message':'No.'} | 200 | 429"
            })
    void readsErrors(String body, int status, int expected) {
        assertThat(CODEC.readError(json(body), status))
                .extracting(ChatError::status, ChatError::message)
                .containsExactly(expected, "No.");
    }

    @Test
    void anAnswerIsNoError() {
        assertThat(CODEC.readError(json("{'output':{'message':{}},'stopReason':'end_turn'}"), 200))
                .isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{} | messages",
                "{'messages':[{'role':'robot'}]} | messages[0].role",
                "{'messages':[7]} | messages[0].role"
            })
    void whatMakesNoSenseNamesTheField(String body, String param) {
        assertThatThrownBy(() -> CODEC.readRequest(json(body), new Losses()))
                .isInstanceOfSatisfying(
                        CallError.class, error -> assertThat(error.param()).isEqualTo(param));
    }

    @Test
    void blocksWithoutAWordAreTold() {
        Losses losses = new Losses();

        CODEC.readRequest(json("""
                {'messages':[{'role':'user','content':[{'future':{'text':'x'}},{},7]}],
                  'guardrailConfig':{'guardrailIdentifier':'g'},'promptVariables':{}}"""), losses);

        assertThat(losses.all())
                .extracting(Losses.Loss::field)
                .contains(
                        "messages[0].content[0]",
                        "messages[0].content[1]",
                        "messages[0].content[2]",
                        "guardrailConfig",
                        "promptVariables");
    }

    private static ChatRequest asking(Tools tools, Turn... turns) {
        return new ChatRequest(
                "m", false, List.of(turns), tools, Sampling.NONE, Output.NONE, Thinking.NONE, Labels.NONE);
    }

    private static Turn[] afterACall() {
        ChatPart call = new ChatPart.ToolCall("c", "weather", "{}", null);
        ChatPart result = new ChatPart.ToolResult("c", "weather", List.of(new ChatPart.Text("sunny")), false);
        return new Turn[] {
            Turn.of(Role.USER, "Hi"), new Turn(Role.ASSISTANT, List.of(call)), new Turn(Role.TOOL, List.of(result))
        };
    }

    private static Turn shown(ChatPart... parts) {
        return new Turn(Role.USER, List.of(parts));
    }

    private static ChatPart.Media picture(@Nullable String type, String base64) {
        return new ChatPart.Media(Part.Media.Kind.IMAGE, type, new MediaSource.Base64(base64), null, null);
    }

    private static ChatPart.Media document(@Nullable String name) {
        return new ChatPart.Media(
                Part.Media.Kind.FILE, "application/pdf", new MediaSource.Base64("JVBERi0="), name, null);
    }

    /** The API refuses calls and results of tools in a conversation that offers none. */
    @Test
    void toolsThatWereCalledAreOnOfferThoughTheRequestOffersNone() {
        Losses losses = new Losses();

        Obj written = CODEC.writeRequest(asking(Tools.NONE, afterACall()), losses);

        assertThat(written.at("/toolConfig/tools/0/toolSpec/name")).hasToString("\"weather\"");
        assertThat(losses.all()).anyMatch(loss -> loss.field().equals("tools"));
    }

    @Test
    void noToolIsOnOfferWhereNoneIsToBeCalled() {
        Tools none = new Tools(List.of(new Tools.Tool("weather", "", null, null, null)), new Tools.Choice.None(), null);
        Losses losses = new Losses();

        Obj written = CODEC.writeRequest(asking(none, Turn.of(Role.USER, "Hi")), losses);
        Obj later = CODEC.writeRequest(asking(none, afterACall()), new Losses());

        assertThat(written.has("toolConfig")).isFalse();
        assertThat(losses.all()).anyMatch(loss -> loss.field().equals("tool_choice"));
        assertThat(later.at("/toolConfig/tools/0/toolSpec/name")).hasToString("\"weather\"");
    }

    /** The API refuses texts of white space. */
    @Test
    void blankTextsAreLeftOut() {
        Obj written = CODEC.writeRequest(
                asking(Tools.NONE, shown(new ChatPart.Text("\n\n"), new ChatPart.Text(" Hi"))), new Losses());

        assertThat(written.at("/messages/0/content")).hasToString("[{\"text\":\" Hi\"}]");
    }

    @ParameterizedTest
    @CsvSource({
        ", /9j/4AAQ, jpeg",
        ", iVBORw0KGgoAAAA, png",
        ", UklGRiQAAABXRUJQ, webp",
        "image/jpg, /9j/4AAQ, jpeg",
        "image/gif, R0lGODlh, gif"
    })
    void aPicturesFormatIsOneThatTheApiHas(String type, String base64, String format) {
        Obj written = CODEC.writeRequest(asking(Tools.NONE, shown(picture(type, base64))), new Losses());

        assertThat(written.at("/messages/0/content/0/image/format")).hasToString('"' + format + '"');
    }

    /** The API refuses two documents of one name, and a document beside which nothing is said. */
    @Test
    void documentsHaveNamesOfTheirOwnAndWordsBesideThem() {
        Obj written = CODEC.writeRequest(
                asking(
                        Tools.NONE,
                        shown(document(null), document("a  b.pdf"), document(null)),
                        Turn.of(Role.ASSISTANT, "Yes?"),
                        shown(document("a  b.pdf"), new ChatPart.Text("So?"))),
                new Losses());

        assertThat(written.at("/messages/0/content/0/document/name")).hasToString("\"document\"");
        assertThat(written.at("/messages/0/content/1/document/name")).hasToString("\"a b-pdf\"");
        assertThat(written.at("/messages/0/content/2/document/name")).hasToString("\"document-2\"");
        assertThat(written.at("/messages/0/content/3/text")).isNotNull();
        assertThat(written.at("/messages/2/content/0/document/name")).hasToString("\"a b-pdf-2\"");
        assertThat(String.valueOf(written.at("/messages/2/content"))).endsWith("{\"text\":\"So?\"}]");
    }

    @Test
    void whatIsToBeGuardedAndWhatWasFoundIsReadAsWords() {
        ChatRequest read = CODEC.readRequest(
                json("{'messages':[{'role':'user','content':[{'guardContent':{'text':{'text':'Is this all right?',"
                        + "'qualifiers':['query']}}},{'searchResult':{'source':'s','title':'T','content':[{'text':'one'},"
                        + "{'text':'two'}],'citations':{'enabled':true}}}]}]}"),
                new Losses());

        assertThat(read.turns().getFirst().parts())
                .containsExactly(
                        new ChatPart.Text("Is this all right?"),
                        new ChatPart.Media(
                                Part.Media.Kind.FILE, "text/plain", new MediaSource.Plain("one\ntwo"), "T", null));
    }

    @Test
    void whatIsKeptForAnHourIsCountedApart() {
        Usage usage = Objects.requireNonNull(
                lens().summary(json("{'usage':{'inputTokens':1,'outputTokens':2,'totalTokens':33,"
                                + "'cacheReadInputTokens':0,'cacheWriteInputTokens':30,'cacheDetails':["
                                + "{'ttl':'5m','inputTokens':10},{'ttl':'1h','inputTokens':20}]}}"))
                        .usage());

        assertThat(usage.cacheWrite()).isEqualTo(30);
        assertThat(usage.longCacheWrite()).isEqualTo(20);
    }
}
