package dev.sluice.proxy.dialect.gemini;

import dev.sluice.api.dialect.EventLens;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.json.Str;
import dev.sluice.api.stream.Event;
import dev.sluice.api.text.Channel;
import dev.sluice.api.text.ChannelTexts;
import dev.sluice.proxy.dialect.Edits;
import dev.sluice.proxy.dialect.EventData;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads one stream of chunks.
 *
 * <p>A candidate's channels end with its {@code finishReason}: what is held back then leaves in that chunk. Where a stream
 * ends without one, or with an error, it leaves in a chunk of its own.
 */
final class CandidateEvents implements EventLens {
    private final StreamForm form;
    private final Map<Integer, CandidateTexts> candidates = new TreeMap<>();
    private @Nullable Obj last;

    CandidateEvents(StreamForm form) {
        this.form = form;
    }

    @Override
    public void map(Event event, ChannelTexts texts, Consumer<Event> out) {
        Obj chunk = EventData.object(event);
        if (chunk == null) {
            other(event, texts, out);
        } else if (chunk.has("error")) {
            end(texts, out);
            out.accept(event);
        } else {
            last = chunk;
            Obj mapped = chunk.update(
                    CandidateReply.CANDIDATES,
                    all -> Edits.indexed(all, (place, candidate) -> candidate(place, candidate, texts)));
            out.accept(mapped == chunk ? event : event.withData(mapped));
        }
    }

    private Obj candidate(int place, Obj candidate, ChannelTexts texts) {
        int index = Summaries.index(candidate, place);
        boolean ends = candidate.get(CandidateReply.FINISH) instanceof Str;
        return candidates
                .computeIfAbsent(index, choice -> new CandidateTexts(choice, texts))
                .map(candidate, ends);
    }

    private void other(Event event, ChannelTexts texts, Consumer<Event> out) {
        if (form == StreamForm.ARRAY && !event.hasData()) {
            end(texts, out); // The bracket that closes it.
        }
        if (!EventData.isWreck(event)) {
            out.accept(event);
        }
    }

    @Override
    public void end(ChannelTexts texts, Consumer<Event> out) {
        for (Channel channel : texts.open()) {
            String held = texts.end(channel);
            boolean words = channel.kind() == Channel.Kind.CONTENT || channel.kind() == Channel.Kind.REASONING;
            if (words && !held.isEmpty()) {
                Json part = CandidateTexts.part(channel.kind(), held);
                out.accept(form.next(like(List.of(candidate(channel.choice(), part)))));
            }
        }
    }

    private static Obj candidate(int index, Json... parts) {
        return Json.object(
                "content", Json.object("parts", Json.array((Object[]) parts), "role", "model"), "index", index);
    }

    private Obj like(List<Obj> with) {
        Obj base = last == null ? Json.object().build() : last.without("usageMetadata");
        return base.with(CandidateReply.CANDIDATES, Json.from(with));
    }

    @Override
    public void cut(List<Event> leaving, Consumer<Event> out) {
        leaving.stream().map(CandidateEvents::unfinished).forEach(out);
        List<Obj> ended = new ArrayList<>();
        for (int index : candidates.keySet()) {
            ended.add(CandidateReply.filtered(candidate(index)));
        }
        Json usage = last == null ? null : last.get("usageMetadata");
        Obj chunk = like(ended);
        out.accept(form.next(usage == null ? chunk : chunk.with("usageMetadata", usage)));
        form.end(out);
    }

    /** A chunk that says of no candidate why it ended: that is said once, by the last. */
    private static Event unfinished(Event event) {
        Obj chunk = EventData.object(event);
        return chunk == null
                ? event
                : event.withData(chunk.update(
                        CandidateReply.CANDIDATES,
                        all -> Edits.eachObject(all, candidate -> candidate.without(CandidateReply.FINISH))));
    }
}
