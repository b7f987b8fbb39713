package dev.sluice.proxy.server;

import dev.sluice.api.CallError;
import dev.sluice.api.CallError.Category;
import dev.sluice.proxy.server.Ending.Farewell;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Whose doing the end of a session is. What a client does is no failure of the provider: nobody else would have fared better. */
enum Party {
    CLIENT {
        @Override
        Ending left(Farewell farewell) {
            return new Ending(farewell, farewell, null);
        }

        @Override
        Ending unreadable(Farewell why, boolean tooLarge) {
            String code = tooLarge ? "frame_too_large" : "invalid_frame";
            return by(why, code, "The client sent what cannot be passed on: " + why.reason());
        }

        @Override
        Ending vanished() {
            return by(null, "cancelled", "The client has left.");
        }

        @Override
        Ending stalled(Duration limit) {
            return by(null, "client_stalled", "The client read nothing for " + limit + ".");
        }

        @Override
        Ending silent(Duration limit) {
            return by(null, "client_silent", "The client gave no sign of life for " + limit + ".");
        }

        private Ending by(@Nullable Farewell told, String code, String message) {
            return new Ending(told, Farewell.GOING_AWAY, CallError.of(Category.CANCELLED, code, message));
        }
    },
    PROVIDER {
        @Override
        Ending left(Farewell farewell) {
            boolean broken = farewell.code() >= BROKEN && farewell.code() < OWN;
            String message = "The provider ended the session with the code " + farewell.code() + ".";
            return new Ending(
                    farewell, farewell, broken ? CallError.of(Category.UPSTREAM, "upstream_closed", message) : null);
        }

        @Override
        Ending unreadable(Farewell why, boolean tooLarge) {
            String code = tooLarge ? "upstream_frame_too_large" : "upstream_invalid_response";
            return by(
                    why,
                    CallError.of(
                            Category.UPSTREAM, code, "The provider sent what cannot be passed on: " + why.reason()));
        }

        @Override
        Ending vanished() {
            return by(null, CallError.of(Category.UPSTREAM, "upstream_closed", "The provider broke the session off."));
        }

        @Override
        Ending stalled(Duration limit) {
            String message = "The provider read nothing for " + limit + ".";
            return by(null, CallError.of(Category.TIMEOUT, "upstream_stalled", message));
        }

        @Override
        Ending silent(Duration limit) {
            String message = "The provider gave no sign of life for " + limit + ".";
            return by(null, CallError.of(Category.TIMEOUT, "upstream_idle_timeout", message));
        }

        private Ending by(@Nullable Farewell told, CallError failure) {
            return new Ending(Farewell.broken(failure.message()), told, failure);
        }
    };

    /** Codes that say that something broke: from here on, up to those that applications define. */
    private static final int BROKEN = 1011;

    private static final int OWN = 3000;

    /** It said so itself. */
    abstract Ending left(Farewell farewell);

    /**
     * What it sent is no frame that can be read.
     *
     * @param why what it is told
     */
    abstract Ending unreadable(Farewell why, boolean tooLarge);

    /** Its connection is gone. */
    abstract Ending vanished();

    /** It did not read what waited for it. */
    abstract Ending stalled(Duration limit);

    /** It said nothing, and did not answer a ping. */
    abstract Ending silent(Duration limit);

    Ending broke(Throwable cause) {
        if (!(cause instanceof CorruptedWebSocketFrameException corrupted)) {
            return vanished();
        }
        WebSocketCloseStatus status = corrupted.closeStatus();
        boolean tooLarge = status.code() == WebSocketCloseStatus.MESSAGE_TOO_BIG.code();
        String reason = tooLarge ? "A frame is larger than 16 MiB." : "A frame is not as RFC 6455 has it.";
        return unreadable(new Farewell((short) status.code(), reason), tooLarge);
    }
}
