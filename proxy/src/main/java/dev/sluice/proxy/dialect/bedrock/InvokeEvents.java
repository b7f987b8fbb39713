package dev.sluice.proxy.dialect.bedrock;

import dev.sluice.api.dialect.EventLens;
import dev.sluice.api.stream.Event;
import dev.sluice.api.text.ChannelTexts;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Reads one stream of InvokeModel, whose chunks hold Anthropic's events or those of a family that is not read.
 *
 * @param messages reads Anthropic's
 */
record InvokeEvents(EventLens messages) implements EventLens {

    @Override
    public void map(Event event, ChannelTexts texts, Consumer<Event> out) {
        if (!event.hasData()) {
            return; // Half a message, which no client can read.
        }
        Event inner = Chunks.inner(event);
        if (inner == null) {
            messages.end(texts, held -> out.accept(Chunks.outer(held)));
            out.accept(event);
            return;
        }
        messages.map(inner, texts, left -> out.accept(left == inner ? event : Chunks.outer(left)));
    }

    @Override
    public void end(ChannelTexts texts, Consumer<Event> out) {
        messages.end(texts, held -> out.accept(Chunks.outer(held)));
    }

    @Override
    public void cut(List<Event> last, Consumer<Event> out) {
        List<Event> inner =
                last.stream().map(Chunks::inner).filter(Objects::nonNull).toList();
        messages.cut(inner, event -> out.accept(Chunks.outer(event)));
    }
}
