package dev.sluice.proxy.dialect.anthropic;

import dev.sluice.api.Usage;
import dev.sluice.api.dialect.Summary;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.stream.Event;
import dev.sluice.proxy.dialect.EventData;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what replies say of themselves. */
final class Summaries {

    private Summaries() {}

    static Summary of(Obj message) {
        Obj counts = message.object("usage");
        Usage usage = Usages.read(counts);
        Usage served = usage == null ? null : usage.withTier(Tiers.read(counts));
        return new Summary(message.text("model"), message.text(MessagesReply.FINISH), served);
    }

    /** A stream says it in two places: what it begins with, and what became of it. */
    static Summary of(List<Event> events) {
        Obj whole = Json.object().build();
        for (Event event : events) {
            whole = add(whole, EventData.object(event));
        }
        return of(whole);
    }

    private static Obj add(Obj whole, @Nullable Obj data) {
        if (data == null) {
            return whole;
        }
        if (data.get("message") instanceof Obj message && message.has("model")) {
            return message;
        }
        Obj usage = Usages.merge(whole.object("usage"), data.object("usage"));
        Obj counted = usage == null ? whole : whole.with("usage", usage);
        String reason = data.get("delta") instanceof Obj delta ? delta.text(MessagesReply.FINISH) : null;
        return reason == null ? counted : counted.with(MessagesReply.FINISH, reason);
    }
}
