package dev.sluice.proxy.dialect.ollama;

import dev.sluice.api.chat.Finish;
import dev.sluice.api.chat.Finish.Reason;
import dev.sluice.api.chat.Losses;

/** Ollama's words for why an answer ended. */
final class Finishes {

    private Finishes() {}

    static Finish read(String word, boolean calls) {
        return Finish.of(
                switch (word) {
                    case "stop" -> calls ? Reason.TOOL_CALLS : Reason.STOP;
                    case "length" -> Reason.LENGTH;
                    case LineReply.FILTERED -> Reason.SAFETY;
                    default -> Reason.OTHER;
                });
    }

    static String write(Finish finish, Losses losses) {
        return switch (finish.reason()) {
            case STOP, TOOL_CALLS -> "stop";
            case LENGTH -> "length";
            case SAFETY -> LineReply.FILTERED;
            case CONTEXT_FULL -> nearest("length", losses);
            case STOP_SEQUENCE, REFUSAL, PAUSE, ERROR, OTHER -> nearest("stop", losses);
        };
    }

    private static String nearest(String word, Losses losses) {
        losses.mapped("finish_reason", "was said in Ollama's nearest word, " + word);
        return word;
    }
}
