package dev.sluice.proxy.dialect.gemini;

import dev.sluice.api.Usage;
import dev.sluice.api.chat.Asked;
import dev.sluice.api.chat.ChatEvent;
import dev.sluice.api.chat.ChatPart;
import dev.sluice.api.chat.ChatWriter;
import dev.sluice.api.chat.Losses;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.stream.Event;
import dev.sluice.api.text.Channel;
import dev.sluice.proxy.dialect.gemini.AnswerState.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes a stream of chunks. Calls of functions leave when they are whole; why candidates ended leaves last, with the tokens
 * used, since dialects differ in which of the two comes first.
 */
final class ChunkWriter implements ChatWriter {
    private final StreamForm form;
    private final Asked asked;
    private final Losses losses;
    private final Map<Integer, AnswerState> answers = new TreeMap<>();
    private ReplyHead head;
    private @Nullable Usage usage;
    private boolean begun;

    ChunkWriter(StreamForm form, Asked asked, Losses losses) {
        this.form = form;
        this.asked = asked;
        this.losses = losses;
        this.head = new ReplyHead("", asked.model(), null, null);
    }

    @Override
    public void write(ChatEvent event, Consumer<Event> out) {
        switch (event) {
            case ChatEvent.Start start -> head = ReplyHead.of(start, asked);
            case ChatEvent.Piece piece -> piece(piece, out);
            case ChatEvent.Logprobs logprobs -> {
                Obj result = Probabilities.write(logprobs.tokens());
                chunk(Json.object("index", logprobs.choice(), Probabilities.RESULT, result), out);
            }
            case ChatEvent.Ended ended -> {
                calls(ended.choice(), out);
                answer(ended.choice()).finish = ended.finish();
            }
            case ChatEvent.Used used -> usage = used.usage();
            case ChatEvent.Failed failed -> {
                send(Errors.write(failed.error()), out);
                form.end(out);
            }
        }
    }

    private void piece(ChatEvent.Piece piece, Consumer<Event> out) {
        AnswerState answer = answer(piece.choice());
        switch (piece) {
            case ChatEvent.Text words -> {
                answer.said(words.piece());
                part(piece, Json.object("text", words.piece()), out);
            }
            case ChatEvent.Refusal words -> part(piece, ReplyWriter.refusal(words.piece(), losses), out);
            case ChatEvent.Reasoning words -> thought(answer, words, out);
            case ChatEvent.Signature signed -> sign(answer, signed, out);
            case ChatEvent.RedactedReasoning redacted ->
                losses.add("thinking", "is of a kind that only its own provider can read and was left out");
            case ChatEvent.ToolStart tool -> answer.calls.put(tool.part(), new Call(tool.id(), tool.name()));
            case ChatEvent.ToolArguments more ->
                answer.call(more.part()).arguments.append(more.piece());
            case ChatEvent.Cited cited -> answer.citations.add(cited.citation());
            case ChatEvent.PartEnd end -> call(piece.choice(), answer.calls.remove(end.part()), out);
        }
    }

    /** Empty words say nothing until a signature follows. */
    private void thought(AnswerState answer, ChatEvent.Reasoning words, Consumer<Event> out) {
        if (!words.piece().isEmpty()) {
            answer.thinking = words.part();
            part(words, CandidateTexts.part(Channel.Kind.REASONING, words.piece()), out);
        }
    }

    private void sign(AnswerState answer, ChatEvent.Signature signed, Consumer<Event> out) {
        Call call = answer.calls.get(signed.part());
        if (call != null) {
            call.signature = signed.signature();
            return;
        }
        Obj part = PartWriter.thought(new ChatPart.Reasoning("", signed.signature()));
        part(signed, answer.thinking == signed.part() ? part.with("thought", Json.of(true)) : part, out);
    }

    private void calls(int choice, Consumer<Event> out) {
        List<Call> all = new ArrayList<>(answer(choice).calls.values());
        answer(choice).calls.clear();
        all.forEach(call -> call(choice, call, out));
    }

    private void call(int choice, @Nullable Call call, Consumer<Event> out) {
        if (call != null) {
            Obj part = PartWriter.call(call.part(), false, losses, call.name);
            chunk(Json.object("content", ReplyWriter.content(List.of(part)), "index", choice), out);
        }
    }

    private void part(ChatEvent.Piece of, Obj part, Consumer<Event> out) {
        chunk(Json.object("content", ReplyWriter.content(List.of(part)), "index", of.choice()), out);
    }

    private void chunk(Obj candidate, Consumer<Event> out) {
        Obj chunk = Json.object(CandidateReply.CANDIDATES, Json.array(candidate));
        send(head.on(chunk, null, losses), out);
    }

    private void send(Obj chunk, Consumer<Event> out) {
        out.accept(begun ? form.next(chunk) : form.first(chunk));
        begun = true;
    }

    @Override
    public void end(Consumer<Event> out) {
        List<Obj> candidates = new ArrayList<>();
        answers.forEach((choice, answer) -> {
            calls(choice, out);
            candidates.add(last(choice, answer));
        });
        Obj chunk = candidates.isEmpty() ? Json.object().build() : Json.object(CandidateReply.CANDIDATES, candidates);
        send(head.on(chunk, usage, losses), out);
        form.end(out);
    }

    private Obj last(int choice, AnswerState answer) {
        Obj.Builder last = Json.object()
                .put("content", ReplyWriter.content(List.of(Json.object("text", ""))))
                .put("index", choice);
        if (answer.finish != null) {
            last.put(CandidateReply.FINISH, Finishes.write(answer.finish, losses));
        }
        if (!answer.citations.isEmpty()) {
            last.put(Groundings.member(), Groundings.write(answer.citations, answer.text.toString(), losses));
        }
        return last.build();
    }

    private AnswerState answer(int choice) {
        return answers.computeIfAbsent(choice, key -> new AnswerState());
    }
}
