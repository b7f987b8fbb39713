package dev.sluice.api.stream;

import dev.sluice.api.CallError;
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
        if (frames.isOpaque()) {
            throw CallError.unreadableReply("bytes that are no events");
        }
        List<Event> in = frames.events();
        List<Event> out = new ArrayList<>(in.size() + 1);
        for (int i = 0; i < in.size() && !texts.isCut(); i++) {
            int before = out.size();
            lens.map(in.get(i), texts, out::add);
            cutAfter(before, out);
        }
        return same(in, out) ? frames : Frames.of(out);
    }

    /** A reply that ends in the middle of its stream leaves as if its provider had ended it there. */
    private void cutAfter(int before, List<Event> out) {
        if (texts.isCut()) {
            List<Event> last = List.copyOf(out.subList(before, out.size()));
            out.subList(before, out.size()).clear();
            lens.cut(last, out::add);
        }
    }

    @Override
    public boolean isOver() {
        return texts.isCut();
    }

    /** A stream that broke delivers what was held back too: the same text as if the rest had never been sent. */
    @Override
    public Frames end(boolean complete) {
        List<Event> out = new ArrayList<>(0);
        lens.end(texts, out::add);
        cutAfter(0, out);
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
