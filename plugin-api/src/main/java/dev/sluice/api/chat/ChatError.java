package dev.sluice.api.chat;

import dev.sluice.api.CallError;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a provider says went wrong.
 *
 * @param status the HTTP status; within a stream, the one that its words stand for
 * @param code the provider's own word for it, such as {@code rate_limit_exceeded}; empty if it has none
 * @param message for people
 * @param param the field at fault; null if none was named
 * @param retryAfter when to try again, where the body says it; null if it does not
 */
public record ChatError(
        int status,
        String code,
        String message,
        @Nullable String param,
        @Nullable Duration retryAfter) {

    /**
     * An error of Sluice's own.
     *
     * @param error it
     * @return the same in these words
     */
    public static ChatError of(CallError error) {
        return new ChatError(error.status(), error.code(), error.message(), error.param(), error.retryAfter());
    }

    /**
     * The same with another status, as when the header has said it.
     *
     * @param known the status
     * @return a copy
     */
    public ChatError withStatus(int known) {
        return new ChatError(known, code, message, param, retryAfter);
    }
}
