package dev.sluice.proxy.dialect.gemini;

import dev.sluice.api.Usage;
import dev.sluice.api.chat.ChatError;
import dev.sluice.api.chat.ChatEvent;
import dev.sluice.api.chat.ChatReader;
import dev.sluice.api.chat.Finish;
import dev.sluice.api.chat.Losses;
import dev.sluice.api.json.Obj;
import dev.sluice.api.json.Str;
import dev.sluice.api.stream.Event;
import dev.sluice.proxy.dialect.EventData;
import dev.sluice.proxy.dialect.Texts;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads a stream of chunks, each of which is shaped as a whole reply. */
final class ChunkReader implements ChatReader {
    /** Candidates of one reply; the API makes no more than 8. */
    private static final int MAX_CANDIDATES = 128;

    private final Losses losses;
    private final Map<Integer, CandidateReader> candidates = new TreeMap<>();
    private boolean begun;

    ChunkReader(Losses losses) {
        this.losses = losses;
    }

    @Override
    public void read(Event event, Consumer<ChatEvent> out) {
        Obj chunk = EventData.object(event);
        if (chunk != null && !event.isTruncated()) {
            read(chunk, out);
        }
    }

    /** Reads what one chunk brings. */
    void read(Obj chunk, Consumer<ChatEvent> out) {
        ChatError error = Errors.read(chunk, 0);
        if (error != null) {
            out.accept(new ChatEvent.Failed(error));
            return;
        }
        begin(chunk, out);
        List<Obj> all = Texts.objects(chunk.get(CandidateReply.CANDIDATES)).toList();
        for (int i = 0; i < all.size(); i++) {
            int index = Summaries.index(all.get(i), i);
            if (index >= 0 && index < MAX_CANDIDATES) {
                candidates
                        .computeIfAbsent(index, choice -> new CandidateReader(choice, losses, out))
                        .read(all.get(i));
            }
        }
        if (all.isEmpty() && chunk.at("/promptFeedback/blockReason") instanceof Str) {
            out.accept(new ChatEvent.Ended(0, Finish.of(Finish.Reason.SAFETY)));
        }
        Usage usage = Usages.read(chunk);
        if (usage != null) {
            out.accept(new ChatEvent.Used(usage));
        }
    }

    private void begin(Obj chunk, Consumer<ChatEvent> out) {
        if (!begun) {
            begun = true;
            String tier = chunk.at("/usageMetadata/serviceTier") instanceof Str word ? word.value() : null;
            out.accept(new ChatEvent.Start(
                    Texts.orEmpty(chunk.text("responseId")),
                    Texts.orEmpty(chunk.text("modelVersion")),
                    created(chunk.text("createTime")),
                    tier == null ? null : tier(tier)));
        }
    }

    private static String tier(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        return lower.equals("standard") ? "default" : lower;
    }

    private static @Nullable Instant created(@Nullable String time) {
        try {
            return time == null ? null : Instant.parse(time);
        } catch (DateTimeParseException e) {
            return null; // Only for show.
        }
    }

    @Override
    public void end(boolean complete, Consumer<ChatEvent> out) {
        if (complete) {
            candidates.values().forEach(CandidateReader::end);
        }
    }
}
