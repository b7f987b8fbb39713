package dev.sluice.proxy.dialect.bedrock;

import dev.sluice.api.dialect.EventLens;
import dev.sluice.api.stream.Event;
import dev.sluice.api.text.ChannelTexts;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads one stream of InvokeModel, whose chunks hold Anthropic's events or those of another family, as its first one says. */
final class InvokeEvents implements EventLens {

    private final EventLens messages;
    private @Nullable FamilyEvents family;
    private boolean begun;

    /** The {@code messages} read Anthropic's events. */
    InvokeEvents(EventLens messages) {
        this.messages = messages;
    }

    @Override
    public void map(Event event, ChannelTexts texts, Consumer<Event> out) {
        if (!event.hasData()) {
            return; // Half a message, which no client can read.
        }
        Event inner = Chunks.inner(event);
        if (inner == null) {
            end(texts, out);
            out.accept(event);
            return;
        }
        if (!begun) {
            begun = true;
            family = FamilyEvents.isOfAnthropic(inner) ? null : new FamilyEvents();
        }
        if (family != null) {
            family.map(event, inner, texts, out);
        } else {
            messages.map(inner, texts, left -> out.accept(left == inner ? event : Chunks.outer(left)));
        }
    }

    @Override
    public void end(ChannelTexts texts, Consumer<Event> out) {
        if (family != null) {
            family.end(texts, out);
        } else {
            messages.end(texts, held -> out.accept(Chunks.outer(held)));
        }
    }

    /** Other families have no word for an end because of what was said. */
    @Override
    public void cut(List<Event> last, Consumer<Event> out) {
        if (family != null) {
            last.forEach(out);
            return;
        }
        List<Event> inner =
                last.stream().map(Chunks::inner).filter(Objects::nonNull).toList();
        messages.cut(inner, event -> out.accept(Chunks.outer(event)));
    }
}
