package dev.sluice.api.stream;

import dev.sluice.api.dialect.EventLens;
import dev.sluice.api.text.ChannelTexts;
import java.util.ArrayList;
import java.util.List;

/** Runs events through a lens; frames in which it leaves every event alone keep their bytes. */
final class LensStage implements Stage {
    private final EventLens lens;
    private final ChannelTexts texts;

    LensStage(EventLens lens, ChannelTexts texts) {
        this.lens = lens;
        this.texts = texts;
    }

    @Override
    public Frames map(Frames frames) {
        List<Event> in = frames.events();
        List<Event> out = new ArrayList<>(in.size() + 1);
        for (Event event : in) {
            lens.map(event, texts, out::add);
        }
        return same(in, out) ? frames : Frames.of(out);
    }

    /** A stream that broke delivers what was held back too: the same text as if the rest had never been sent. */
    @Override
    public Frames end(boolean complete) {
        List<Event> out = new ArrayList<>(0);
        lens.end(texts, out::add);
        return Frames.of(out);
    }

    private static boolean same(List<Event> in, List<Event> out) {
        boolean same = in.size() == out.size();
        for (int i = 0; same && i < in.size(); i++) {
            same = in.get(i) == out.get(i);
        }
        return same;
    }
}
