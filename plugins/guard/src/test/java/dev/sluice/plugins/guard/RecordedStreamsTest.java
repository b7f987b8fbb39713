package dev.sluice.plugins.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.sluice.api.Call;
import dev.sluice.api.CallError;
import dev.sluice.api.Filter;
import dev.sluice.api.Reply;
import dev.sluice.api.chat.ChatPart;
import dev.sluice.api.chat.ChatReply;
import dev.sluice.api.chat.ChatRequest;
import dev.sluice.api.chat.Turn;
import dev.sluice.api.prompt.Role;
import dev.sluice.api.text.Channel;
import dev.sluice.plugins.guard.GuardConfig.Mode;
import dev.sluice.plugins.guard.GuardConfig.OutputAction;
import dev.sluice.plugins.guard.GuardConfig.OutputRule;
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
    void whatIsFoundDoesNotDependOnTheCuts(Recording recording) {
        String word = word(recording);
        for (OutputRule rule : List.of(
                Guards.out(Guards.words(word), Mode.HOLD, OutputAction.REPLACE),
                Guards.out(Guards.words(word), Mode.HOLD, OutputAction.BLOCK),
                Guards.out(Guards.words(word), Mode.OBSERVE, OutputAction.FINISH),
                Guards.out(Guards.words(word), Mode.BUFFER, OutputAction.BLOCK),
                Guards.out(new Check.Patterns(List.of("\\b" + word + "\\b"), 40), Mode.HOLD, OutputAction.REPLACE))) {
            Got once = got(recording, rule, List.of(recording.bytes()));

            assertThat(once.error()).isEqualTo(rule.action() == OutputAction.BLOCK ? "content_filter" : "");
            if (rule.mode() != Mode.OBSERVE) {
                assertThat(text(once.reply())).doesNotContainPattern("(?<![A-Za-z])" + word + "(?![A-Za-z])");
            }
            recording.cuts().forEach(chunks -> {
                Got cut = got(recording, rule, chunks);
                assertThat(cut.error()).isEqualTo(once.error());
                if (once.error().isEmpty()) { // What leaves before an error depends on when it came.
                    assertThat(cut.reply()).isEqualTo(once.reply());
                }
            });
        }
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void theStreamSaysWhatTheWholeReplyWouldSay(Recording recording) {
        OutputRule rule = Guards.out(Guards.words(word(recording)), Mode.HOLD, OutputAction.REPLACE);
        ChatReply said = recording
                .wire()
                .told(Future.succeededFuture(recording.wire().streamed(List.of(recording.bytes()))))
                .reply();

        assertThat(heard(
                        recording.wire(),
                        filter(rule),
                        "Hi",
                        true,
                        recording.wire().streamed(List.of(recording.bytes()))))
                .isEqualTo(heard(
                        recording.wire(),
                        filter(rule),
                        "Hi",
                        false,
                        recording.wire().whole(said)));
    }

    /** One that the reply says, in the middle of it. */
    private static String word(Recording recording) {
        ChatReply said = recording
                .wire()
                .told(Future.succeededFuture(recording.wire().streamed(List.of(recording.bytes()))))
                .reply();
        List<String> words =
                WORD.matcher(text(said)).results().map(match -> match.group()).toList();
        assumeThat(words).as("words of the reply").isNotEmpty();
        return words.get(words.size() / 2);
    }

    private static Got got(Recording recording, OutputRule rule, List<Buffer> chunks) {
        return got(recording.wire(), filter(rule), "Hi", true, recording.wire().streamed(chunks));
    }

    private static Filter filter(OutputRule rule) {
        GuardConfig config = new GuardConfig(List.of(), List.of(rule), false, GuardConfig.Unreadable.REFUSE);
        return new GuardFactory()
                .create(config, new FakePluginContext(new VirtualTime()))
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
