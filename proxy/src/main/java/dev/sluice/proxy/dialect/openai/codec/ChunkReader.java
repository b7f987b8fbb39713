package dev.sluice.proxy.dialect.openai.codec;

import dev.sluice.api.Usage;
import dev.sluice.api.chat.ChatError;
import dev.sluice.api.chat.ChatEvent;
import dev.sluice.api.chat.ChatReader;
import dev.sluice.api.chat.Losses;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.stream.Event;
import dev.sluice.proxy.dialect.EventData;
import dev.sluice.proxy.dialect.Numbers;
import dev.sluice.proxy.dialect.Texts;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Reads a stream of chat completions. */
final class ChunkReader implements ChatReader {

    private final Losses losses;
    private final Map<Integer, ChoiceReader> choices = new HashMap<>(2);
    private boolean started;

    ChunkReader(Losses losses) {
        this.losses = losses;
    }

    @Override
    public void read(Event event, Consumer<ChatEvent> out) {
        if (EventData.isDone(event)) {
            choices.values().forEach(choice -> choice.done(out));
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
        start(chunk, out);
        Texts.objects(chunk.get("choices")).forEach(choice -> choice(choice, out));
        Usage usage = Usages.read(chunk);
        if (usage != null) {
            out.accept(new ChatEvent.Used(usage));
        }
    }

    /** Some gateways begin with a chunk that says nothing of the answer yet. */
    private void start(Obj chunk, Consumer<ChatEvent> out) {
        if (!started && (hasChoices(chunk) || chunk.text("id") != null)) {
            started = true;
            out.accept(new ChatEvent.Start(
                    Texts.orEmpty(chunk.text("id")),
                    Texts.orEmpty(chunk.text("model")),
                    ChatReplies.instant(chunk.number("created")),
                    chunk.text("service_tier")));
        }
    }

    private static boolean hasChoices(Obj chunk) {
        return chunk.array("choices") != null && !chunk.array("choices").isEmpty();
    }

    private void choice(Obj choice, Consumer<ChatEvent> out) {
        int index = Math.max(0, Numbers.asInt(choice.number("index"), 0));
        ChoiceReader reader = choices.computeIfAbsent(index, n -> new ChoiceReader(n, losses));
        Obj delta = choice.object("delta");
        if (delta != null) {
            reader.delta(delta, out);
        }
        Json logprobs = choice.at("/logprobs/content");
        if (logprobs != null) {
            reader.logprobs(Logprobs.read(logprobs), out);
        }
        String reason = choice.text("finish_reason");
        if (reason != null) {
            reader.end(Finishes.read(reason), out);
        }
    }

    @Override
    public void end(boolean complete, Consumer<ChatEvent> out) {
        if (!complete) {
            choices.values().forEach(choice -> choice.breakOff(out));
        }
    }
}
