package dev.sluice.testkit.codec;

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
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Streams as providers sent them, and what a client has of one behind a filter: for filters that must say the same of a stream however
 * it is cut.
 */
public final class RecordedStreams {

    /** The property that names a folder with more of them than are kept beside the tests: in {@code DIR/sse}. */
    public static final String MORE = "sluice.cases";

    private static final Pattern WORD = Pattern.compile("[A-Za-z]{3,}");

    private static final Map<String, String> FILES = Map.of(
            "openai/chat.sse", "openai chat-completions",
            "openai/responses.sse", "openai responses",
            "anthropic/messages.sse", "anthropic messages",
            "gemini/chat.sse", "gemini generate-content",
            "cohere/text.sse", "cohere chat",
            "cohere/tools.sse", "cohere chat",
            "ollama/chat.ndjson", "ollama chat");

    private RecordedStreams() {}

    /**
     * Small ones of five dialects, and those below the folder that {@link #MORE} names.
     *
     * @param kept the folder of the small ones: one below it for each dialect
     * @param wires of the dialects
     * @return in the same order every time
     * @throws IOException if one cannot be read
     */
    public static Stream<Recording> all(Path kept, List<ChatWire> wires) throws IOException {
        List<Recording> all = new ArrayList<>();
        for (Map.Entry<String, String> file : new TreeMap<>(FILES).entrySet()) {
            ChatWire wire = wires.stream()
                    .filter(each -> each.toString().equals(file.getValue()))
                    .findFirst()
                    .orElseThrow();
            all.add(Recording.of(kept.resolve(file.getKey()), wire));
        }
        String more = System.getProperty(MORE);
        if (more != null) {
            all.addAll(Recording.in(Path.of(more, "sse", "recorded-streams.jsonl"), wires));
            all.addAll(Recording.in(Path.of(more, "sse", "gemini-recordings.jsonl"), wires));
        }
        return all.stream();
    }

    /**
     * A word that a stream says, in the middle of it.
     *
     * @param recording the stream
     * @return nothing if it says no word
     */
    public static Optional<String> word(Recording recording) {
        ChatReply said = recording
                .wire()
                .told(Future.succeededFuture(recording.wire().streamed(List.of(recording.bytes()))))
                .reply();
        List<String> words =
                WORD.matcher(text(said)).results().map(MatchResult::group).toList();
        return words.isEmpty() ? Optional.empty() : Optional.of(words.get(words.size() / 2));
    }

    /**
     * Where a word stands by itself.
     *
     * @param word letters
     * @return matches it, but not within a longer one
     */
    public static Pattern whole(String word) {
        return Pattern.compile("(?<![A-Za-z0-9])" + word + "(?![A-Za-z0-9])");
    }

    /**
     * What a reply says, and what it has tools do.
     *
     * @param reply all of it
     * @return its texts and arguments, a line each
     */
    public static String text(ChatReply reply) {
        return reply.choices().stream()
                .flatMap(choice -> choice.parts().stream())
                .map(part -> switch (part) {
                    case ChatPart.Text words -> words.text();
                    case ChatPart.ToolCall call -> call.arguments();
                    default -> "";
                })
                .collect(Collectors.joining("\n"));
    }

    /**
     * What a client has in the end.
     *
     * @param reply all that it was told
     * @param error the code of the error that ended it; empty if none did
     */
    public record Got(ChatReply reply, String error) {}

    /**
     * A client that asks through a filter.
     *
     * @param wire of its dialect
     * @param filter before the provider
     * @param prompt what it says
     */
    public record Client(ChatWire wire, Filter filter, String prompt) {

        /**
         * Asks.
         *
         * @param streamed whether it asks for a stream
         * @param answer the provider's
         * @return what it has in the end
         */
        public Got got(boolean streamed, Reply answer) {
            ChatWire.Told told = wire.told(asked(streamed, answer));
            return new Got(told.reply(), told.failure() == null ? "" : error(told.failure()));
        }

        /**
         * Asks.
         *
         * @param streamed whether it asks for a stream
         * @param answer the provider's
         * @return what it has of each kind of text in the end
         */
        public Map<Channel.Kind, String> heard(boolean streamed, Reply answer) {
            Future<Reply> reply = asked(streamed, answer);
            if (reply.failed()) {
                throw new IllegalStateException("the filter has refused the call", reply.cause());
            }
            return ChatWire.texts(reply.result());
        }

        private Future<Reply> asked(boolean streamed, Reply answer) {
            Call call = wire.call(ChatRequest.of("some-model", List.of(Turn.of(Role.USER, prompt)))
                    .to("some-model", streamed));
            return filter.apply(call, sent -> Future.succeededFuture(answer));
        }

        private static String error(Throwable failure) {
            return failure instanceof CallError error ? error.code() : failure.toString();
        }
    }
}
