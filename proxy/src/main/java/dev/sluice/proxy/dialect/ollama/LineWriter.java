package dev.sluice.proxy.dialect.ollama;

import dev.sluice.api.Usage;
import dev.sluice.api.chat.Asked;
import dev.sluice.api.chat.ChatEvent;
import dev.sluice.api.chat.ChatPart;
import dev.sluice.api.chat.ChatWriter;
import dev.sluice.api.chat.Finish;
import dev.sluice.api.chat.Losses;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.stream.Event;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Writes a stream of lines, of the first answer only. Calls of tools leave when they are whole, the end with the tokens used. */
final class LineWriter implements ChatWriter {
    private static final String LEFT_OUT = "has no word in Ollama and was left out";
    private final Form form;
    private final Losses losses;
    private final Map<Integer, Call> calls = new LinkedHashMap<>(2);
    private String model;
    private @Nullable Instant created;
    private @Nullable Usage usage;
    private @Nullable Finish finish;

    LineWriter(Form form, Asked asked, Losses losses) {
        this.form = form;
        this.losses = losses;
        this.model = asked.model();
    }

    /** A call of a tool that is not whole yet. */
    private record Call(String id, String name, StringBuilder arguments) {}

    @Override
    public void write(ChatEvent event, Consumer<Event> out) {
        switch (event) {
            case ChatEvent.Start start -> {
                model = start.model().isEmpty() ? model : start.model();
                created = start.created();
            }
            case ChatEvent.Piece piece when piece.choice() > 0 -> onlyOne();
            case ChatEvent.Piece piece -> piece(piece, out);
            case ChatEvent.Logprobs logprobs when logprobs.choice() > 0 -> onlyOne();
            case ChatEvent.Logprobs logprobs ->
                line(form.nothing(), "logprobs", Probabilities.write(logprobs.tokens()), out);
            case ChatEvent.Ended ended when ended.choice() > 0 -> onlyOne();
            case ChatEvent.Ended ended -> {
                calls(out);
                finish = ended.finish();
            }
            case ChatEvent.Used used -> usage = used.usage();
            case ChatEvent.Failed failed ->
                out.accept(
                        OllamaDialect.line(OllamaDialect.envelope(failed.error().message())));
        }
    }

    private void onlyOne() {
        losses.add("choices", "beyond the first were left out: Ollama gives one answer");
    }

    private void piece(ChatEvent.Piece piece, Consumer<Event> out) {
        switch (piece) {
            case ChatEvent.Text words -> words(words.piece(), out);
            case ChatEvent.Refusal words -> {
                losses.mapped("refusal", "is said as plain words, since Ollama has none for a refusal");
                words(words.piece(), out);
            }
            case ChatEvent.Reasoning words -> thought(words.piece(), out);
            case ChatEvent.Signature signed -> losses.add("signature", LEFT_OUT);
            case ChatEvent.RedactedReasoning redacted -> losses.add("thinking", LEFT_OUT);
            case ChatEvent.Cited cited -> losses.add("citations", LEFT_OUT);
            case ChatEvent.ToolStart tool ->
                calls.put(tool.part(), new Call(tool.id(), tool.name(), new StringBuilder()));
            case ChatEvent.ToolArguments more -> {
                Call call = calls.get(more.part());
                if (call != null) {
                    call.arguments().append(more.piece());
                }
            }
            case ChatEvent.PartEnd end -> call(calls.remove(end.part()), out);
        }
    }

    private void words(String piece, Consumer<Event> out) {
        if (!piece.isEmpty()) {
            line(form.nothing().with(form.words(), piece), out);
        }
    }

    private void thought(String piece, Consumer<Event> out) {
        if (!piece.isEmpty()) {
            line(form.nothing().with(Form.THINKING, piece), out);
        }
    }

    private void calls(Consumer<Event> out) {
        calls.values().forEach(call -> call(call, out));
        calls.clear();
    }

    private void call(@Nullable Call call, Consumer<Event> out) {
        if (call != null) {
            ChatPart.ToolCall whole = new ChatPart.ToolCall(
                    call.id(), call.name(), call.arguments().toString(), null);
            line(form.nothing().with(Form.CALLS, Json.array(MessageWriter.call(whole, losses, call.name()))), out);
        }
    }

    private void line(Obj said, Consumer<Event> out) {
        out.accept(OllamaDialect.line(form.reply(head(), said).with("done", Json.of(false))));
    }

    private void line(Obj said, String name, Json value, Consumer<Event> out) {
        Obj line = form.reply(head(), said).with("done", Json.of(false));
        out.accept(OllamaDialect.line(line.with(name, value)));
    }

    private Obj head() {
        Obj head = Json.object("model", model);
        return created == null ? head : head.with("created_at", created.toString());
    }

    @Override
    public void end(Consumer<Event> out) {
        calls(out);
        Obj last = form.reply(head(), form.nothing()).with("done", Json.of(true));
        if (finish != null) {
            last = last.with(Summaries.REASON, Finishes.write(finish, losses));
        }
        out.accept(OllamaDialect.line(usage == null ? last : counted(last, usage)));
    }

    private Obj counted(Obj last, Usage used) {
        if (!used.equals(Usage.of(used.input(), used.output()))) {
            losses.add("usage", "has counts that Ollama has no word for");
        }
        return last.with("prompt_eval_count", Json.of(used.input())).with("eval_count", Json.of(used.output()));
    }
}
