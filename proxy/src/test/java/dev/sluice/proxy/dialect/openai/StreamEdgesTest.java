package dev.sluice.proxy.dialect.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.dialect.ReplyLens;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.stream.Event;
import dev.sluice.api.text.ChannelTexts;
import dev.sluice.proxy.dialect.openai.codec.ChatCompletionsCodec;
import dev.sluice.proxy.dialect.openai.codec.CompletionsCodec;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Where streams end, break, and hold more than their texts. */
class StreamEdgesTest {

    private static final ReplyLens CHAT = new ChoiceReply(ChatTexts::map, new ChatCompletionsCodec());
    private static final ReplyLens COMPLETIONS = new ChoiceReply(CompletionTexts::map, new CompletionsCodec());
    private static final ReplyLens RESPONSES = new ResponsesReply();

    private static Buffer stream(String... data) {
        return Buffer.buffer("data: " + String.join("\n\ndata: ", data) + "\n\n");
    }

    private static String chat(String delta) {
        return "{\"id\":\"c\",\"model\":\"m\",\"usage\":{\"prompt_tokens\":1},\"choices\":[{\"index\":0,\"delta\":"
                + delta + ",\"logprobs\":{\"content\":[]}}],\"obfuscation\":\"p\"}";
    }

    private static List<String> datas(Buffer stream) {
        return Streams.events(stream).stream().map(Event::text).toList();
    }

    @Test
    void heldTextLeavesInAChunkLikeTheLastOne() {
        Buffer given = stream(chat("{\"content\":\"th\"}"), "{\"choices\":[{\"index\":0,\"finish_reason\":\"stop\"}]}");

        Buffer mapped = Streams.through(CHAT, given, 10, Transforms.HOLD_ALL);

        assertThat(datas(mapped))
                .containsExactly(
                        "{\"id\":\"c\",\"model\":\"m\",\"usage\":{\"prompt_tokens\":1},\"choices\":[{\"index\":0,"
                                + "\"delta\":{\"content\":\"\"},\"logprobs\":null}]}",
                        "{\"id\":\"c\",\"model\":\"m\",\"usage\":null,\"choices\":[{\"index\":0,"
                                + "\"delta\":{\"content\":\"th\"},\"logprobs\":null,\"finish_reason\":null}]}",
                        "{\"choices\":[{\"index\":0,\"finish_reason\":\"stop\"}]}");
    }

    @Test
    void heldTextLeavesBeforeDone() {
        Buffer given = stream("{\"choices\":[{\"text\":\"th\",\"index\":0}]}", "[DONE]");

        Buffer mapped = Streams.through(COMPLETIONS, given, 10, Transforms.REPLACE);

        assertThat(datas(mapped)).last().isEqualTo("[DONE]");
        assertThat(Accumulated.of(mapped).streamed).containsEntry("0/text", "th");
    }

    @Test
    void heldTextLeavesBeforeAnError() {
        String error = "{\"error\":{\"message\":\"overloaded\"}}";
        Buffer given = stream(chat("{\"content\":\"th\"}"), error);

        Buffer mapped = Streams.through(CHAT, given, 10, Transforms.HOLD_ALL);

        assertThat(datas(mapped)).hasSize(3).last().isEqualTo(error);
    }

    @Test
    void heldTextLeavesWhenTheStreamBreaks() {
        Buffer given = stream(chat("{\"content\":\"th\"}"));

        Buffer mapped = Streams.through(CHAT, given, 10, Transforms.HOLD_ALL);

        assertThat(Accumulated.of(mapped).streamed).containsEntry("0/content", "th");
    }

    @Test
    void halfAnEventThatNobodyCouldReadDoesNotLeave() {
        Buffer given =
                stream(chat("{\"content\":\"a\"}")).appendString("data: {\"choices\":[{\"delta\":{\"content\":\"the");

        Buffer mapped = Streams.through(CHAT, given, 10, Transforms.UPPER_CASE);

        assertThat(mapped.toString()).contains("\"A\"").doesNotContain("the");
    }

    @Test
    void parallelCallsWithOneIndexAreTwoTexts() {
        Buffer given = stream(
                chat(
                        "{\"tool_calls\":[{\"index\":0,\"id\":\"x\",\"function\":{\"name\":\"f\",\"arguments\":\"th\"}}]}"),
                chat("{\"tool_calls\":[{\"index\":0,\"id\":\"y\",\"function\":{\"name\":\"f\",\"arguments\":\"e\"}}]}"),
                "[DONE]");

        Buffer mapped = Streams.through(CHAT, given, 10, Transforms.REPLACE);

        assertThat(Accumulated.of(mapped).streamed).containsEntry("0/call0", "the");
        assertThat(datas(mapped)).hasSize(4);
    }

    @Test
    void listsOfPartsAreReadToo() {
        Buffer given = stream(
                chat("{\"content\":[{\"type\":\"thinking\",\"thinking\":[{\"type\":\"text\",\"text\":\"hm\"}]}]}"),
                chat("{\"content\":[{\"type\":\"text\",\"text\":\"so\"}]}"),
                chat("{\"reasoning_details\":[{\"type\":\"reasoning.text\",\"text\":\"ah\",\"index\":0}]}"));

        Buffer mapped = Streams.through(CHAT, given, 10, Transforms.UPPER_CASE);

        assertThat(mapped.toString()).contains("\"HM\"", "\"SO\"", "\"AH\"").doesNotContain("hm", "\"so\"", "ah");
    }

    @Test
    void unknownEventsPass() {
        Buffer given = Buffer.buffer("event: ping\ndata: the\n\n: the\n\ndata: {\"the\":1}\n\nid: 7\n\n");

        Buffer mapped = Streams.through(RESPONSES, given, 3, Transforms.UPPER_CASE);

        assertThat(mapped).isEqualTo(given);
    }

    @Test
    void sequenceNumbersNeverFallAndStayTheProviders() throws IOException {
        byte[] sample =
                StreamEdgesTest.class.getResourceAsStream("responses.sse").readAllBytes();

        Buffer mapped = Streams.through(RESPONSES, Buffer.buffer(sample), 100, Transforms.REPLACE);

        List<Integer> numbers = Streams.events(mapped).stream()
                .map(event -> ((Obj) event.json()).number("sequence_number").asInt())
                .toList();
        assertThat(numbers).containsExactly(0, 1, 2, 3, 4, 4, 5, 6, 7, 8);
        assertThat(mapped.toString()).doesNotContain("obfuscation").doesNotContain("Say t\"");
    }

    @Test
    void aWholeResponseEndsLikeItsStream() throws IOException {
        byte[] sample =
                StreamEdgesTest.class.getResourceAsStream("responses.sse").readAllBytes();
        List<Event> events = Streams.events(Buffer.buffer(sample));
        Obj whole = (Obj) events.get(events.size() - 1).json().at("/response");

        Obj mapped = RESPONSES.mapTexts(whole, new ChannelTexts(channel -> Transforms.REPLACE.make()));

        Buffer stream = Streams.through(RESPONSES, Buffer.buffer(sample), 50, Transforms.REPLACE);
        assertThat(mapped.at("/output/0/content/0/text")).hasToString("\"Say «» word, th\"");
        assertThat(Accumulated.of(stream).streamed).containsValue("Say «» word, th");
    }

    @Test
    void aWholeChatKeepsAllButItsTexts() {
        Json body = Json.parse(Buffer.buffer("""
                { "id" : "x", "choices":[ {"index":0, "message":{"role":"assistant","content":"caf\\u00e9","x":1.0},
                  "logprobs":{"content":[{"token":"caf"}]}, "finish_reason":"stop"} ], "usage":{"n":1e3} }"""));

        Obj mapped = CHAT.mapTexts((Obj) body, new ChannelTexts(channel -> Transforms.UPPER_CASE.make()));

        assertThat(mapped).hasToString("""
                { "id" : "x", "choices":[ {"index":0, "message":{"role":"assistant","content":"CAFÉ","x":1.0},
                  "logprobs":null, "finish_reason":"stop"} ], "usage":{"n":1e3} }""");
    }

    @Test
    void heldTextLeavesBeforeItsItemIsDone() {
        String delta =
                "{\"type\":\"response.output_text.delta\",\"output_index\":%d,\"content_index\":0,\"delta\":\"th\"}";
        String done = "{\"type\":\"response.output_item.done\",\"output_index\":1,\"item\":{}}";
        Buffer given = stream(delta.formatted(0), delta.formatted(1), done);

        Buffer mapped = Streams.through(RESPONSES, given, 10, Transforms.HOLD_ALL);

        assertThat(datas(mapped))
                .containsExactly(
                        delta.formatted(0).replace("th", ""),
                        delta.formatted(1).replace("th", ""),
                        delta.formatted(1),
                        done,
                        delta.formatted(0));
    }

    @Test
    void heldTextOfAResponseLeavesBeforeDone() {
        String delta = "{\"type\":\"response.output_text.delta\",\"delta\":\"th\",\"sequence_number\":4}";

        Buffer mapped = Streams.through(RESPONSES, stream(delta, "[DONE]"), 10, Transforms.REPLACE);

        assertThat(datas(mapped)).containsExactly(delta.replace("th", ""), delta, "[DONE]");
    }

    @Test
    void halfAnEventOfAResponseDoesNotLeaveEither() {
        Buffer given = stream("{\"type\":\"response.created\"}").appendString("data: {\"delta\":\"the");

        Buffer mapped = Streams.through(RESPONSES, given, 10, Transforms.UPPER_CASE);

        assertThat(datas(mapped)).containsExactly("{\"type\":\"response.created\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'content':'a'} | CONTENT 0",
                "{'content':[{'type':'text','text':'a'},{'type':'x','x':'b'}]} | CONTENT 0",
                "{'refusal':'a'} | REFUSAL 0",
                "{'reasoning_content':'a'} | REASONING 0",
                "{'reasoning':'a'} | REASONING 1",
                "{'reasoning_details':[{'type':'x'},{'type':'reasoning.summary','summary':'a'}]} | REASONING 3",
                "{'audio':{'id':'i','transcript':'a'}} | CONTENT 1",
                "{'function_call':{'name':'f','arguments':'a'}} | TOOL_ARGUMENTS 0",
                "{'tool_calls':[{'id':'c','function':{'name':'f','arguments':'a'}}]} | TOOL_ARGUMENTS 0",
                "{'tool_calls':[{'id':'c','custom':{'name':'f','input':'a'}}]} | TOOL_INPUT 0"
            })
    void everyTextOfAWholeChatIsFoundInItsChannel(String message, String channel) {
        String body = "{\"choices\":[{\"message\":" + message.replace('\'', '"') + "}]}";
        List<String> heard = new ArrayList<>();

        Obj mapped = CHAT.mapTexts((Obj) Json.parse(Buffer.buffer(body)), new ChannelTexts(at -> {
            heard.add(at.kind() + " " + at.part());
            return Transforms.UPPER_CASE.make();
        }));

        assertThat(heard).containsExactly(channel);
        assertThat(mapped).hasToString(body.replace("\"a\"", "\"A\""));
    }

    @ParameterizedTest
    @EnumSource(
            value = Transforms.class,
            names = {"IDENTITY", "UPPER_CASE", "REPLACE", "HOLD_ALL"})
    void aCharacterCutInTwoBetweenDeltasStaysWhole(Transforms transforms) {
        Buffer given = stream(
                chat("{\"content\":\"a\\ud83d\"}"),
                chat("{\"content\":\"\\ude00b\"}"),
                "{\"choices\":[{\"index\":0,\"finish_reason\":\"stop\"}]}",
                "[DONE]");

        Buffer mapped = Streams.through(CHAT, given, 7, transforms);

        assertThat(Accumulated.of(mapped).streamed)
                .containsEntry("0/content", transforms.whole().apply("a\ud83d\ude00b"));
        assertThat(mapped.toString()).doesNotContain("?").doesNotContain("\ufffd");
    }
}
