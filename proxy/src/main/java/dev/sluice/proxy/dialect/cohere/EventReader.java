package dev.sluice.proxy.dialect.cohere;

import dev.sluice.api.Usage;
import dev.sluice.api.chat.ChatError;
import dev.sluice.api.chat.ChatEvent;
import dev.sluice.api.chat.ChatPart;
import dev.sluice.api.chat.ChatReader;
import dev.sluice.api.chat.Losses;
import dev.sluice.api.json.Obj;
import dev.sluice.api.stream.Event;
import dev.sluice.proxy.dialect.EventData;
import dev.sluice.proxy.dialect.Numbers;
import dev.sluice.proxy.dialect.Texts;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads a stream. What the model means to do with tools is its first words. */
final class EventReader implements ChatReader {
    private static final int NOTHING = Integer.MIN_VALUE;
    private static final int PLAN = -1;
    private static final int CALLS = 1 << 20;
    private final Losses losses;
    private int open = NOTHING;
    private int part = -1;
    private boolean begun;

    EventReader(Losses losses) {
        this.losses = losses;
    }

    @Override
    public void read(Event event, Consumer<ChatEvent> out) {
        Obj data = event.isTruncated() ? null : EventData.object(event);
        if (data == null) {
            return;
        }
        ChatError error = new CohereCodec().readError(event);
        if (error != null) {
            out.accept(new ChatEvent.Failed(error));
            return;
        }
        if (!begun) {
            begun = true;
            out.accept(new ChatEvent.Start(Texts.orEmpty(data.text("id")), "", null, null));
        }
        Obj delta = data.object("delta");
        Obj message = delta == null ? null : delta.object(ChatReplyLens.MESSAGE);
        String type = Texts.orEmpty(data.text("type"));
        int index = Numbers.asInt(data.number("index"), 0);
        if (type.equals(Events.END) && delta != null) {
            finish(delta, out);
        } else if (message != null) {
            said(type, index, message, out);
        }
    }

    private void said(String type, int index, Obj message, Consumer<ChatEvent> out) {
        switch (type) {
            case Events.PLAN_DELTA -> {
                begin(PLAN, out);
                out.accept(new ChatEvent.Text(0, part, Texts.orEmpty(message.text(Messages.PLAN))));
            }
            case Events.CONTENT_START, Events.CONTENT_DELTA -> content(index, message.object(Messages.CONTENT), out);
            case Events.CALL_START, Events.CALL_DELTA -> call(type, index, message.object(Messages.CALLS), out);
            case Events.CITATION_START -> cited(message.object("citations"), out);
            default -> {}
        }
    }

    private void content(int index, @Nullable Obj content, Consumer<ChatEvent> out) {
        if (content == null) {
            return;
        }
        begin(Math.clamp(index, 0, CALLS - 1), out);
        String thinking = content.text("thinking");
        if (thinking != null) {
            out.accept(new ChatEvent.Reasoning(0, part, thinking));
        } else {
            out.accept(new ChatEvent.Text(0, part, Texts.orEmpty(content.text("text"))));
        }
    }

    private void call(String type, int index, @Nullable Obj call, Consumer<ChatEvent> out) {
        if (call == null) {
            return;
        }
        ChatPart.ToolCall read = MessageReader.call(call);
        int key = CALLS + Math.clamp(index, 0, CALLS);
        if (type.equals(Events.CALL_START) || open != key) {
            close(out);
            begin(key, out);
            out.accept(new ChatEvent.ToolStart(0, part, read.id(), read.name()));
        }
        if (!read.arguments().isEmpty()) {
            out.accept(new ChatEvent.ToolArguments(0, part, read.arguments()));
        }
    }

    private void cited(@Nullable Obj citation, Consumer<ChatEvent> out) {
        if (citation == null) {
            return;
        }
        if (open == Citations.part(citation)) {
            Citations.read(citation).forEach(read -> out.accept(new ChatEvent.Cited(0, part, read)));
        } else {
            losses.add("citations", "are of words that are over and were left out");
        }
    }

    private void finish(Obj delta, Consumer<ChatEvent> out) {
        close(out);
        Usage usage = Usages.read(delta.object("usage"));
        if (usage != null) {
            out.accept(new ChatEvent.Used(usage));
        }
        String word = delta.text(ChatReplyLens.FINISH);
        out.accept(new ChatEvent.Ended(0, Finishes.read(word == null ? "COMPLETE" : word)));
    }

    /** The end of a part is told late, since citations of it may follow. */
    private void begin(int key, Consumer<ChatEvent> out) {
        if (open != key) {
            close(out);
            open = key;
            part++;
        }
    }

    private void close(Consumer<ChatEvent> out) {
        if (open != NOTHING) {
            out.accept(new ChatEvent.PartEnd(0, part));
            open = NOTHING;
        }
    }

    @Override
    public void end(boolean complete, Consumer<ChatEvent> out) {
        if (complete) {
            close(out);
        }
    }
}
