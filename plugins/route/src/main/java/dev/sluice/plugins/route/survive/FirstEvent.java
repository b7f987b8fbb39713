package dev.sluice.plugins.route.survive;

import dev.sluice.api.chat.ChatError;
import dev.sluice.api.dialect.ReplyLens;
import dev.sluice.api.json.JsonSyntaxException;
import dev.sluice.api.json.Obj;
import dev.sluice.api.stream.Event;
import dev.sluice.api.stream.Frames;
import org.jspecify.annotations.Nullable;

/** Reads the first event of a stream that says something: providers answer 200 and then tell there that they failed. */
final class FirstEvent {

    private static final int UNKNOWN = 0;

    private FirstEvent() {}

    /** What went wrong; null if nothing did. */
    static @Nullable ChatError error(Frames first, ReplyLens lens) {
        for (Event event : first.events()) {
            if (event.hasData()) {
                ChatError told = lens.error(event);
                return told != null ? told : spelled(event);
            }
        }
        return null;
    }

    /** Every dialect calls it an error, so those whose lens cannot say are read, too. */
    private static @Nullable ChatError spelled(Event event) {
        boolean named = "error".equals(event.type());
        if (!named && !event.text().contains("\"error\"")) {
            return null;
        }
        Obj data = object(event);
        boolean error = named || (data != null && (data.object("error") != null || "error".equals(data.text("type"))));
        return error ? new ChatError(UNKNOWN, "", event.text(), null, null) : null;
    }

    private static @Nullable Obj object(Event event) {
        try {
            return event.json() instanceof Obj data ? data : null;
        } catch (JsonSyntaxException e) {
            return null; // Not JSON: whoever reads the stream finds out.
        }
    }
}
