package dev.sluice.proxy.dialect.openai.codec;

import dev.sluice.api.chat.Finish;
import dev.sluice.api.chat.Finish.Reason;
import dev.sluice.api.chat.Losses;

/** Why a choice ended, in OpenAI's words. */
final class Finishes {

    private Finishes() {}

    static Finish read(String word) {
        return Finish.of(
                switch (word) {
                    case "stop" -> Reason.STOP;
                    case "length" -> Reason.LENGTH;
                    case "tool_calls", "function_call" -> Reason.TOOL_CALLS;
                    case "content_filter" -> Reason.SAFETY;
                    case "error" -> Reason.ERROR;
                    default -> Reason.OTHER;
                });
    }

    static String write(Finish finish, Losses losses) {
        return switch (finish.reason()) {
            case STOP, STOP_SEQUENCE -> "stop";
            case LENGTH, CONTEXT_FULL -> "length";
            case TOOL_CALLS -> "tool_calls";
            case SAFETY, REFUSAL -> "content_filter";
            case PAUSE, ERROR, OTHER -> {
                losses.mapped("finish_reason", "is 'stop' in the place of a reason that OpenAI's API does not have");
                yield "stop";
            }
        };
    }
}
