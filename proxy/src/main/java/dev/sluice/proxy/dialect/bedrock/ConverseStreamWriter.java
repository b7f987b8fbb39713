package dev.sluice.proxy.dialect.bedrock;

import dev.sluice.api.Usage;
import dev.sluice.api.chat.ChatEvent;
import dev.sluice.api.chat.ChatWriter;
import dev.sluice.api.chat.Finish;
import dev.sluice.api.chat.Losses;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.stream.Event;
import dev.sluice.proxy.dialect.bedrock.eventstream.EventStream;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes one stream of Converse. A block stops when its part is whole or another begins. The end waits for the last event,
 * since usage may come after the reason.
 */
final class ConverseStreamWriter implements ChatWriter {

    private final Losses losses;
    private final Map<Integer, Integer> blocks = new HashMap<>(); // By part.
    private final Set<Integer> calls = new HashSet<>(); // Parts that are calls of tools.
    private int open = -1; // The block that has not stopped.
    private boolean bare; // Whether the open block is a call without input so far.
    private boolean started;
    private @Nullable Finish finish;
    private @Nullable Usage usage;

    ConverseStreamWriter(Losses losses) {
        this.losses = losses;
    }

    @Override
    public void write(ChatEvent event, Consumer<Event> out) {
        switch (event) {
            case ChatEvent.Start start -> start(out);
            case ChatEvent.Piece piece -> {
                if (piece.choice() == 0) {
                    start(out);
                    piece(piece, out);
                } else {
                    losses.add("choices", ConverseReplies.ONE_ANSWER);
                }
            }
            case ChatEvent.Logprobs logprobs -> losses.add("logprobs", "have no place in this dialect");
            case ChatEvent.Ended ended -> {
                stop(out);
                finish = ended.choice() == 0 ? ended.finish() : finish;
            }
            case ChatEvent.Used used -> usage = used.usage();
            case ChatEvent.Failed failed ->
                out.accept(EventStream.exception(
                        Errors.inStream(failed.error().status()),
                        Json.object("message", failed.error().message())));
        }
    }

    private void start(Consumer<Event> out) {
        if (!started) {
            started = true;
            out.accept(EventStream.event("messageStart", Json.object("role", "assistant")));
        }
    }

    private void piece(ChatEvent.Piece piece, Consumer<Event> out) {
        switch (piece) {
            case ChatEvent.Text text -> words(piece, Json.object("text", text.piece()), text.piece(), out);
            case ChatEvent.Refusal text -> {
                losses.mapped("refusal", "became words like others");
                words(piece, Json.object("text", text.piece()), text.piece(), out);
            }
            case ChatEvent.Reasoning thought -> words(piece, reasoning("text", thought.piece()), thought.piece(), out);
            case ChatEvent.Signature signed -> signature(signed, out);
            case ChatEvent.RedactedReasoning redacted ->
                words(piece, reasoning("redactedContent", redacted.data()), redacted.data(), out);
            case ChatEvent.Cited cited ->
                words(
                        piece,
                        Json.object("citation", ConverseCitations.write(cited.citation(), "citations", losses)),
                        "citation",
                        out);
            case ChatEvent.ToolStart tool -> tool(tool, out);
            case ChatEvent.ToolArguments arguments -> {
                bare = bare && arguments.piece().isEmpty();
                delta(piece, input(arguments.piece()), out);
            }
            case ChatEvent.PartEnd end -> {
                Integer block = blocks.get(end.part());
                if (block != null && block == open) {
                    stop(out);
                }
            }
        }
    }

    private static Obj input(String piece) {
        return Json.object("toolUse", Json.object("input", piece));
    }

    private static Obj reasoning(String field, String value) {
        return Json.object("reasoningContent", Json.object(field, value));
    }

    private void signature(ChatEvent.Signature signed, Consumer<Event> out) {
        if (calls.contains(signed.part())) {
            losses.add("signature", "has no place beside the call of a tool here");
            return;
        }
        words(signed, reasoning("signature", signed.signature()), signed.signature(), out);
    }

    private void words(ChatEvent.Piece piece, Obj delta, String said, Consumer<Event> out) {
        begin(piece, out);
        if (!said.isEmpty()) {
            delta(piece, delta, out);
        }
    }

    private void tool(ChatEvent.ToolStart tool, Consumer<Event> out) {
        if (begin(tool, out)) {
            calls.add(tool.part());
            bare = true;
            Obj use = Json.object("toolUse", Json.object("toolUseId", tool.id(), "name", tool.name()));
            out.accept(EventStream.event("contentBlockStart", Json.object("start", use, ConverseEvents.INDEX, open)));
        }
    }

    /** Gives a part its block, unless it has one. */
    private boolean begin(ChatEvent.Piece piece, Consumer<Event> out) {
        if (blocks.containsKey(piece.part())) {
            return false;
        }
        stop(out);
        open = blocks.size();
        blocks.put(piece.part(), open);
        return true;
    }

    private void delta(ChatEvent.Piece piece, Obj delta, Consumer<Event> out) {
        Integer block = blocks.get(piece.part());
        if (block != null) {
            out.accept(
                    EventStream.event(ConverseEvents.DELTA, Json.object("delta", delta, ConverseEvents.INDEX, block)));
        }
    }

    private void stop(Consumer<Event> out) {
        if (open >= 0 && bare) {
            out.accept(EventStream.event(
                    ConverseEvents.DELTA, Json.object("delta", input("{}"), ConverseEvents.INDEX, open)));
        }
        bare = false;
        if (open >= 0) {
            out.accept(EventStream.event(ConverseEvents.STOP, Json.object(ConverseEvents.INDEX, open)));
            open = -1;
        }
    }

    @Override
    public void end(Consumer<Event> out) {
        start(out);
        stop(out);
        Obj reason = Json.object(ConverseReply.FINISH, ConverseReplies.word(finish, losses));
        out.accept(EventStream.event(ConverseEvents.OVER, reason));
        Obj metrics = Json.object("latencyMs", 0);
        out.accept(EventStream.event("metadata", Json.object("usage", ConverseUsage.write(usage), "metrics", metrics)));
    }
}
