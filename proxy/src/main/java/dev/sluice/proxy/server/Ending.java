package dev.sluice.proxy.server;

import dev.sluice.api.CallError;
import dev.sluice.api.CallError.Category;
import org.jspecify.annotations.Nullable;

/**
 * How a session ends.
 *
 * @param client what the client is told; null if it is cut off without a word
 * @param provider what the provider is told; null if it is cut off without a word
 * @param failure why it is no clean end; null if it is one
 */
record Ending(
        @Nullable Farewell client,
        @Nullable Farewell provider,
        @Nullable CallError failure) {

    /**
     * The client should come back, to another process or to this one's successor. 1001 would say so, too (RFC 6455 has it for servers that
     * go down), but SDKs take that for a clean end, and stop.
     */
    static Ending shuttingDown() {
        String why = "Sluice is shutting down; connect again.";
        return new Ending(
                new Farewell((short) 1012, why),
                Farewell.GOING_AWAY,
                CallError.of(Category.CANCELLED, "shutting_down", why));
    }

    static Ending expired() {
        String why = "The session has lasted as long as one may.";
        return new Ending(
                new Farewell((short) 1008, why),
                Farewell.GOING_AWAY,
                CallError.of(Category.CANCELLED, "session_expired", why));
    }

    /**
     * The last that a side is told.
     *
     * @param code by RFC 6455 and the registry that it founds
     * @param reason up to 123 bytes; null for none
     */
    record Farewell(short code, @Nullable String reason) {

        /** What is known of the provider that is of use to nobody who goes on. */
        static final Farewell GOING_AWAY = new Farewell((short) 1001, null);

        /** Something broke that the client has no part in. 1014 says it better, but several clients take it for no code at all. */
        static Farewell broken(String reason) {
            return new Farewell((short) 1011, reason);
        }
    }
}
