package dev.sluice.proxy.dialect.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.Usage;
import dev.sluice.api.dialect.Summary;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.stream.Event;
import dev.sluice.api.stream.Frames;
import dev.sluice.api.stream.Sources;
import dev.sluice.api.text.ChannelTexts;
import dev.sluice.api.text.TextTransformer;
import dev.sluice.proxy.dialect.openai.Streams;
import dev.sluice.proxy.dialect.openai.Transforms;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** However a message comes, its texts end up the same. */
class MessageStreamTest {

    private static final MessagesReply LENS = new MessagesReply();

    /** A block in pieces. */
    record Block(String type, List<String> pieces) {

        String text() {
            return String.join("", pieces);
        }

        Obj whole() {
            return switch (type) {
                case "thinking" -> Json.object("type", type, "thinking", text(), "signature", "s");
                default -> Json.object("type", "text", "text", text());
            };
        }

        Obj delta(String piece) {
            return type.equals("thinking")
                    ? Json.object("type", "thinking_delta", "thinking", piece)
                    : Json.object("type", "text_delta", "text", piece);
        }
    }

    private static String event(Obj data) {
        return "event: " + data.text("type") + "\ndata: " + data + "\n\n";
    }

    private static Buffer stream(List<Block> blocks, boolean stops) {
        StringBuilder all = new StringBuilder();
        all.append(event(Json.object("type", "message_start", "message", message(List.of()))));
        for (int i = 0; i < blocks.size(); i++) {
            Block block = blocks.get(i);
            Obj empty = new Block(block.type(), List.of()).whole();
            all.append(event(Json.object("type", "content_block_start", "index", i, "content_block", empty)));
            all.append("event: ping\ndata: {\"type\": \"ping\"}\n\n");
            for (String piece : block.pieces()) {
                all.append(event(Json.object("type", "content_block_delta", "index", i, "delta", block.delta(piece))));
            }
            all.append(stops ? event(Json.object("type", "content_block_stop", "index", i)) : ": quiet\n\n");
        }
        Obj end = Json.object("stop_reason", "end_turn", "stop_sequence", null);
        all.append(event(Json.object("type", "message_delta", "delta", end, "usage", Json.object("output_tokens", 3))));
        return Buffer.buffer(
                all.append(event(Json.object("type", "message_stop"))).toString());
    }

    private static Obj message(List<Block> blocks) {
        return Json.object(
                "id", "m",
                "type", "message",
                "role", "assistant",
                "model", "claude",
                "content", blocks.stream().map(Block::whole).toList(),
                "usage", Json.object("input_tokens", 5, "output_tokens", 1));
    }

    /** Puts a stream together as an SDK does, knowing nothing of lenses. */
    private static Map<Integer, String> accumulated(Buffer stream) {
        Map<Integer, String> texts = new TreeMap<>();
        for (Event event : Streams.events(stream)) {
            if (event.hasData() && event.json() instanceof Obj data && data.get("delta") instanceof Obj delta) {
                for (String field : List.of("text", "thinking", "partial_json")) {
                    if (delta.text(field) != null) {
                        texts.merge(data.number("index").asInt(), delta.text(field), String::concat);
                    }
                }
            }
        }
        texts.values().removeIf(String::isEmpty);
        return texts;
    }

    private static Map<Integer, String> accumulated(Obj message) {
        Map<Integer, String> texts = new TreeMap<>();
        int place = 0;
        for (Json block : message.array("content")) {
            Obj object = (Obj) block;
            String text = object.has("text") ? object.text("text") : object.text("thinking");
            texts.put(place++, text);
        }
        texts.values().removeIf(String::isEmpty);
        return texts;
    }

    @Provide
    Arbitrary<List<Block>> blocks() {
        Arbitrary<String> piece =
                Arbitraries.of("a", "b", "ab", "t", "th", "e", "he", "\"", "\\", "é", "😀", "\n", "", " ");
        return Combinators.combine(
                        Arbitraries.of("text", "thinking"), piece.list().ofMaxSize(6))
                .as(Block::new)
                .list()
                .ofMaxSize(4);
    }

    @Property(tries = 300)
    void textsAreTransformedAsIfTheyCameAtOnce(
            @ForAll("blocks") List<Block> blocks,
            @ForAll boolean stops,
            @ForAll @IntRange(min = 1, max = 300) int pieceSize,
            @ForAll Transforms transforms) {
        Buffer stream = stream(blocks, stops);

        Buffer mapped = Streams.through(LENS, stream, pieceSize, transforms);

        Obj whole = LENS.mapTexts(message(blocks), new ChannelTexts(channel -> transforms.make()));
        assertThat(accumulated(mapped)).isEqualTo(accumulated(whole));
    }

    @Property(tries = 100)
    void whatIsNotChangedKeepsItsBytes(
            @ForAll("blocks") List<Block> blocks, @ForAll @IntRange(min = 1, max = 300) int pieceSize) {
        Buffer stream = stream(blocks, true);

        Buffer mapped = Streams.through(LENS, stream, pieceSize, Transforms.IDENTITY);

        assertThat(mapped).isEqualTo(stream);
    }

    private static Buffer events(String... data) {
        StringBuilder all = new StringBuilder();
        for (String one : data) {
            all.append("data: ").append(one.replace('\'', '"')).append("\n\n");
        }
        return Buffer.buffer(all.toString());
    }

    private static List<String> datas(Buffer stream) {
        return Streams.events(stream).stream()
                .map(event -> event.text().replace('"', '\''))
                .toList();
    }

    @Test
    void heldTextLeavesBeforeItsBlockStops() {
        String delta =
                "{'type':'content_block_delta','index':0,'delta':{'type':'input_json_delta','partial_json':'th'}}";
        String stop = "{'type':'content_block_stop','index':0}";

        Buffer mapped = Streams.through(LENS, events(delta, stop), 7, Transforms.HOLD_ALL);

        assertThat(datas(mapped)).containsExactly(delta.replace("th'", "'"), delta, stop);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'type':'message_delta','delta':{'stop_reason':'end_turn'}}",
                "{'type':'error','error':{'type':'overloaded_error','message':'x'}}",
                "{'type':'message_start','message':{'content':[]}}"
            })
    void heldTextLeavesBeforeWhateverEndsIt(String end) {
        String delta = "{'type':'content_block_delta','index':2,'delta':{'type':'thinking_delta','thinking':'th'}}";

        Buffer mapped = Streams.through(LENS, events(delta, end), 7, Transforms.HOLD_ALL);

        assertThat(datas(mapped)).containsExactly(delta.replace("th'", "'"), delta, end);
    }

    @Test
    void quotesAndCompactionsAreTextsToo() {
        Buffer given = events(
                "{'type':'content_block_start','index':0,'content_block':{'type':'text','text':'ab'}}",
                "{'type':'content_block_delta','index':0,'delta':{'type':'citations_delta','citation':{'cited_text':'the'}}}",
                "{'type':'content_block_delta','index':1,'delta':{'type':'compaction_delta','content':'so'}}",
                "{'type':'content_block_start','index':2,'content_block':{'type':'tool_use','input':{'q':1}}}");

        Buffer mapped = Streams.through(LENS, given, 9, Transforms.UPPER_CASE);

        assertThat(mapped.toString())
                .contains("\"text\":\"AB\"", "\"cited_text\":\"THE\"", "\"content\":\"SO\"", "{\"Q\":1}");
    }

    @Test
    void halfAnEventThatNobodyCouldReadDoesNotLeave() {
        Buffer given = events("{'type':'ping'}").appendString("data: {\"delta\":{\"text\":\"the");

        Buffer mapped = Streams.through(LENS, given, 10, Transforms.UPPER_CASE);

        assertThat(mapped.toString()).doesNotContain("the");
    }

    @Test
    void unknownEventsPass() {
        Buffer given = Buffer.buffer("event: new\ndata: {\"type\":\"new\",\"text\":\"the\"}\n\n: the\n\ndata: the\n\n");

        Buffer mapped = Streams.through(LENS, given, 3, Transforms.UPPER_CASE);

        assertThat(mapped).isEqualTo(given);
    }

    @Test
    void aStreamThatIsCutEndsAsRefused() {
        Buffer given = events(
                "{'type':'message_start','message':{'content':[],'usage':{'input_tokens':4,'output_tokens':1}}}",
                "{'type':'content_block_start','index':0,'content_block':{'type':'text','text':''}}",
                "{'type':'content_block_delta','index':0,'delta':{'type':'text_delta','text':'ab'}}",
                "{'type':'content_block_delta','index':0,'delta':{'type':'text_delta','text':'cd'}}");

        assertThat(cut(given))
                .hasSize(6)
                .endsWith(
                        "{'type':'content_block_delta','index':0,'delta':{'type':'text_delta','text':'a'}}",
                        "{'type':'content_block_stop','index':0}",
                        "{'type':'message_delta','delta':{'stop_reason':'refusal','stop_sequence':null},"
                                + "'usage':{'input_tokens':4,'output_tokens':1}}",
                        "{'type':'message_stop'}");
    }

    @Test
    void aWholeReplyThatIsCutSaysTheSame() {
        assertThat(LENS.cut(Json.object("stop_reason", "end_turn"))).hasToString("{\"stop_reason\":\"refusal\"}");
    }

    private static List<String> cut(Buffer given) {
        ChannelTexts texts = new ChannelTexts(channel -> new FirstLetter());
        Buffer all = Buffer.buffer();
        List<Frames> in = List.of(Frames.of(Streams.events(given)));
        Sources.collect(Sources.mapTexts(Sources.of(in), LENS.events(), texts))
                .result()
                .forEach(frames -> all.appendBuffer(frames.raw()));
        return datas(all);
    }

    private static final class FirstLetter implements TextTransformer {
        @Override
        public String next(String piece) {
            return piece.substring(0, 1);
        }

        @Override
        public boolean endsReply() {
            return true;
        }
    }

    @Test
    void everyTextOfAWholeMessageIsFoundInItsChannel() {
        Obj body = (Obj) Json.parse(Buffer.buffer("""
                {"content":[{"type":"thinking","thinking":"a"},{"type":"text","text":"b","citations":[{"cited_text":"c"}]},
                  {"type":"tool_use","id":"i","name":"n","input":{"k": "v"}},{"type":"server_tool_use","input":{}},
                  {"type":"compaction","content":"d"},{"type":"web_search_tool_result","content":[{"title":"e"}]},7]}"""));
        List<String> heard = new ArrayList<>();

        Obj same = LENS.mapTexts(body, new ChannelTexts(channel -> {
            heard.add(channel.kind() + " " + channel.part());
            return null;
        }));

        assertThat(same).isSameAs(body);
        assertThat(heard)
                .containsExactly(
                        "REASONING 0",
                        "CONTENT 1",
                        "CONTENT " + (BlockTexts.QUOTES + 1),
                        "TOOL_ARGUMENTS 2",
                        "CONTENT 4");
    }

    @Test
    void aStreamTellsWhatItWas() {
        List<Event> stream = Streams.events(events(
                "{'type':'message_start','message':{'model':'claude','usage':{'input_tokens':21,"
                        + "'cache_creation_input_tokens':100,'cache_read_input_tokens':50,'output_tokens':1}}}",
                "{'type':'ping'}",
                "{'type':'message_delta','delta':{'stop_reason':'max_tokens'},'usage':{'output_tokens':9,"
                        + "'output_tokens_details':{'thinking_tokens':4}}}"));

        assertThat(LENS.summary(stream))
                .isEqualTo(new Summary("claude", "max_tokens", new Usage(171, 9, 50, 100, 4, 0, 0, false)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'input_tokens':5,'output_tokens':2} | 5 | 2 | 0 | 0 | 0",
                "{'input_tokens':5,'cache_creation':{'ephemeral_5m_input_tokens':3,'ephemeral_1h_input_tokens':4}} | 12 | 0 | 0 | 7 | 4",
                "{'input_tokens':6,'output_tokens':2,'iterations':[{'type':'compaction','input_tokens':10,'output_tokens':3,"
                        + "'cache_read_input_tokens':2},{'type':'message','input_tokens':6,'output_tokens':2}]} | 18 | 5 | 2 | 0 | 0"
            })
    void usageIsCountedOnce(String usage, long input, long output, long read, long written, long kept) {
        Obj body = Json.object("usage", Json.parse(Buffer.buffer(usage.replace('\'', '"'))));

        assertThat(LENS.summary(body).usage()).isEqualTo(new Usage(input, output, read, written, kept, 0, 0, 0, false));
        assertThat(LENS.summary(Json.object("usage", null))).isEqualTo(Summary.NONE);
    }
}
