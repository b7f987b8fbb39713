package dev.sluice.proxy.dialect.openai.codec;

import dev.sluice.api.Usage;
import dev.sluice.api.chat.ChatError;
import dev.sluice.api.chat.ChatEvent;
import dev.sluice.api.chat.ChatReader;
import dev.sluice.api.chat.Finish;
import dev.sluice.api.json.Obj;
import dev.sluice.api.stream.Event;
import dev.sluice.proxy.dialect.EventData;
import dev.sluice.proxy.dialect.Numbers;
import dev.sluice.proxy.dialect.Texts;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Reads a stream of completions. */
final class CompletionReader implements ChatReader {

    private final Set<Integer> open = new TreeSet<>(); // Choices that have begun and not ended.
    private boolean started;

    @Override
    public void read(Event event, Consumer<ChatEvent> out) {
        if (EventData.isDone(event)) { // The stream is whole, even if nobody said why an answer ended.
            List.copyOf(open).forEach(index -> end(index, Finish.of(Finish.Reason.STOP), out));
        }
        Obj chunk = EventData.object(event);
        if (chunk == null) {
            return;
        }
        ChatError error = Envelope.read(chunk, 0);
        if (error != null) {
            out.accept(new ChatEvent.Failed(error));
            return;
        }
        if (!started) {
            started = true;
            out.accept(new ChatEvent.Start(
                    Texts.orEmpty(chunk.text("id")),
                    Texts.orEmpty(chunk.text("model")),
                    ChatReplies.instant(chunk.number("created")),
                    chunk.text("service_tier")));
        }
        Texts.objects(chunk.get("choices")).forEach(choice -> choice(choice, out));
        Usage usage = Usages.read(chunk);
        if (usage != null) {
            out.accept(new ChatEvent.Used(usage));
        }
    }

    private void choice(Obj choice, Consumer<ChatEvent> out) {
        int index = Math.max(0, Numbers.asInt(choice.number("index"), 0));
        open.add(index);
        out.accept(new ChatEvent.Text(index, 0, Texts.orEmpty(choice.text("text"))));
        String reason = choice.text("finish_reason");
        if (reason != null) {
            end(index, Finishes.read(reason), out);
        }
    }

    private void end(int index, Finish finish, Consumer<ChatEvent> out) {
        open.remove(index);
        out.accept(new ChatEvent.PartEnd(index, 0));
        out.accept(new ChatEvent.Ended(index, finish));
    }

    @Override
    public void end(boolean complete, Consumer<ChatEvent> out) {}
}
