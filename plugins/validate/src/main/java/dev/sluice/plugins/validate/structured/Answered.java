package dev.sluice.plugins.validate.structured;

import dev.sluice.api.Streamed;
import dev.sluice.api.Whole;
import dev.sluice.api.chat.ChatCodec;
import dev.sluice.api.chat.ChatEvent;
import dev.sluice.api.chat.ChatPart;
import dev.sluice.api.chat.ChatReader;
import dev.sluice.api.chat.ChatReply;
import dev.sluice.api.chat.Losses;
import dev.sluice.api.dialect.ReplyLens;
import dev.sluice.api.json.Obj;
import dev.sluice.api.stream.Event;
import dev.sluice.plugins.validate.schema.Fault;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether a chat's reply says anything: a contract is not met by silence. Calls of tools and refusals are answers of their own. */
final class Answered {

    private final ChatReader reader;
    private boolean said;
    private boolean ended;

    private Answered(ChatReader reader) {
        this.reader = reader;
    }

    /** Throws what a wrong reply is refused with, if one of its answers is empty. */
    static void check(Whole reply) {
        ChatCodec codec = codec(reply.endpoint().replyLens());
        Obj body = codec == null ? null : reply.json();
        ChatReply read = codec == null || body == null ? null : codec.readReply(body, new Losses());
        boolean silent = read != null
                && (read.choices().isEmpty() || read.choices().stream().anyMatch(Answered::isSilent));
        if (silent) {
            throw nothing();
        }
    }

    /** A stream that breaks off where its answer ends without having said anything. */
    static Streamed watched(Streamed reply) {
        Streamed readable = reply.readable();
        ChatCodec codec = codec(readable.endpoint().replyLens());
        if (codec == null) {
            return readable;
        }
        Answered answered = new Answered(codec.reader(new Losses()));
        return readable.mapEvents(event -> List.of(answered.heard(event)));
    }

    private static @Nullable ChatCodec codec(@Nullable ReplyLens lens) {
        return lens == null ? null : lens.chat();
    }

    /** One that has ended; an answer that is still to be made says nothing yet. */
    private static boolean isSilent(ChatReply.Choice choice) {
        return choice.finish() != null
                && choice.parts().stream().noneMatch(part -> switch (part) {
                    case ChatPart.Text text -> !text.text().isBlank();
                    case ChatPart.ToolCall call -> true;
                    case ChatPart.Refusal refusal -> true;
                    default -> false;
                });
    }

    /** Reads no further than to the first thing that is said. */
    private Event heard(Event event) {
        if (!said && event.hasData()) {
            reader.read(event, this::hear);
        }
        if (ended && !said) {
            throw nothing();
        }
        return event;
    }

    private void hear(ChatEvent event) {
        switch (event) {
            case ChatEvent.Text text -> said |= !text.piece().isBlank();
            case ChatEvent.ToolStart call -> said = true;
            case ChatEvent.Refusal refusal -> said = true;
            case ChatEvent.Failed failed -> said = true; // Told as what it is.
            case ChatEvent.Ended end -> ended = true;
            default -> {}
        }
    }

    private static RuntimeException nothing() {
        return StructuredText.error(List.of(new Fault("", "expected a JSON document, found no text")));
    }
}
