package dev.sluice.proxy.dialect.gemini;

import dev.sluice.api.chat.Finish;
import dev.sluice.api.chat.Finish.Reason;
import dev.sluice.api.chat.Losses;

/** The API's words for why an answer ended. */
final class Finishes {
    private static final String STOP = "STOP";

    private Finishes() {}

    /**
     * Reads a reason.
     *
     * @param word the API's
     * @param calls whether functions are called, for which the API has no word
     */
    static Finish read(String word, boolean calls) {
        return Finish.of(
                switch (word) {
                    case STOP -> calls ? Reason.TOOL_CALLS : Reason.STOP;
                    case "MAX_TOKENS" -> Reason.LENGTH;
                    case "SAFETY",
                            "RECITATION",
                            "LANGUAGE",
                            "BLOCKLIST",
                            "PROHIBITED_CONTENT",
                            "SPII",
                            "MODEL_ARMOR",
                            "JAILBREAK",
                            "IMAGE_SAFETY",
                            "IMAGE_PROHIBITED_CONTENT",
                            "IMAGE_RECITATION" -> Reason.SAFETY;
                    case "MALFORMED_FUNCTION_CALL",
                            "UNEXPECTED_TOOL_CALL",
                            "TOO_MANY_TOOL_CALLS",
                            "MISSING_THOUGHT_SIGNATURE",
                            "MALFORMED_RESPONSE" -> Reason.ERROR;
                    default -> Reason.OTHER;
                });
    }

    static String write(Finish finish, Losses losses) {
        switch (finish.reason()) {
            case REFUSAL, PAUSE, CONTEXT_FULL, STOP_SEQUENCE ->
                losses.mapped("finish_reason", "was said in Gemini's nearest word");
            default -> {}
        }
        return switch (finish.reason()) {
            case STOP, STOP_SEQUENCE, TOOL_CALLS -> STOP;
            case LENGTH, CONTEXT_FULL -> "MAX_TOKENS";
            case SAFETY, REFUSAL -> "SAFETY";
            case ERROR -> "MALFORMED_RESPONSE";
            case PAUSE, OTHER -> "OTHER";
        };
    }
}
