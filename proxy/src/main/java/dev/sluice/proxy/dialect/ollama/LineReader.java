package dev.sluice.proxy.dialect.ollama;

import dev.sluice.api.Usage;
import dev.sluice.api.chat.ChatError;
import dev.sluice.api.chat.ChatEvent;
import dev.sluice.api.chat.ChatPart;
import dev.sluice.api.chat.ChatReader;
import dev.sluice.api.chat.Losses;
import dev.sluice.api.json.Bool;
import dev.sluice.api.json.Obj;
import dev.sluice.api.stream.Event;
import dev.sluice.proxy.dialect.EventData;
import dev.sluice.proxy.dialect.Texts;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads a stream of lines, each of which is shaped as a whole reply. */
final class LineReader implements ChatReader {
    private final Form form;
    private final Losses losses;
    private Kind open = Kind.NONE;
    private int part = -1;
    private boolean begun;
    private boolean calls;

    private enum Kind {
        NONE,
        TEXT,
        THOUGHT,
        CALL
    }

    LineReader(Form form, Losses losses) {
        this.form = form;
        this.losses = losses;
    }

    @Override
    public void read(Event event, Consumer<ChatEvent> out) {
        Obj line = EventData.object(event);
        if (line != null && !event.isTruncated()) {
            read(line, out);
        }
    }

    /** Reads what one line brings. */
    void read(Obj line, Consumer<ChatEvent> out) {
        ChatError error = new OllamaCodec(form).readError(line, 0);
        if (error != null) {
            out.accept(new ChatEvent.Failed(error));
            return;
        }
        if (!begun) {
            begun = true;
            String model = Texts.orEmpty(line.text("model"));
            out.accept(new ChatEvent.Start("", model, created(line.text("created_at")), null));
        }
        boolean last = line.get("done") == Bool.TRUE;
        Obj said = form.holder(line);
        if (said != null) {
            said(said, last, out);
        }
        if (line.array("logprobs") != null && !line.array("logprobs").isEmpty()) {
            out.accept(new ChatEvent.Logprobs(0, Probabilities.read(line.get("logprobs"))));
        }
        if (last) {
            finish(line, out);
        }
    }

    private static @Nullable Instant created(@Nullable String time) {
        try {
            return time == null ? null : OffsetDateTime.parse(time).toInstant();
        } catch (DateTimeParseException e) {
            return null; // Only for show.
        }
    }

    private void said(Obj said, boolean last, Consumer<ChatEvent> out) {
        String thinking = Texts.orEmpty(said.text(Form.THINKING));
        if (!thinking.isEmpty()) {
            begin(Kind.THOUGHT, out);
            out.accept(new ChatEvent.Reasoning(0, part, thinking));
        }
        String words = Texts.orEmpty(said.text(form.words()));
        boolean others = !thinking.isEmpty() || said.array(Form.CALLS) != null || (last && part >= 0);
        boolean nothing = said.text(form.words()) == null || (words.isEmpty() && others);
        if (!nothing) {
            begin(Kind.TEXT, out);
            out.accept(new ChatEvent.Text(0, part, words));
        }
        Texts.objects(said.get(Form.CALLS)).map(RequestReader::call).forEach(call -> call(call, out));
        if (said.array("images") != null) {
            losses.add("message.images", "are not text and were left out");
        }
    }

    private void call(ChatPart.ToolCall call, Consumer<ChatEvent> out) {
        close(out);
        begin(Kind.CALL, out);
        calls = true;
        out.accept(new ChatEvent.ToolStart(0, part, call.id(), call.name()));
        out.accept(new ChatEvent.ToolArguments(0, part, call.arguments()));
        close(out);
    }

    private void finish(Obj line, Consumer<ChatEvent> out) {
        close(out);
        Usage usage = Summaries.usage(line);
        if (usage != null) {
            out.accept(new ChatEvent.Used(usage));
        }
        String reason = line.text(Summaries.REASON);
        out.accept(new ChatEvent.Ended(0, Finishes.read(reason == null ? "stop" : reason, calls)));
    }

    private void begin(Kind kind, Consumer<ChatEvent> out) {
        if (open != kind) {
            close(out);
            open = kind;
            part++;
        }
    }

    private void close(Consumer<ChatEvent> out) {
        if (open != Kind.NONE) {
            out.accept(new ChatEvent.PartEnd(0, part));
            open = Kind.NONE;
        }
    }

    @Override
    public void end(boolean complete, Consumer<ChatEvent> out) {
        if (complete) {
            close(out);
        }
    }
}
