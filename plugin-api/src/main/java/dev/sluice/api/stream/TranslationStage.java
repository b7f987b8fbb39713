package dev.sluice.api.stream;

import dev.sluice.api.CallError;
import dev.sluice.api.chat.ChatEvent;
import dev.sluice.api.chat.ChatReader;
import dev.sluice.api.chat.ChatWriter;
import java.util.ArrayList;
import java.util.List;

/** Reads events in one dialect and writes what they say in another. */
final class TranslationStage implements Stage {
    private final ChatReader reader;
    private final ChatWriter writer;
    private final PartOrder order = new PartOrder(this::write);
    private List<Event> out = List.of();
    private boolean ended; // An answer came to its end.
    private boolean failed;

    TranslationStage(ChatReader reader, ChatWriter writer) {
        this.reader = reader;
        this.writer = writer;
    }

    @Override
    public Frames map(Frames frames) {
        List<Event> in = frames.events();
        out = new ArrayList<>(in.size());
        for (int i = 0; i < in.size() && !failed; i++) {
            if (in.get(i).hasData()) {
                reader.read(in.get(i), this::say);
            }
        }
        return Frames.of(out);
    }

    @Override
    public Frames end(boolean complete) {
        out = new ArrayList<>(2);
        if (!failed) {
            reader.end(complete, this::say);
            order.end();
        }
        if (complete && !failed) {
            close(ended);
        }
        return Frames.of(out);
    }

    @Override
    public boolean isOver() {
        return failed;
    }

    /** A stream that stops before an answer's end has broken, however politely its connection was closed. */
    private void close(boolean whole) {
        if (!whole) {
            throw CallError.of(
                    CallError.Category.UPSTREAM,
                    "upstream_incomplete",
                    "Expected the provider's stream to say why its answer ended but it closed before. Try again.");
        }
        writer.end(out::add);
    }

    private void say(ChatEvent event) {
        if (!failed) {
            order.add(event);
        }
    }

    private void write(ChatEvent event) {
        ended |= event instanceof ChatEvent.Ended;
        failed = event instanceof ChatEvent.Failed;
        writer.write(event, out::add);
    }
}
