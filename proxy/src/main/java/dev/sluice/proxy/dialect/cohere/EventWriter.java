package dev.sluice.proxy.dialect.cohere;

import dev.sluice.api.Usage;
import dev.sluice.api.chat.ChatEvent;
import dev.sluice.api.chat.ChatWriter;
import dev.sluice.api.chat.Finish;
import dev.sluice.api.chat.Losses;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.stream.Event;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Writes a stream, of the first answer only. */
final class EventWriter implements ChatWriter {
    private static final String LEFT_OUT = "has no word in Cohere's API and was left out";
    /** How much of a text is kept for citations, which repeat its words. */
    private static final int MAX_KEPT = 1 << 20;

    private final Losses losses;
    private final Map<Integer, Place> places = new HashMap<>(4);
    private int contents;
    private int calls;
    private @Nullable Usage usage;
    private @Nullable Finish finish;

    EventWriter(Losses losses) {
        this.losses = losses;
    }

    /** Where a part stands. */
    private record Place(int index, boolean isCall, StringBuilder text) {}

    @Override
    public void write(ChatEvent event, Consumer<Event> out) {
        switch (event) {
            case ChatEvent.Start start -> out.accept(Events.start(ReplyWriter.id(start.id())));
            case ChatEvent.Piece piece when piece.choice() > 0 -> onlyOne();
            case ChatEvent.Piece piece -> piece(piece, out);
            case ChatEvent.Logprobs logprobs -> losses.add("logprobs", LEFT_OUT);
            case ChatEvent.Ended ended when ended.choice() > 0 -> onlyOne();
            case ChatEvent.Ended ended -> finish = ended.finish();
            case ChatEvent.Used used -> usage = used.usage();
            case ChatEvent.Failed failed ->
                out.accept(Events.end("ERROR", null, failed.error().message()));
        }
    }

    private void onlyOne() {
        losses.add("choices", "beyond the first were left out: Cohere's API gives one answer");
    }

    private void piece(ChatEvent.Piece piece, Consumer<Event> out) {
        switch (piece) {
            case ChatEvent.Text words -> content(words, "text", words.piece(), out);
            case ChatEvent.Refusal words -> {
                losses.mapped("refusal", "is said as plain words, since Cohere's API has none for a refusal");
                content(words, "text", words.piece(), out);
            }
            case ChatEvent.Reasoning words -> content(words, "thinking", words.piece(), out);
            case ChatEvent.Signature signed -> losses.add("signature", LEFT_OUT);
            case ChatEvent.RedactedReasoning redacted -> losses.add("thinking", LEFT_OUT);
            case ChatEvent.ToolStart tool -> start(tool, out);
            case ChatEvent.ToolArguments more -> arguments(more, out);
            case ChatEvent.Cited cited -> cite(cited, out);
            case ChatEvent.PartEnd end -> end(places.remove(end.part()), out);
        }
    }

    private void content(ChatEvent.Piece piece, String kind, String words, Consumer<Event> out) {
        Place known = places.get(piece.part());
        if (known == null) {
            known = new Place(contents++, false, new StringBuilder());
            places.put(piece.part(), known);
            Obj empty = Json.object("type", kind, kind, "");
            out.accept(Events.part(Events.CONTENT_START, known.index(), Json.object(Messages.CONTENT, empty)));
        }
        if (!words.isEmpty()) {
            if (known.text().length() < MAX_KEPT) {
                known.text().append(words);
            }
            Obj delta = Json.object(Messages.CONTENT, Json.object(kind, words));
            out.accept(Events.part(Events.CONTENT_DELTA, known.index(), delta));
        }
    }

    private void start(ChatEvent.ToolStart tool, Consumer<Event> out) {
        Place place = new Place(calls++, true, new StringBuilder());
        places.put(tool.part(), place);
        Obj function = Json.object("name", tool.name(), "arguments", "");
        Obj call = Json.object("id", tool.id(), "type", "function", "function", function);
        out.accept(Events.part(Events.CALL_START, place.index(), Json.object(Messages.CALLS, call)));
    }

    private void arguments(ChatEvent.ToolArguments more, Consumer<Event> out) {
        Place place = places.get(more.part());
        if (place != null && !more.piece().isEmpty()) {
            place.text().append(more.piece(), 0, 1); // As a mark that there are some.
            argue(place, more.piece(), out);
        }
    }

    private static void argue(Place place, String piece, Consumer<Event> out) {
        Obj function = Json.object("function", Json.object("arguments", piece));
        out.accept(Events.part(Events.CALL_DELTA, place.index(), Json.object(Messages.CALLS, function)));
    }

    private void cite(ChatEvent.Cited cited, Consumer<Event> out) {
        Place place = places.get(cited.part());
        if (place != null) {
            Obj citation = Citations.write(cited.citation(), place.text().toString(), place.index(), losses);
            out.accept(Events.part(Events.CITATION_START, 0, Json.object("citations", citation)));
            out.accept(Events.part(Events.CITATION_END, 0, null));
        }
    }

    private static void end(@Nullable Place place, Consumer<Event> out) {
        if (place != null && place.isCall() && place.text().isEmpty()) {
            argue(place, MessageWriter.NOTHING, out);
        }
        if (place != null) {
            out.accept(Events.part(place.isCall() ? Events.CALL_END : Events.CONTENT_END, place.index(), null));
        }
    }

    @Override
    public void end(Consumer<Event> out) {
        places.values().forEach(place -> end(place, out));
        places.clear();
        String reason = finish == null ? null : Finishes.write(finish, losses);
        out.accept(Events.end(reason, usage == null ? null : ReplyWriter.usage(usage, losses), null));
    }
}
