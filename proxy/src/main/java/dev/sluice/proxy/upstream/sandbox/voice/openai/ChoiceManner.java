package dev.sluice.proxy.upstream.sandbox.voice.openai;

import dev.sluice.api.json.Bool;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Member;
import dev.sluice.api.json.Null;
import dev.sluice.api.json.Obj;
import dev.sluice.api.stream.Event;
import dev.sluice.proxy.upstream.sandbox.model.Answer;
import dev.sluice.proxy.upstream.sandbox.voice.Ask;
import dev.sluice.proxy.upstream.sandbox.voice.Beat;
import dev.sluice.proxy.upstream.sandbox.voice.Manner;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Answers in choices, as chat completions and completions do.
 *
 * @param style how a choice is spelt
 */
record ChoiceManner(ChoiceStyle style) implements Manner.Tells {

    private static final Event DONE = Event.of(null, "[DONE]");

    @Override
    public Obj whole(Ask ask, Answer answer) {
        List<Obj> choices = choices(ask, style.whole(answer), reason(answer));
        return document(ask, style.wholeObject(), choices).with("usage", Usages.ofChoices(ask, answer));
    }

    @Override
    public Stream<Beat<Event>> stream(Ask ask, Answer answer) {
        Stream<Beat<Event>> first = Stream.of(Beat.atOnce(chunks(ask, style.first(answer))));
        Stream<Beat<Event>> pieces = style.pieces(answer).map(piece -> Beat.token(chunks(ask, piece)));
        return Stream.concat(Stream.concat(first, pieces), Stream.of(Beat.atOnce(last(ask, answer))));
    }

    private List<Event> last(Ask ask, Answer answer) {
        List<Event> last = new ArrayList<>();
        for (Obj choice : choices(ask, style.last(), Json.of(reason(answer)))) {
            last.add(chunk(ask, List.of(choice)));
        }
        if (tellsUsage(ask)) {
            Obj chunk = document(ask, style.chunkObject(), List.of());
            last.add(Event.of(null, chunk.with("usage", Usages.ofChoices(ask, answer))));
        }
        last.add(DONE);
        return last;
    }

    /** One event for each choice and piece. */
    private List<Event> chunks(Ask ask, List<Obj> pieces) {
        return pieces.stream()
                .flatMap(piece -> choices(ask, piece, Null.NULL).stream())
                .map(choice -> chunk(ask, List.of(choice)))
                .toList();
    }

    private Event chunk(Ask ask, List<Obj> choices) {
        Obj chunk = document(ask, style.chunkObject(), choices);
        return Event.of(null, tellsUsage(ask) ? chunk.with("usage", Null.NULL) : chunk);
    }

    private Obj document(Ask ask, String object, List<Obj> choices) {
        return Json.object(
                "id",
                style.idPrefix() + ask.id(),
                "object",
                object,
                "created",
                ask.seconds(),
                "model",
                ask.model(),
                "system_fingerprint",
                "fp_sandbox",
                "choices",
                choices);
    }

    private static List<Obj> choices(Ask ask, Obj said, Object reason) {
        return IntStream.range(0, ask.choices())
                .mapToObj(index -> choice(index, said, reason))
                .toList();
    }

    private static Obj choice(int index, Obj said, Object reason) {
        Obj.Builder choice = Json.object().put("index", index);
        for (Member member : said) {
            choice.put(member.name(), member.value());
        }
        return choice.put("logprobs", null).put("finish_reason", reason).build();
    }

    private static String reason(Answer answer) {
        return answer.finish().name().toLowerCase(Locale.ROOT);
    }

    private static boolean tellsUsage(Ask ask) {
        return ask.body().at("/stream_options/include_usage") == Bool.TRUE;
    }
}
