package dev.sluice.proxy.dialect.bedrock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.api.CallError;
import dev.sluice.api.chat.ChatError;
import dev.sluice.api.chat.ChatPart;
import dev.sluice.api.chat.ChatRequest;
import dev.sluice.api.chat.Labels;
import dev.sluice.api.chat.Losses;
import dev.sluice.api.chat.Output;
import dev.sluice.api.chat.Sampling;
import dev.sluice.api.chat.Thinking;
import dev.sluice.api.chat.Tools;
import dev.sluice.api.chat.Turn;
import dev.sluice.api.dialect.ReplyLens;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.prompt.Role;
import dev.sluice.testkit.codec.CodecContract;
import io.vertx.core.buffer.Buffer;
import java.util.List;
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
                {'messages':[{'role':'user','content':[{'guardContent':{'text':{'text':'x'}}},{},{'searchResult':{}},7]}],
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
}
