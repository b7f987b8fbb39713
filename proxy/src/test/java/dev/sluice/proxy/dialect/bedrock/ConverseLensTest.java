package dev.sluice.proxy.dialect.bedrock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.Usage;
import dev.sluice.api.dialect.ReplyLens;
import dev.sluice.api.dialect.Summary;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.prompt.Message;
import dev.sluice.api.prompt.Parameters;
import dev.sluice.api.prompt.Part;
import dev.sluice.api.prompt.Place;
import dev.sluice.api.prompt.Prompt;
import dev.sluice.api.prompt.Role;
import dev.sluice.api.stream.Event;
import dev.sluice.api.stream.Frames;
import dev.sluice.api.stream.Sources;
import dev.sluice.api.text.ChannelTexts;
import dev.sluice.api.text.TextTransformer;
import dev.sluice.proxy.dialect.LensedPrompt;
import dev.sluice.proxy.dialect.bedrock.eventstream.EventStream;
import dev.sluice.proxy.dialect.openai.Streams;
import dev.sluice.proxy.dialect.openai.Transforms;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
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

/** What filters see of Converse and of InvokeModel, whole and streamed. */
class ConverseLensTest {

    private static final ReplyLens LENS = new ConverseReply();
    private static final String BODY = """
            { "system":[{"text":"Be brief."},{"cachePoint":{"type":"default"}}], "zz":1.0,
              "messages":[
                {"role":"user","content":[{"text":"caf\\u00e9"},{"image":{"format":"png","source":{"bytes":"AAAA"}}},
                   {"document":{"format":"pdf","name":"d","source":{"s3Location":{"uri":"s3://b/k"}}}},
                   {"guardContent":{"text":{"text":"guarded"}}},{"future":{}}]},
                {"role":"assistant","content":[{"reasoningContent":{"reasoningText":{"text":"hm","signature":"s"}}},
                   {"toolUse":{"toolUseId":"t","name":"f","input":{ "a" : 1 }}}]},
                {"role":"user","content":[{"toolResult":{"toolUseId":"t","content":[{"json":{"k":"deep"}},{"text":"result"}]}}]}],
              "inferenceConfig":{"maxTokens":5,"temperature":0.5,"stopSequences":["END"]},
              "toolConfig":{"tools":[{"toolSpec":{"name":"f","description":"does","inputSchema":{"json":{"type":"object"}}}}]} }""";

    private static Obj json(String text) {
        return (Obj) Json.parse(Buffer.buffer(text));
    }

    private static Prompt prompt(String body) {
        return new LensedPrompt(json(body), new ConverseShape());
    }

    @Test
    void readsThePrompt() {
        Prompt prompt = prompt(BODY);

        assertThat(prompt.messages())
                .containsExactly(
                        new Message(Role.SYSTEM, List.of(new Part.Text("Be brief."), new Part.Unknown("cachePoint"))),
                        new Message(
                                Role.USER,
                                List.of(
                                        new Part.Text("café"),
                                        new Part.Media(Part.Media.Kind.IMAGE, "image/png", null, 4),
                                        new Part.Media(Part.Media.Kind.FILE, "application/pdf", "s3://b/k", 0),
                                        new Part.Text("guarded"),
                                        new Part.Unknown("future"))),
                        new Message(
                                Role.ASSISTANT,
                                List.of(new Part.Reasoning("hm"), new Part.ToolCall("t", "f", "{ \"a\" : 1 }"))),
                        new Message(Role.TOOL, List.of(new Part.ToolResult("t", "{\"k\":\"deep\"}\nresult"))));
        assertThat(prompt.parameters()).isEqualTo(new Parameters(5, 0.5, null, null, null, List.of("END"), null));
        assertThat(prompt.tools())
                .singleElement()
                .matches(tool -> tool.description().equals("does"));
    }

    @Test
    void mapsEveryTextAndChangesNothingElse() {
        List<String> seen = new ArrayList<>();

        Prompt changed = prompt(BODY).mapText((role, kind, text) -> {
            seen.add(role + " " + kind + " " + text);
            return text.equals("deep") ? "DEEP" : text;
        });

        assertThat(changed.json()).hasToString(BODY.replace("deep", "DEEP"));
        assertThat(seen)
                .containsExactly(
                        "SYSTEM CONTENT Be brief.",
                        "USER CONTENT café",
                        "USER CONTENT guarded",
                        "ASSISTANT REASONING hm",
                        "ASSISTANT TOOL_ARGUMENTS { \"a\" : 1 }",
                        "TOOL TOOL_RESULT deep",
                        "TOOL TOOL_RESULT result",
                        "SYSTEM TOOL_DESCRIPTION does");
    }

    @Test
    void wordsJoinTheTurnOfWhoeverSpeaks() {
        Prompt prompt = prompt("{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"a\"}]}]}");

        assertThat(prompt.plus(Message.of(Role.USER, "x"), Place.FIRST).json().at("/messages"))
                .hasToString("[{\"role\":\"user\",\"content\":[{\"text\":\"x\"},{\"text\":\"a\"}]}]");
        assertThat(prompt.plus(Message.of(Role.USER, "x"), Place.LAST).json().at("/messages"))
                .hasToString("[{\"role\":\"user\",\"content\":[{\"text\":\"a\"},{\"text\":\"x\"}]}]");
        assertThat(prompt.plus(Message.of(Role.SYSTEM, "x"), Place.LAST).json().at("/system"))
                .hasToString("[{\"text\":\"x\"}]");
        assertThat(prompt("{}")
                        .plus(Message.of(Role.ASSISTANT, "x"), Place.BEFORE_LAST_USER)
                        .json())
                .hasToString("{\"messages\":[{\"role\":\"assistant\",\"content\":[{\"text\":\"x\"}]}]}");
    }

    @Test
    void writesParametersWhereTheyStand() {
        Obj schema = Json.object("a", 1);

        Prompt changed = prompt("{\"inferenceConfig\":{\"maxTokens\":5}}")
                .with(new Parameters(9, null, null, null, null, List.of(), schema));

        assertThat(changed.json())
                .hasToString("{\"inferenceConfig\":{\"maxTokens\":9},\"outputConfig\":{\"textFormat\":{"
                        + "\"type\":\"json_schema\",\"structure\":{\"jsonSchema\":{\"schema\":\"{\\\"a\\\":1}\"}}}}}");
        assertThat(changed.parameters().responseSchema()).hasToString("{\"a\":1}");
        assertThat(changed.with(Parameters.NONE).json()).hasToString("{\"inferenceConfig\":{},\"outputConfig\":{}}");
    }

    @Test
    void whatIsOfAnotherShapeIsNoPartOfThePrompt() {
        for (String body : List.of(
                "{}",
                "{\"messages\":1,\"system\":7,\"toolConfig\":[],\"inferenceConfig\":{\"maxTokens\":1e99}}",
                "{\"messages\":[1,{\"content\":[{},7,{\"toolUse\":1},{\"document\":{}}]}]}")) {
            assertThat(prompt(body).messages()).isNotNull();
            assertThat(prompt(body).parameters()).isEqualTo(Parameters.NONE);
            Prompt prompt = prompt(body);
            assertThat(prompt.mapText((role, kind, text) -> "changed")).isSameAs(prompt);
        }
    }

    /** A block in pieces: words, thinking, or the input of a tool. */
    record Block(String kind, List<String> pieces) {

        Obj delta(String piece) {
            return kind.equals("reasoning")
                    ? Json.object("reasoningContent", Json.object("text", piece))
                    : Json.object("text", piece);
        }

        Obj whole() {
            String text = String.join("", pieces);
            return kind.equals("reasoning")
                    ? Json.object("reasoningContent", Json.object("reasoningText", Json.object("text", text)))
                    : Json.object("text", text);
        }
    }

    @Provide
    Arbitrary<List<Block>> blocks() {
        Arbitrary<String> piece = Arbitraries.of("a", "b", "ab", "t", "th", "e", "he", "\"", "é", "😀", "", " ");
        return Combinators.combine(
                        Arbitraries.of("text", "reasoning"), piece.list().ofMaxSize(5))
                .as(Block::new)
                .list()
                .ofMaxSize(3);
    }

    private static Buffer stream(List<Block> blocks, boolean stops) {
        Buffer all = Buffer.buffer();
        all.appendBuffer(EventStream.event("messageStart", Json.object("role", "assistant", "p", "abc"))
                .raw());
        for (int i = 0; i < blocks.size(); i++) {
            for (String piece : blocks.get(i).pieces()) {
                Obj data = Json.object(
                        "contentBlockIndex", i, "delta", blocks.get(i).delta(piece), "p", "abcd");
                all.appendBuffer(EventStream.event("contentBlockDelta", data).raw());
            }
            if (stops) {
                all.appendBuffer(EventStream.event("contentBlockStop", Json.object("contentBlockIndex", i))
                        .raw());
            }
        }
        Obj usage = Json.object("inputTokens", 3, "outputTokens", 4, "totalTokens", 7, "cacheReadInputTokens", 2);
        return all.appendBuffer(EventStream.event("messageStop", Json.object("stopReason", "end_turn"))
                        .raw())
                .appendBuffer(EventStream.event("metadata", Json.object("usage", usage))
                        .raw());
    }

    private static List<Event> events(Buffer stream) {
        return EventStream.framing().feed(stream).events();
    }

    private static Map<String, String> accumulated(Buffer stream) {
        Map<String, String> texts = new TreeMap<>();
        for (Event event : events(stream)) {
            Obj data = (Obj) event.json();
            if (data.get("delta") instanceof Obj delta) {
                Json text = delta.has("text") ? delta.get("text") : delta.at("/reasoningContent/text");
                texts.merge(String.valueOf(data.get("contentBlockIndex")), Texts.of(text), String::concat);
            }
        }
        texts.values().removeIf(String::isEmpty);
        return texts;
    }

    /** Reads strings. */
    private static final class Texts {
        static String of(Json text) {
            return dev.sluice.proxy.dialect.Texts.string(text);
        }
    }

    @Property(tries = 200)
    void textsAreTransformedAsIfTheyCameAtOnce(
            @ForAll("blocks") List<Block> blocks,
            @ForAll boolean stops,
            @ForAll @IntRange(min = 1, max = 300) int size,
            @ForAll Transforms transforms) {
        Buffer mapped = Streams.through(LENS, stream(blocks, stops), size, transforms);

        Obj message = Json.object("content", blocks.stream().map(Block::whole).toList());
        Obj whole = LENS.mapTexts(
                Json.object("output", Json.object("message", message)), new ChannelTexts(channel -> transforms.make()));
        Map<String, String> expected = new TreeMap<>();
        for (int i = 0; i < blocks.size(); i++) {
            Json text = whole.at("/output/message/content/" + i + "/text");
            Json thought = whole.at("/output/message/content/" + i + "/reasoningContent/reasoningText/text");
            expected.put(Integer.toString(i), Texts.of(text == null ? thought : text));
        }
        expected.values().removeIf(String::isEmpty);
        assertThat(accumulated(mapped)).isEqualTo(expected);
    }

    @Property(tries = 100)
    void whatIsNotChangedKeepsItsBytes(
            @ForAll("blocks") List<Block> blocks, @ForAll @IntRange(min = 1, max = 300) int size) {
        Buffer stream = stream(blocks, true);

        assertThat(Streams.through(LENS, stream, size, Transforms.IDENTITY)).isEqualTo(stream);
    }

    @Test
    void aTextThatWasChangedHasNoPaddingToTellItsLength() {
        Buffer mapped = Streams.through(
                LENS, stream(List.of(new Block("text", List.of("the"))), true), 50, Transforms.DROP_ALL);

        assertThat(events(mapped).get(1).text()).isEqualTo("{\"contentBlockIndex\":0,\"delta\":{\"text\":\"\"}}");
    }

    @Test
    void halfAMessageDoesNotLeave() {
        Buffer whole = EventStream.event("contentBlockDelta", Json.object("delta", Json.object("text", "the")))
                .raw();

        Buffer mapped = Streams.through(LENS, whole.getBuffer(0, whole.length() - 1), 9, Transforms.UPPER_CASE);

        assertThat(mapped.length()).isZero();
    }

    @Test
    void aStreamThatIsCutEndsAsFiltered() {
        Buffer given = stream(List.of(new Block("text", List.of("ab", "cd"))), true);
        ChannelTexts texts = new ChannelTexts(channel -> new FirstLetter());
        Buffer all = Buffer.buffer();

        Sources.collect(Sources.mapTexts(Sources.of(List.of(Frames.of(events(given)))), LENS.events(), texts))
                .result()
                .forEach(frames -> all.appendBuffer(frames.raw()));

        assertThat(events(all))
                .extracting(Event::text)
                .endsWith(
                        "{\"contentBlockIndex\":0,\"delta\":{\"text\":\"a\"}}",
                        "{\"contentBlockIndex\":0}",
                        "{\"stopReason\":\"content_filtered\"}");
        assertThat(LENS.cut(Json.object("stopReason", "end_turn")))
                .hasToString("{\"stopReason\":\"content_filtered\"}");
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
    void aStreamTellsWhatItWas() {
        assertThat(LENS.summary(events(stream(List.of(), true))))
                .isEqualTo(new Summary(null, "end_turn", new Usage(5, 4, 2, 0, 0, 0, 0, false)));
        assertThat(LENS.summary(Json.object().build())).isEqualTo(Summary.NONE);
    }

    @Test
    void everyTextOfAWholeReplyIsFoundInItsChannel() {
        List<String> heard = new ArrayList<>();
        Obj body = json("""
                {"output":{"message":{"content":[{"text":"a"},{"reasoningContent":{"reasoningText":{"text":"b"}}},
                  {"toolUse":{"input":{"k":1}}},{"toolUse":{"input":{}}},{"citationsContent":{"content":[{"text":"c"}]}}]}}}""");

        LENS.mapTexts(body, new ChannelTexts(channel -> {
            heard.add(channel.kind() + " " + channel.part());
            return null;
        }));

        assertThat(heard).containsExactly("CONTENT 0", "REASONING 1", "TOOL_ARGUMENTS 2", "CONTENT 4");
    }

    private static Event chunk(String inner) {
        String bytes =
                Base64.getEncoder().encodeToString(inner.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
        return EventStream.event("chunk", Json.object("bytes", bytes, "p", "abcdef"));
    }

    private static String within(Event chunk) {
        return new String(Base64.getDecoder().decode(((Obj) chunk.json()).text("bytes")), StandardCharsets.UTF_8)
                .replace('"', '\'');
    }

    @Test
    void eventsOfAnthropicsWithinChunksAreRead() {
        Event delta = chunk("{'type':'content_block_delta','index':0,'delta':{'type':'text_delta','text':'th'}}");
        Event stop = chunk("{'type':'content_block_stop','index':0}");
        Event foreign = chunk("{'outputText':'the'}");
        Buffer given = Buffer.buffer();
        List.of(delta, stop, foreign).forEach(event -> given.appendBuffer(event.raw()));

        List<Event> mapped = events(Streams.through(new InvokeReply(), given, 11, Transforms.HOLD_ALL));

        assertThat(mapped).hasSize(4);
        assertThat(within(mapped.get(0))).contains("'text':''");
        assertThat(within(mapped.get(1))).contains("'text':'th'");
        assertThat(mapped.get(2).raw()).isEqualTo(stop.raw());
        assertThat(mapped.get(3).raw()).isEqualTo(foreign.raw());
        assertThat(Streams.through(new InvokeReply(), given, 11, Transforms.IDENTITY))
                .isEqualTo(given);
    }

    @Test
    void bodiesOfAnthropicsAreReadAsSuchAndOthersByTheNamesOfTheirTexts() {
        Obj anthropic = json(
                "{\"anthropic_version\":\"bedrock-2023-05-31\",\"messages\":[{\"role\":\"user\",\"content\":\"a\"}]}");
        Obj titan = json("{\"inputText\":\"a\"}");

        assertThat(Invocation.PROMPT.read(anthropic).messages()).containsExactly(Message.of(Role.USER, "a"));
        Prompt other = Invocation.PROMPT.read(titan);
        assertThat(other.messages()).containsExactly(Message.of(Role.USER, "a"));
        assertThat(other.mapText((role, kind, text) -> "x").json()).hasToString("{\"inputText\":\"x\"}");
        assertThat(other.plus(Message.of(Role.USER, "x"), Place.LAST)).isSameAs(other);
        assertThat(other.with(other.parameters())).isSameAs(other);
        assertThat(other.tools()).isEmpty();
        assertThat(new InvokeReply().summary(titan)).isEqualTo(Summary.NONE);
        assertThat(new InvokeReply().cut(titan)).isSameAs(titan);
        Obj message = json("{\"type\":\"message\",\"model\":\"c\",\"content\":[{\"text\":\"a\"}]}");
        assertThat(new InvokeReply().summary(message).model()).isEqualTo("c");
        assertThat(new InvokeReply()
                        .mapTexts(message, new ChannelTexts(c -> p -> "x"))
                        .at("/content/0/text"))
                .hasToString("\"x\"");
        assertThat(new InvokeReply().cut(message).text("stop_reason")).isEqualTo("refusal");
    }

    @Test
    void aStreamOfChunksTellsWhatItWas() {
        List<Event> stream = List.of(
                chunk("{'type':'message_start','message':{'model':'c','usage':{'input_tokens':3}}}"),
                EventStream.exception("throttlingException", Json.object("message", "x")),
                chunk("{'type':'message_delta','delta':{'stop_reason':'end_turn'},'usage':{'output_tokens':2}}"));

        assertThat(new InvokeReply().summary(stream))
                .isEqualTo(new Summary("c", "end_turn", new Usage(3, 2, 0, 0, 0, 0, 0, false)));
    }

    @Test
    void tokensAreCountedOfWhatConverseWouldRead() {
        Prompt prompt = CountPrompt.LENS.read(
                json("{\"input\":{\"converse\":{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"a\"}]}]}}}"));

        assertThat(prompt.messages()).containsExactly(Message.of(Role.USER, "a"));
        assertThat(prompt.mapText((role, kind, text) -> "b").json().at("/input/converse/messages/0/content/0/text"))
                .hasToString("\"b\"");
        assertThat(prompt.plus(Message.of(Role.USER, "x"), Place.LAST)
                        .messages()
                        .getFirst()
                        .parts())
                .hasSize(2);
        assertThat(prompt.with(Parameters.NONE.withMaxOutputTokens(3))
                        .parameters()
                        .maxOutputTokens())
                .isEqualTo(3);
        assertThat(prompt.tools()).isEmpty();
    }
}
