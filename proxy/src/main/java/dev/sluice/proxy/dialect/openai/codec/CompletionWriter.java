package dev.sluice.proxy.dialect.openai.codec;

import dev.sluice.api.Usage;
import dev.sluice.api.chat.Asked;
import dev.sluice.api.chat.ChatEvent;
import dev.sluice.api.chat.ChatWriter;
import dev.sluice.api.chat.Losses;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.stream.Event;
import dev.sluice.proxy.dialect.EventData;
import dev.sluice.proxy.dialect.Ids;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Writes a stream of completions. */
final class CompletionWriter implements ChatWriter {

    private final Asked asked;
    private final Losses losses;
    private Obj frame = Json.object().build();
    private @Nullable Usage usage;

    CompletionWriter(Asked asked, Losses losses) {
        this.asked = asked;
        this.losses = losses;
    }

    @Override
    public void write(ChatEvent event, Consumer<Event> out) {
        switch (event) {
            case ChatEvent.Start start ->
                frame = Json.object(
                        "id",
                        Ids.orNew("cmpl-", start.id()),
                        "object",
                        "text_completion",
                        "created",
                        ChatReplies.seconds(start.created()),
                        "model",
                        start.model().isEmpty() ? asked.model() : start.model());
            case ChatEvent.Text text -> {
                if (!text.piece().isEmpty()) {
                    chunk(Completions.choice(text.choice(), text.piece(), null, losses), out);
                }
            }
            case ChatEvent.Ended ended -> chunk(Completions.choice(ended.choice(), "", ended.finish(), losses), out);
            case ChatEvent.Used used -> usage = used.usage();
            case ChatEvent.Failed failed -> out.accept(Event.of(null, Envelope.write(failed.error())));
            case ChatEvent.PartEnd end -> {}
            default -> losses.add("choices.text", "lacks what completions cannot say: thinking, tools, probabilities");
        }
    }

    @Override
    public void end(Consumer<Event> out) {
        if (usage != null) {
            out.accept(Event.of(null, frame.with("choices", Json.array()).with("usage", Usages.ofChoices(usage))));
        }
        out.accept(Event.of(null, EventData.DONE));
    }

    private void chunk(Obj choice, Consumer<Event> out) {
        out.accept(Event.of(null, frame.with("choices", Json.array(choice))));
    }
}
