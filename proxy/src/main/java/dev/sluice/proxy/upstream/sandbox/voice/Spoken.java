package dev.sluice.proxy.upstream.sandbox.voice;

import dev.sluice.api.Usage;
import dev.sluice.api.chat.Asked;
import dev.sluice.api.chat.ChatCodec;
import dev.sluice.api.chat.ChatEvent;
import dev.sluice.api.chat.ChatReply;
import dev.sluice.api.chat.ChatWriter;
import dev.sluice.api.chat.Finish;
import dev.sluice.api.chat.Losses;
import dev.sluice.api.json.Obj;
import dev.sluice.api.stream.Event;
import dev.sluice.proxy.upstream.sandbox.model.Answer;
import dev.sluice.proxy.upstream.sandbox.model.Answer.ToolUse;
import dev.sluice.proxy.upstream.sandbox.model.Tokens;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Says an answer in any dialect, through its codec.
 *
 * @param codec the endpoint's
 */
public record Spoken(ChatCodec codec) implements Manner.Tells {

    @Override
    public Obj whole(Ask ask, Answer answer) {
        List<ChatEvent> events =
                beats(ask, answer).flatMap(beat -> beat.events().stream()).toList();
        return codec.writeReply(ChatReply.of(events), asked(ask), new Losses());
    }

    @Override
    public Stream<Beat<Event>> stream(Ask ask, Answer answer) {
        ChatWriter writer = codec.writer(asked(ask), new Losses());
        Stream<Beat<Event>> said = beats(ask, answer).map(beat -> said(beat, writer));
        return Stream.concat(said, Stream.of(writer).map(Spoken::end));
    }

    @Override
    public String streamType() {
        return codec.streamType();
    }

    private static Asked asked(Ask ask) {
        return new Asked(ask.model(), ask.body());
    }

    private static Beat<Event> said(Beat<ChatEvent> beat, ChatWriter writer) {
        List<Event> events = new ArrayList<>();
        beat.events().forEach(event -> writer.write(event, events::add));
        return new Beat<>(events, beat.isToken());
    }

    private static Beat<Event> end(ChatWriter writer) {
        List<Event> events = new ArrayList<>();
        writer.end(events::add);
        return Beat.atOnce(events);
    }

    private static Stream<Beat<ChatEvent>> beats(Ask ask, Answer answer) {
        ChatEvent start = new ChatEvent.Start(ask.id(), ask.model(), Instant.ofEpochSecond(ask.seconds()), null);
        ChatEvent used = new ChatEvent.Used(Usage.of(ask.tokens(), (long) answer.tokens() * ask.choices()));
        return Stream.of(
                        Stream.of(Beat.atOnce(List.of(start))),
                        words(ask, answer),
                        IntStream.range(0, answer.calls().size())
                                .boxed()
                                .flatMap(i -> call(ask, i, answer.calls().get(i))),
                        Stream.of(atOnce(ask, choice -> new ChatEvent.Ended(choice, finish(answer)))),
                        Stream.of(Beat.atOnce(List.of(used))))
                .flatMap(beats -> beats);
    }

    private static Stream<Beat<ChatEvent>> words(Ask ask, Answer answer) {
        if (answer.text().isEmpty() && !answer.calls().isEmpty()) {
            return Stream.empty();
        }
        Stream<Beat<ChatEvent>> pieces =
                Tokens.pieces(answer.text()).map(piece -> token(ask, choice -> new ChatEvent.Text(choice, 0, piece)));
        return around(
                atOnce(ask, choice -> new ChatEvent.Text(choice, 0, "")),
                pieces,
                atOnce(ask, choice -> new ChatEvent.PartEnd(choice, 0)));
    }

    private static Stream<Beat<ChatEvent>> call(Ask ask, int part, ToolUse call) {
        Stream<Beat<ChatEvent>> pieces = Tokens.pieces(call.arguments())
                .map(piece -> token(ask, choice -> new ChatEvent.ToolArguments(choice, part, piece)));
        return around(
                atOnce(ask, choice -> new ChatEvent.ToolStart(choice, part, call.id(), call.name())),
                pieces,
                atOnce(ask, choice -> new ChatEvent.PartEnd(choice, part)));
    }

    private static Stream<Beat<ChatEvent>> around(
            Beat<ChatEvent> first, Stream<Beat<ChatEvent>> between, Beat<ChatEvent> last) {
        return Stream.concat(Stream.concat(Stream.of(first), between), Stream.of(last));
    }

    /** All choices say the same at the same time. */
    private static Beat<ChatEvent> atOnce(Ask ask, IntFunction<ChatEvent> event) {
        return Beat.atOnce(IntStream.range(0, ask.choices()).mapToObj(event).toList());
    }

    private static Beat<ChatEvent> token(Ask ask, IntFunction<ChatEvent> event) {
        return Beat.token(IntStream.range(0, ask.choices()).mapToObj(event).toList());
    }

    private static Finish finish(Answer answer) {
        return Finish.of(
                switch (answer.finish()) {
                    case STOP -> Finish.Reason.STOP;
                    case LENGTH -> Finish.Reason.LENGTH;
                    case TOOL_CALLS -> Finish.Reason.TOOL_CALLS;
                });
    }
}
