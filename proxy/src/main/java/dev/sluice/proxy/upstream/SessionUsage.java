package dev.sluice.proxy.upstream;

import dev.sluice.api.Metering;
import dev.sluice.api.Usage;
import dev.sluice.api.dialect.Dialect;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.JsonSyntaxException;
import dev.sluice.api.json.Obj;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocketFrame;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Adds up what a provider says that a session has used. Events are read only if their beginning says that they tell it, so sound goes by
 * unread.
 */
final class SessionUsage implements Metering {

    /** The type of an event stands first in it, or after its id. */
    private static final int BEGINNING = 256;

    /** A longer event is not read. */
    private static final int MOST_BYTES = 4 << 20;

    private final Dialect dialect;
    private Usage sum = Usage.NONE;
    private @Nullable Buffer telling;

    SessionUsage(Dialect dialect) {
        this.dialect = dialect;
    }

    /** A frame came from the provider. */
    void hear(WebSocketFrame frame) {
        Buffer bytes;
        if (frame.isText()) {
            bytes = frame.binaryData();
            telling = tells(bytes) ? Buffer.buffer() : null;
        } else if (frame.isContinuation() && telling != null) {
            bytes = frame.binaryData();
        } else {
            return;
        }
        Buffer event = telling;
        if (event == null) {
            return;
        }
        if (event.length() + bytes.length() > MOST_BYTES) {
            telling = null;
            return;
        }
        event.appendBuffer(bytes);
        if (frame.isFinal()) {
            telling = null;
            read(event);
        }
    }

    private boolean tells(Buffer bytes) {
        int end = Math.min(BEGINNING, bytes.length());
        String beginning = new String(bytes.getBytes(0, end), StandardCharsets.ISO_8859_1);
        return dialect.sessionUsageEvents().stream().anyMatch(beginning::contains);
    }

    private void read(Buffer event) {
        try {
            Usage used = Json.parse(event) instanceof Obj object ? dialect.sessionUsage(object) : null;
            sum = used == null ? sum : sum.plus(used);
        } catch (JsonSyntaxException e) {
            // Not the dialect's: it says nothing of itself.
        }
    }

    /** {@inheritDoc} What no event told of was not used. */
    @Override
    public Usage complete(@Nullable Usage told) {
        return told == null ? sum : told;
    }

    @Override
    public @Nullable BigDecimal cost(Usage usage) {
        return null; // Whoever knows prices says so.
    }
}
