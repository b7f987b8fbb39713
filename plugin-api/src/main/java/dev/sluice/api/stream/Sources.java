package dev.sluice.api.stream;

import dev.sluice.api.chat.ChatReader;
import dev.sluice.api.chat.ChatWriter;
import dev.sluice.api.dialect.EventLens;
import dev.sluice.api.text.ChannelTexts;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** Sources made of other sources, and of what is there already. */
public final class Sources {

    private Sources() {}

    /**
     * Items that are there.
     *
     * @param items in order
     * @param <T> their type
     * @return a source that ends after the last
     */
    public static <T> Source<T> of(List<T> items) {
        return new Listed<>(items.iterator());
    }

    /**
     * Puts back an item that was pulled to look at it.
     *
     * @param first comes first again
     * @param rest comes after it
     * @param <T> the items
     * @return both
     */
    public static <T> Source<T> prepend(T first, Source<T> rest) {
        return new Prepended<>(first, rest);
    }

    /**
     * Changes events one by one. Frames in which none changed keep their bytes.
     *
     * @param source frames that can be read
     * @param change returns what leaves for an event
     * @return the frames as they leave
     */
    public static Source<Frames> mapEvents(Source<Frames> source, Function<Event, List<Event>> change) {
        return new StagedFrames(
                source,
                new LensStage(
                        new EventLens() {
                            @Override
                            public void map(Event event, ChannelTexts texts, Consumer<Event> out) {
                                change.apply(event).forEach(out);
                            }

                            @Override
                            public void end(ChannelTexts texts, Consumer<Event> out) {}
                        },
                        new ChannelTexts(channel -> null)));
    }

    /**
     * Runs the texts of events through transformers. Frames in which none changed keep their bytes.
     *
     * @param source frames that can be read
     * @param lens fresh; reads this stream's events
     * @param texts fresh; the reply's channels
     * @return the frames as they leave
     */
    public static Source<Frames> mapTexts(Source<Frames> source, EventLens lens, ChannelTexts texts) {
        return new StagedFrames(source, new LensStage(lens, texts));
    }

    /**
     * Says a stream in another dialect, event by event.
     *
     * @param source frames that can be read
     * @param reader fresh; reads this stream's events
     * @param writer fresh; writes what they say
     * @return the frames as they leave; breaks with a {@link dev.sluice.api.CallError} if no answer came to its end
     */
    public static Source<Frames> translate(Source<Frames> source, ChatReader reader, ChatWriter writer) {
        return new StagedFrames(source, new TranslationStage(reader, writer));
    }

    /**
     * Pulls a source to its end.
     *
     * @param source pulled by nobody else
     * @param <T> the items
     * @return all of them, or why it broke; unbounded, so only for sources known to be small
     */
    public static <T> Future<List<T>> collect(Source<T> source) {
        List<T> items = new ArrayList<>();
        return forEach(source, items::add).map(items);
    }

    /**
     * Pulls a source to its end, one item after the other.
     *
     * @param source pulled by nobody else
     * @param action sees each item
     * @param <T> the items
     * @return done at the end, or why it broke
     */
    public static <T> Future<Void> forEach(Source<T> source, Consumer<T> action) {
        return new Drain<>(source, action).run();
    }
}
