package dev.sluice.plugins.redact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.sluice.api.Call;
import dev.sluice.api.CallError;
import dev.sluice.api.Filter;
import dev.sluice.api.Reply;
import dev.sluice.api.Streamed;
import dev.sluice.api.chat.ChatPart;
import dev.sluice.api.chat.ChatReply;
import dev.sluice.api.chat.ChatRequest;
import dev.sluice.api.chat.Turn;
import dev.sluice.api.prompt.Role;
import dev.sluice.api.stream.Sources;
import dev.sluice.api.text.Channel;
import dev.sluice.api.text.TextTransformer;
import dev.sluice.plugins.redact.replace.Action;
import dev.sluice.proxy.dialect.Dialects;
import dev.sluice.testkit.FakePluginContext;
import dev.sluice.testkit.VirtualTime;
import dev.sluice.testkit.codec.ChatWire;
import dev.sluice.testkit.codec.Recording;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Streams as providers send them, cut at every byte (large ones at many), say what they say when they come at once: small ones of five
 * dialects that are kept in this repository, and the recorded ones below the folder that {@code sluice.cases} names.
 */
class RecordedStreamsTest {

    private static final List<ChatWire> WIRES = ChatWire.all(Dialects.builtIn().all());
    private static final Path KEPT = Path.of("..", "..", "proxy/src/test/resources/dev/sluice/proxy/dialect");
    private static final Pattern WORD = Pattern.compile("[A-Za-z]{3,}");

    private static final Map<String, String> FILES = Map.of(
            "openai/chat.sse", "openai chat-completions",
            "openai/responses.sse", "openai responses",
            "anthropic/messages.sse", "anthropic messages",
            "gemini/chat.sse", "gemini generate-content",
            "cohere/text.sse", "cohere chat",
            "cohere/tools.sse", "cohere chat",
            "ollama/chat.ndjson", "ollama chat");

    /** What a client has in the end. */
    private record Got(ChatReply reply, String error) {}

    static Stream<Recording> recordings() throws IOException {
        List<Recording> all = new ArrayList<>();
        for (Map.Entry<String, String> file : new TreeMap<>(FILES).entrySet()) {
            ChatWire wire = WIRES.stream()
                    .filter(each -> each.toString().equals(file.getValue()))
                    .findFirst()
                    .orElseThrow();
            all.add(Recording.of(KEPT.resolve(file.getKey()), wire));
        }
        String cases = System.getProperty("sluice.cases");
        if (cases != null) {
            all.addAll(Recording.in(Path.of(cases, "sse", "recorded-streams.jsonl"), WIRES));
            all.addAll(Recording.in(Path.of(cases, "sse", "gemini-recordings.jsonl"), WIRES));
        }
        return all.stream();
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void whatTheModelBringsUpIsMaskedWhereverTheStreamIsCut(Recording recording) {
        String word = word(recording);
        Filter filter = filter(word, List.of(new RedactConfig.Rule("word", Action.MASK, 0.3)));
        Got once = got(recording.wire(), filter, "Hi", true, recording.wire().streamed(List.of(recording.bytes())));

        assertThat(once.error()).isEmpty();
        assertThat(text(once.reply())).doesNotContainPattern("(?<![A-Za-z0-9])" + word + "(?![A-Za-z0-9])");
        recording
                .cuts()
                .forEach(chunks -> assertThat(got(
                                        recording.wire(),
                                        filter,
                                        "Hi",
                                        true,
                                        recording.wire().streamed(chunks))
                                .reply())
                        .isEqualTo(once.reply()));
    }

    /** The model has a token in the place of a word that the client said: the client reads the word. */
    @ParameterizedTest
    @MethodSource("recordings")
    void tokensAreRestoredWhereverTheStreamIsCut(Recording recording) {
        String word = word(recording);
        Filter filter = filter(word, List.of());
        String token = token(recording.wire(), filter, word);
        Recording tokenised = tokenised(recording, word, token);
        Map<Channel.Kind, String> expected = ChatWire.texts(recording.wire().streamed(List.of(recording.bytes())));

        tokenised
                .cuts()
                .forEach(chunks -> assertThat(heard(
                                recording.wire(),
                                filter,
                                "say " + word,
                                true,
                                recording.wire().streamed(chunks)))
                        .isEqualTo(expected));
    }

    /** What stands in the place of a word when the model reads it. */
    private static String token(ChatWire wire, Filter filter, String word) {
        List<String> read = new ArrayList<>();
        Call call = wire.call(ChatRequest.of("some-model", List.of(Turn.of(Role.USER, "say " + word))));
        filter.apply(call, sent -> {
            ChatPart part = wire.read(sent).turns().getLast().parts().getFirst();
            read.add(((ChatPart.Text) part).text().substring(4));
            return Future.failedFuture("enough");
        });
        return read.getFirst();
    }

    /** The same stream with tokens for words, as a model would have written it. */
    private static Recording tokenised(Recording recording, String word, String token) {
        Reply changed = recording
                .wire()
                .streamed(List.of(recording.bytes()))
                .mapText(channel -> new Hoarder(
                        text -> whole(word).matcher(text).replaceAll(java.util.regex.Matcher.quoteReplacement(token))));
        Buffer bytes = Buffer.buffer();
        Future<Void> read = Sources.forEach(((Streamed) changed).frames(), frames -> bytes.appendBuffer(frames.raw()));
        assertThat(read.succeeded()).isTrue();
        return new Recording(recording.name(), recording.wire(), bytes);
    }

    private static Pattern whole(String word) {
        return Pattern.compile("(?<![A-Za-z0-9])" + word + "(?![A-Za-z0-9])");
    }

    /** Keeps a text until it is all there. */
    private static final class Hoarder implements TextTransformer {
        private final UnaryOperator<String> change;
        private final StringBuilder held = new StringBuilder();

        Hoarder(UnaryOperator<String> change) {
            this.change = change;
        }

        @Override
        public String next(String piece) {
            held.append(piece);
            return "";
        }

        @Override
        public String end() {
            return change.apply(held.toString());
        }
    }

    private static ChatReply said(Recording recording) {
        return recording
                .wire()
                .told(Future.succeededFuture(recording.wire().streamed(List.of(recording.bytes()))))
                .reply();
    }

    /** One that the reply says, in the middle of it. */
    private static String word(Recording recording) {
        List<String> words = WORD.matcher(text(said(recording)))
                .results()
                .map(match -> match.group())
                .toList();
        assumeThat(words).as("words of the reply").isNotEmpty();
        return words.get(words.size() / 2);
    }

    private static Filter filter(String word, List<RedactConfig.Rule> reply) {
        RedactConfig.Custom custom =
                new RedactConfig.Custom("word", List.of("\\b" + word + "\\b"), List.of(), List.of(), 1, Action.TOKEN);
        return new RedactFactory()
                .create(Configs.of(List.of(), reply, List.of(custom)), new FakePluginContext(new VirtualTime()))
                .result();
    }

    private static String text(ChatReply reply) {
        return reply.choices().stream()
                .flatMap(choice -> choice.parts().stream())
                .map(part -> switch (part) {
                    case ChatPart.Text words -> words.text();
                    case ChatPart.ToolCall call -> call.arguments();
                    default -> "";
                })
                .collect(Collectors.joining("\n"));
    }

    private static Got got(ChatWire wire, Filter filter, String prompt, boolean streamed, Reply answer) {
        Call call = wire.call(ChatRequest.of("some-model", List.of(Turn.of(Role.USER, prompt)))
                .to("some-model", streamed));
        ChatWire.Told told = wire.told(filter.apply(call, sent -> Future.succeededFuture(answer)));
        return new Got(told.reply(), told.failure() == null ? "" : error(told.failure()));
    }

    /** What a client has of each kind of text in the end. */
    private static Map<Channel.Kind, String> heard(
            ChatWire wire, Filter filter, String prompt, boolean streamed, Reply answer) {
        Call call = wire.call(ChatRequest.of("some-model", List.of(Turn.of(Role.USER, prompt)))
                .to("some-model", streamed));
        Future<Reply> reply = filter.apply(call, sent -> Future.succeededFuture(answer));
        assertThat(reply.cause()).isNull();
        return ChatWire.texts(reply.result());
    }

    private static String error(Throwable failure) {
        return failure instanceof CallError error ? error.code() : failure.toString();
    }
}
