package dev.sluice.proxy.dialect.cohere;

import dev.sluice.api.chat.Finish;
import dev.sluice.api.chat.Finish.Reason;
import dev.sluice.api.chat.Losses;

/** Cohere's words for why an answer ended. */
final class Finishes {

    private Finishes() {}

    static Finish read(String word) {
        return Finish.of(
                switch (word) {
                    case "COMPLETE" -> Reason.STOP;
                    case "STOP_SEQUENCE" -> Reason.STOP_SEQUENCE;
                    case "MAX_TOKENS" -> Reason.LENGTH;
                    case "TOOL_CALL" -> Reason.TOOL_CALLS;
                    case "ERROR_TOXIC" -> Reason.SAFETY;
                    case "ERROR_LIMIT" -> Reason.CONTEXT_FULL;
                    case "ERROR", "TIMEOUT" -> Reason.ERROR;
                    default -> Reason.OTHER;
                });
    }

    static String write(Finish finish, Losses losses) {
        if (finish.stopSequence() != null) {
            losses.add("stop_sequence", "has no word in Cohere's API and was left out");
        }
        return switch (finish.reason()) {
            case STOP -> "COMPLETE";
            case STOP_SEQUENCE -> "STOP_SEQUENCE";
            case LENGTH -> "MAX_TOKENS";
            case TOOL_CALLS -> "TOOL_CALL";
            case ERROR -> "ERROR";
            case CONTEXT_FULL -> nearest("MAX_TOKENS", losses);
            case SAFETY -> nearest("ERROR", losses);
            case REFUSAL, PAUSE, OTHER -> nearest("COMPLETE", losses);
        };
    }

    private static String nearest(String word, Losses losses) {
        losses.mapped("finish_reason", "was said in Cohere's nearest word, " + word);
        return word;
    }
}
