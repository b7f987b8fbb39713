package dev.sluice.proxy.dialect.anthropic;

import dev.sluice.api.Usage;
import dev.sluice.api.chat.Asked;
import dev.sluice.api.chat.ChatEvent;
import dev.sluice.api.chat.ChatWriter;
import dev.sluice.api.chat.Finish;
import dev.sluice.api.chat.Losses;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.stream.Event;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes one stream of messages. A block stops when its part is whole or another begins, as blocks follow one another here.
 * The end waits for the last event, since usage may come after the reason.
 */
final class StreamWriter implements ChatWriter {

    private final Asked asked;
    private final Losses losses;
    private final Map<Integer, Integer> blocks = new HashMap<>(); // By part; refusals have none.
    private final Set<Integer> calls = new HashSet<>(); // Parts that are calls of tools.
    private final StringBuilder refusal = new StringBuilder();
    private int open = -1; // The block that has not stopped.
    private boolean started;
    private @Nullable Finish finish;
    private @Nullable Usage usage;

    StreamWriter(Asked asked, Losses losses) {
        this.asked = asked;
        this.losses = losses;
    }

    @Override
    public void write(ChatEvent event, Consumer<Event> out) {
        switch (event) {
            case ChatEvent.Start start -> start(start, out);
            case ChatEvent.Piece piece -> first(piece, out);
            case ChatEvent.Logprobs logprobs -> losses.add("logprobs", "have no place in this dialect");
            case ChatEvent.Ended ended -> {
                stop(out);
                finish = ended.choice() == 0 ? ended.finish() : finish;
            }
            case ChatEvent.Used used -> usage = used.usage();
            case ChatEvent.Failed failed ->
                out.accept(Event.of(Errors.ERROR, new MessagesCodec().writeError(failed.error())));
        }
    }

    private void start(ChatEvent.Start start, Consumer<Event> out) {
        if (started) {
            return;
        }
        started = true;
        Obj counted = Tiers.write(Usages.write(usage), start.serviceTier());
        Obj message = ReplyWriter.head(start.id(), start.model(), asked, Json.array());
        send("message_start", Json.object("type", "message_start", "message", message.with("usage", counted)), out);
    }

    private void first(ChatEvent.Piece piece, Consumer<Event> out) {
        if (piece.choice() != 0) {
            losses.add("choices", ReplyWriter.ONE_ANSWER);
            return;
        }
        start(new ChatEvent.Start("", "", null, null), out);
        piece(piece, out);
    }

    private void piece(ChatEvent.Piece piece, Consumer<Event> out) {
        switch (piece) {
            case ChatEvent.Text text -> words(piece, "text", "text", text.piece(), out);
            case ChatEvent.Reasoning thought -> words(piece, "thinking", "thinking", thought.piece(), out);
            case ChatEvent.Refusal words -> refusal.append(words.piece());
            case ChatEvent.RedactedReasoning redacted ->
                begin(piece, Json.object("type", "redacted_thinking", "data", redacted.data()), out);
            case ChatEvent.Signature signed -> signature(signed, out);
            case ChatEvent.Cited cited -> cited(cited, out);
            case ChatEvent.ToolStart tool -> tool(tool, out);
            case ChatEvent.ToolArguments arguments ->
                delta(piece, Json.object("type", "input_json_delta", "partial_json", arguments.piece()), out);
            case ChatEvent.PartEnd end -> {
                if (blocks.getOrDefault(end.part(), -2) == open) {
                    stop(out);
                }
            }
        }
    }

    private void words(ChatEvent.Piece piece, String type, String field, String words, Consumer<Event> out) {
        Obj block = Json.object("type", type, field, "");
        begin(piece, type.equals("thinking") ? block.with("signature", "") : block, out);
        if (!words.isEmpty()) {
            delta(piece, Json.object("type", type + "_delta", field, words), out);
        }
    }

    private void signature(ChatEvent.Signature signed, Consumer<Event> out) {
        if (calls.contains(signed.part())) {
            losses.add("signature", "has no place beside the call of a tool here");
            return;
        }
        words(signed, "thinking", "thinking", "", out);
        delta(signed, Json.object("type", "signature_delta", "signature", signed.signature()), out);
    }

    private void cited(ChatEvent.Cited cited, Consumer<Event> out) {
        words(cited, "text", "text", "", out);
        Obj citation = Citations.write(cited.citation(), "citations", losses);
        delta(cited, Json.object("type", "citations_delta", "citation", citation), out);
    }

    private void tool(ChatEvent.ToolStart tool, Consumer<Event> out) {
        Obj none = Json.object().build();
        calls.add(tool.part());
        begin(tool, Json.object("type", "tool_use", "id", tool.id(), "name", tool.name(), "input", none), out);
    }

    /** Starts the block of a part unless it has begun. */
    private void begin(ChatEvent.Piece piece, Obj block, Consumer<Event> out) {
        if (blocks.containsKey(piece.part())) {
            return;
        }
        stop(out);
        open = blocks.size();
        blocks.put(piece.part(), open);
        String type = "content_block_start";
        send(type, Json.object("type", type, "index", open, "content_block", block), out);
    }

    private void delta(ChatEvent.Piece piece, Obj delta, Consumer<Event> out) {
        Integer block = blocks.get(piece.part());
        if (block != null) {
            String type = "content_block_delta";
            send(type, Json.object("type", type, "index", block, "delta", delta), out);
        }
    }

    private void stop(Consumer<Event> out) {
        if (open >= 0) {
            send("content_block_stop", Json.object("type", "content_block_stop", "index", open), out);
            open = -1;
        }
    }

    @Override
    public void end(Consumer<Event> out) {
        start(new ChatEvent.Start("", "", null, null), out);
        stop(out);
        Obj delta = Finishes.write(Json.object().build(), finish, refusal.toString(), losses);
        Obj end = Json.object("type", "message_delta", "delta", delta, "usage", Usages.write(usage));
        send("message_delta", end, out);
        send("message_stop", Json.object("type", "message_stop"), out);
    }

    private static void send(String type, Obj data, Consumer<Event> out) {
        out.accept(Event.of(type, data));
    }
}
