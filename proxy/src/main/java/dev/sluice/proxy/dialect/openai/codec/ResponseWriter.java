package dev.sluice.proxy.dialect.openai.codec;

import dev.sluice.api.Usage;
import dev.sluice.api.chat.Asked;
import dev.sluice.api.chat.ChatEvent;
import dev.sluice.api.chat.ChatWriter;
import dev.sluice.api.chat.Finish;
import dev.sluice.api.chat.Losses;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.stream.Event;
import dev.sluice.proxy.dialect.Ids;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes a stream of responses. The last event holds all of the response again, so all that was said is kept until then.
 *
 * <p>A message holds the texts that follow each other; each thought and each call of a tool is an item of its own. The end of
 * a text is told when something else begins, since its probabilities may come late.
 */
final class ResponseWriter implements ChatWriter {

    private final Asked asked;
    private final Losses losses;
    private final Output output = new Output();
    private final Map<Integer, OutputPart> parts = new HashMap<>();
    private OutputPart.@Nullable Message message;
    private ChatEvent.Start start = new ChatEvent.Start("", "", null, null);
    private Finish finish = Finish.of(Finish.Reason.STOP);
    private @Nullable Usage usage;

    ResponseWriter(Asked asked, Losses losses) {
        this.asked = asked;
        this.losses = losses;
    }

    @Override
    public void write(ChatEvent event, Consumer<Event> out) {
        switch (event) {
            case ChatEvent.Start begun -> start(begun, out);
            case ChatEvent.Piece piece when piece.choice() > 0 -> lost();
            case ChatEvent.Piece piece -> piece(piece, out);
            case ChatEvent.Logprobs likely
            when likely.choice() == 0 -> {
                if (message != null) {
                    message.likely(likely.tokens(), output.to(out));
                }
            }
            case ChatEvent.Ended ended
            when ended.choice() == 0 -> {
                finish = ended.finish();
                closeAll(out);
            }
            case ChatEvent.Used used -> usage = used.usage();
            case ChatEvent.Failed failed -> output.to(out).error(failed.error());
            case ChatEvent.Logprobs other -> lost();
            case ChatEvent.Ended other -> lost();
        }
    }

    private void lost() {
        losses.add("choices", "after the first were left out: a response has one answer");
    }

    private void start(ChatEvent.Start begun, Consumer<Event> out) {
        start = new ChatEvent.Start(
                Ids.orNew("resp_", begun.id()), begun.model(), begun.created(), begun.serviceTier());
        Obj response = OutputWriter.response(start, asked, "in_progress", null, output.items())
                .with("usage", Json.from(null));
        output.to(out).say("response.created", "response", response);
        output.to(out).say("response.in_progress", "response", response);
    }

    private void piece(ChatEvent.Piece piece, Consumer<Event> out) {
        Output.Sink sink = output.to(out);
        switch (piece) {
            case ChatEvent.Text text -> message(sink).text(text.part(), text.piece(), false, sink);
            case ChatEvent.Refusal text -> message(sink).text(text.part(), text.piece(), true, sink);
            case ChatEvent.Cited cited -> message(sink).cited(cited, losses, sink);
            case ChatEvent.Reasoning thought -> thought(thought.part(), sink).text(thought.piece(), sink);
            case ChatEvent.RedactedReasoning thought -> {
                losses.mapped("output.reasoning", "is encrypted thinking in the place of thinking that was redacted");
                thought(thought.part(), sink).sign(thought.data());
            }
            case ChatEvent.Signature signed -> sign(signed, sink);
            case ChatEvent.ToolStart call -> {
                closeMessage(sink);
                parts.put(call.part(), OutputPart.Call.begin(output.next(), start.id(), call, sink));
            }
            case ChatEvent.ToolArguments arguments -> {
                if (parts.get(arguments.part()) instanceof OutputPart.Call call) {
                    call.arguments(arguments.piece(), sink);
                }
            }
            case ChatEvent.PartEnd end -> {
                OutputPart part = parts.get(end.part());
                if (part != null) {
                    part.close(sink);
                }
            }
        }
    }

    private void sign(ChatEvent.Signature signed, Output.Sink sink) {
        if (parts.get(signed.part()) instanceof OutputPart.Call) {
            losses.add("output.function_call.signature", Lost.SIGNATURE);
        } else {
            thought(signed.part(), sink).sign(signed.signature());
        }
    }

    private OutputPart.Thought thought(int part, Output.Sink sink) {
        if (parts.get(part) instanceof OutputPart.Thought known) {
            return known;
        }
        closeMessage(sink);
        OutputPart.Thought begun = OutputPart.Thought.begin(output.next(), start.id(), sink);
        parts.put(part, begun);
        return begun;
    }

    private OutputPart.Message message(Output.Sink sink) {
        OutputPart.Message open = message;
        if (open == null) {
            open = OutputPart.Message.begin(output.next(), start.id(), sink);
            message = open;
        }
        return open;
    }

    private void closeMessage(Output.Sink sink) {
        if (message != null) {
            message.close(sink);
            message = null;
        }
    }

    private void closeAll(Consumer<Event> out) {
        Output.Sink sink = output.to(out);
        closeMessage(sink);
        parts.values().forEach(part -> part.close(sink));
    }

    /** All that was said. */
    Obj whole() {
        String status = OutputWriter.status(finish, losses);
        Obj response = OutputWriter.response(start, asked, status, finish, output.items());
        return usage == null ? response : response.with("usage", Usages.ofResponse(usage, losses));
    }

    @Override
    public void end(Consumer<Event> out) {
        closeAll(out);
        Obj response = whole();
        output.to(out).say("response." + response.text("status"), "response", response);
    }
}
