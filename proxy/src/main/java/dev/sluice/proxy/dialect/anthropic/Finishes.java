package dev.sluice.proxy.dialect.anthropic;

import dev.sluice.api.chat.ChatPart;
import dev.sluice.api.chat.Finish;
import dev.sluice.api.chat.Finish.Reason;
import dev.sluice.api.chat.Losses;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Null;
import dev.sluice.api.json.Obj;
import dev.sluice.proxy.dialect.Texts;
import org.jspecify.annotations.Nullable;

/** Reads and writes why an answer ended; a refusal's words stand there too. */
final class Finishes {

    private static final String SEQUENCE = "stop_sequence";
    private static final String DETAILS = "stop_details";

    private Finishes() {}

    /** What a message, or the delta that ends one, says; null if it does not. */
    static @Nullable Finish read(Obj holder, Losses losses) {
        String word = holder.text(MessagesReply.FINISH);
        if (word == null) {
            return null;
        }
        return switch (word) {
            case "end_turn" -> Finish.of(Reason.STOP);
            case SEQUENCE -> new Finish(Reason.STOP_SEQUENCE, holder.text(SEQUENCE));
            case "max_tokens" -> Finish.of(Reason.LENGTH);
            case "model_context_window_exceeded" -> Finish.of(Reason.CONTEXT_FULL);
            case "tool_use" -> Finish.of(Reason.TOOL_CALLS);
            case "pause_turn" -> Finish.of(Reason.PAUSE);
            case MessagesReply.FILTERED -> Finish.of(Reason.REFUSAL);
            default -> {
                losses.add(MessagesReply.FINISH, "is a word that is not known to this version");
                yield Finish.of(Reason.OTHER);
            }
        };
    }

    /** Why the model would not answer; null if it does not say. */
    static ChatPart.@Nullable Refusal refusal(Obj holder) {
        Json words = holder.at("/stop_details/explanation");
        return words == null || words == Null.NULL ? null : new ChatPart.Refusal(Texts.string(words));
    }

    /** Says it in a message, or in the delta that ends one. */
    static Obj write(Obj holder, @Nullable Finish finish, String refusal, Losses losses) {
        Obj said = holder.with(MessagesReply.FINISH, word(finish, refusal, losses))
                .with(SEQUENCE, Json.from(finish == null ? null : finish.stopSequence()));
        return refusal.isEmpty()
                ? said
                : said.with(DETAILS, Json.object("type", "refusal", "category", null, "explanation", refusal));
    }

    private static String word(@Nullable Finish finish, String refusal, Losses losses) {
        Reason reason = finish == null ? Reason.STOP : finish.reason();
        boolean isRefusal = !refusal.isEmpty() || reason == Reason.SAFETY;
        if (isRefusal && reason != Reason.REFUSAL) {
            losses.mapped(MessagesReply.FINISH, "became refusal, the word for whatever was not to be said");
        }
        if (isRefusal) {
            return MessagesReply.FILTERED;
        }
        return switch (reason) {
            case STOP -> "end_turn";
            case STOP_SEQUENCE -> SEQUENCE;
            case LENGTH -> "max_tokens";
            case CONTEXT_FULL -> "model_context_window_exceeded";
            case TOOL_CALLS -> "tool_use";
            case PAUSE -> "pause_turn";
            case REFUSAL, SAFETY -> MessagesReply.FILTERED;
            case ERROR, OTHER -> {
                losses.mapped(MessagesReply.FINISH, "became end_turn: there is no word for how it ended");
                yield "end_turn";
            }
        };
    }
}
