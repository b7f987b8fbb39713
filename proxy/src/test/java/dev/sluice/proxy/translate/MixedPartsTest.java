package dev.sluice.proxy.translate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.chat.ChatEvent;
import dev.sluice.api.chat.ChatPart;
import dev.sluice.api.chat.ChatReply;
import dev.sluice.api.chat.Losses;
import dev.sluice.api.json.Json;
import dev.sluice.proxy.dialect.bedrock.eventstream.EventStream;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Several calls of tools that are under way at once: in most dialects a block that has stopped cannot go on. */
class MixedPartsTest {

    private static final List<String> RESPONSES = List.of(
            "{'type':'response.created','response':{'id':'r','created_at':1,'model':'m','status':'in_progress','output':[]}}",
            "{'type':'response.output_item.added','output_index':0,'item':{'type':'function_call','id':'fc1','call_id':'a','name':'f','arguments':''}}",
            "{'type':'response.output_item.added','output_index':1,'item':{'type':'function_call','id':'fc2','call_id':'b','name':'g','arguments':''}}",
            "{'type':'response.function_call_arguments.delta','output_index':0,'item_id':'fc1','delta':'{~x~:'}",
            "{'type':'response.function_call_arguments.delta','output_index':1,'item_id':'fc2','delta':'{~y~:'}",
            "{'type':'response.function_call_arguments.delta','output_index':0,'item_id':'fc1','delta':'1}'}",
            "{'type':'response.function_call_arguments.delta','output_index':1,'item_id':'fc2','delta':'2}'}",
            "{'type':'response.output_item.done','output_index':0,'item':{'type':'function_call','id':'fc1','call_id':'a','name':'f','arguments':'{~x~:1}'}}",
            "{'type':'response.output_item.done','output_index':1,'item':{'type':'function_call','id':'fc2','call_id':'b','name':'g','arguments':'{~y~:2}'}}",
            "{'type':'response.completed','response':{'id':'r','created_at':1,'model':'m','status':'completed','output':[]}}");

    private static final List<List<String>> CONVERSE = List.of(
            List.of("messageStart", "{'role':'assistant'}"),
            List.of("contentBlockStart", "{'contentBlockIndex':0,'start':{'toolUse':{'toolUseId':'a','name':'f'}}}"),
            List.of("contentBlockDelta", "{'contentBlockIndex':0,'delta':{'toolUse':{'input':'{~x~:'}}}"),
            List.of("contentBlockStart", "{'contentBlockIndex':1,'start':{'toolUse':{'toolUseId':'b','name':'g'}}}"),
            List.of("contentBlockDelta", "{'contentBlockIndex':1,'delta':{'toolUse':{'input':'{~y~:2}'}}}"),
            List.of("contentBlockDelta", "{'contentBlockIndex':0,'delta':{'toolUse':{'input':'1}'}}}"),
            List.of("contentBlockStop", "{'contentBlockIndex':0}"),
            List.of("contentBlockStop", "{'contentBlockIndex':1}"),
            List.of("messageStop", "{'stopReason':'tool_use'}"));

    static Stream<Arguments> pairs() {
        return Stream.of("openai responses", "bedrock converse")
                .map(RecordedStream::speaker)
                .flatMap(provider -> RecordedStream.SPEAKERS.stream()
                        .filter(client -> !client.name().equals("openai completions"))
                        .map(client -> Arguments.of(client, provider)));
    }

    @ParameterizedTest(name = "{0} before {1}")
    @MethodSource("pairs")
    void areToldOneAfterTheOther(Speaker client, Speaker provider) {
        Buffer bytes = provider.name().startsWith("openai") ? responses() : converse();

        List<ChatEvent> said = client.said(provider.translated(provider.frames(bytes), client, new Losses()));

        assertThat(ChatReply.of(said).choices().getFirst().parts())
                .filteredOn(ChatPart.ToolCall.class::isInstance)
                .map(ChatPart.ToolCall.class::cast)
                .extracting(call -> call.name() + call.arguments())
                .containsExactly("f{\"x\":1}", "g{\"y\":2}");
        assertThat(said.stream()
                        .filter(ChatEvent.Piece.class::isInstance)
                        .map(piece -> ((ChatEvent.Piece) piece).part())
                        .toList())
                .isSorted();
    }

    private static Buffer responses() {
        Buffer bytes = Buffer.buffer();
        RESPONSES.forEach(event ->
                bytes.appendString("data: ").appendString(document(event)).appendString("\n\n"));
        return bytes;
    }

    private static Buffer converse() {
        Buffer bytes = Buffer.buffer();
        CONVERSE.forEach(event -> bytes.appendBuffer(
                EventStream.event(event.getFirst(), Json.parse(Buffer.buffer(document(event.getLast()))))
                        .raw()));
        return bytes;
    }

    private static String document(String text) {
        return text.replace('\'', '"').replace("~", "\\\"");
    }
}
