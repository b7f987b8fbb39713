package dev.sluice.proxy.telemetry.metrics;

import dev.sluice.api.CallError;
import dev.sluice.api.Reply;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What became of an attempt, up to the head of its reply. */
enum AttemptResult {
    /** A status below 400. */
    OK,
    /** 429: the provider wants less. */
    RATE_LIMITED,
    /** Any other 4xx. */
    REJECTED,
    /** 5xx. */
    SERVER_ERROR,
    /** No head in time. */
    TIMEOUT,
    /** The client left first, or another attempt won. */
    CANCELLED,
    /** No connection, or no sense in what came. */
    FAILED;

    private static final int TOO_MANY_REQUESTS = 429;

    private final String label = name().toLowerCase(Locale.ROOT);

    static AttemptResult of(@Nullable Reply reply, @Nullable Throwable failure) {
        return reply != null ? of(reply.status()) : of(failure);
    }

    String label() {
        return label;
    }

    private static AttemptResult of(int status) {
        if (status < 400) {
            return OK;
        }
        if (status == TOO_MANY_REQUESTS) {
            return RATE_LIMITED;
        }
        return status < 500 ? REJECTED : SERVER_ERROR;
    }

    private static AttemptResult of(@Nullable Throwable failure) {
        if (!(failure instanceof CallError error)) {
            return FAILED;
        }
        return switch (error.category()) {
            case TIMEOUT -> TIMEOUT;
            case CANCELLED -> CANCELLED;
            default -> FAILED;
        };
    }
}
