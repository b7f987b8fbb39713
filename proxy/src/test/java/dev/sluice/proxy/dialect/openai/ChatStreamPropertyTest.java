package dev.sluice.proxy.dialect.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.dialect.ReplyLens;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.text.ChannelTexts;
import dev.sluice.proxy.dialect.openai.codec.ChatCompletionsCodec;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** However a chat comes, its texts end up the same. */
class ChatStreamPropertyTest {

    private static final ReplyLens LENS = new ChoiceReply(ChatTexts::map, new ChatCompletionsCodec());
    private static final List<String> SLOTS = List.of("content", "refusal", "reasoning_content", "call0", "call1");

    /** A piece of a text of a choice. */
    record Piece(int choice, String slot, String text, boolean commentAfter) {

        Obj delta() {
            return slot.startsWith("call") ? Json.object("tool_calls", Json.array(call())) : Json.object(slot, text);
        }

        private Obj call() {
            int index = slot.charAt(4) - '0';
            return Json.object("index", index, "function", Json.object("arguments", text));
        }

        String chunk(boolean last) {
            Obj choiceJson = Json.object(
                    "index", choice, "delta", delta(), "logprobs", null, "finish_reason", last ? "stop" : null);
            return data(Json.object("id", "c1", "model", "m", "choices", Json.array(choiceJson), "obfuscation", "xx"))
                    + (commentAfter ? ": alive\n\n" : "");
        }
    }

    private static String data(Json json) {
        return "data: " + json + "\n\n";
    }

    private static Buffer stream(List<Piece> pieces, boolean finishWithText) {
        StringBuilder stream = new StringBuilder();
        for (int i = 0; i < pieces.size(); i++) {
            boolean last = finishWithText && i == pieces.size() - 1;
            stream.append(pieces.get(i).chunk(last));
        }
        for (int choice = 0; choice < 2; choice++) {
            Obj ending = Json.object("index", choice, "delta", null, "finish_reason", "stop");
            Obj empty = Json.object(
                    "id",
                    "c1",
                    "choices",
                    Json.array(ending.with("delta", Json.object().build())));
            stream.append(data(empty));
        }
        Obj usage = Json.object("choices", Json.array(), "usage", Json.object("prompt_tokens", 1));
        return Buffer.buffer(
                stream.append(data(usage)).append("data: [DONE]\n\n").toString());
    }

    private static Obj whole(Map<String, String> texts) {
        Json[] choices = new Json[2];
        for (int choice = 0; choice < 2; choice++) {
            Obj message = Json.object("role", "assistant");
            for (String slot : SLOTS.subList(0, 3)) {
                String text = texts.get(choice + "/" + slot);
                message = text == null ? message : message.with(slot, text);
            }
            Json calls = Json.array(call(texts, choice, 0), call(texts, choice, 1));
            choices[choice] = Json.object("index", choice, "message", message.with("tool_calls", calls));
        }
        return Json.object("choices", Json.array((Object[]) choices));
    }

    private static Obj call(Map<String, String> texts, int choice, int index) {
        String arguments = texts.getOrDefault(choice + "/call" + index, "");
        return Json.object("id", "c", "function", Json.object("name", "f", "arguments", arguments));
    }

    @Provide
    Arbitrary<List<Piece>> pieces() {
        Arbitrary<String> text = Arbitraries.of(
                        "a", "b", "ab", "t", "th", "e", "he", "\"", "\\", "é", "😀", "\n", "", " ")
                .list()
                .ofMaxSize(4)
                .map(parts -> String.join("", parts));
        return Combinators.combine(
                        Arbitraries.integers().between(0, 1), Arbitraries.of(SLOTS), text, Arbitraries.of(true, false))
                .as(Piece::new)
                .list()
                .ofMaxSize(20);
    }

    @Property(tries = 300)
    void textsAreTransformedAsIfTheyCameAtOnce(
            @ForAll("pieces") List<Piece> pieces,
            @ForAll boolean finishWithText,
            @ForAll @IntRange(min = 1, max = 400) int pieceSize,
            @ForAll Transforms transforms) {
        Buffer stream = stream(pieces, finishWithText);
        Accumulated before = Accumulated.of(stream);

        Buffer mapped = Streams.through(LENS, stream, pieceSize, transforms);

        Map<String, String> streamed = Accumulated.of(mapped).streamed;
        assertThat(streamed).isEqualTo(before.mapped(transforms.whole()));
        Obj whole = LENS.mapTexts(whole(before.streamed), new ChannelTexts(channel -> transforms.make()));
        assertThat(Accumulated.whole(whole)).isEqualTo(streamed);
    }

    @Property(tries = 100)
    void whatIsNotChangedKeepsItsBytes(
            @ForAll("pieces") List<Piece> pieces, @ForAll @IntRange(min = 1, max = 400) int pieceSize) {
        Buffer stream = stream(pieces, false);

        Buffer mapped = Streams.through(LENS, stream, pieceSize, Transforms.IDENTITY);

        assertThat(mapped).isEqualTo(stream);
    }
}
