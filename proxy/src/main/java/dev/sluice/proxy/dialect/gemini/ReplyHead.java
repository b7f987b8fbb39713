package dev.sluice.proxy.dialect.gemini;

import dev.sluice.api.Usage;
import dev.sluice.api.chat.Asked;
import dev.sluice.api.chat.ChatEvent;
import dev.sluice.api.chat.ChatReply;
import dev.sluice.api.chat.Losses;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What every chunk of a reply says of it.
 *
 * @param id the reply's
 * @param model that answered
 * @param created when; null if nobody said
 * @param serviceTier how; null if nobody said
 */
record ReplyHead(
        String id,
        String model,
        @Nullable Instant created,
        @Nullable String serviceTier) {

    static ReplyHead of(ChatReply reply, Asked asked) {
        return of(new ChatEvent.Start(reply.id(), reply.model(), reply.created(), reply.serviceTier()), asked);
    }

    static ReplyHead of(ChatEvent.Start start, Asked asked) {
        String model = start.model().isEmpty() ? asked.model() : start.model();
        return new ReplyHead(start.id(), model, start.created(), start.serviceTier());
    }

    /** A chunk with what it says, and with the tokens used if they are known. */
    Obj on(Obj chunk, @Nullable Usage usage, Losses losses) {
        if (usage != null && (usage.cacheWrite() > 0 || usage.estimated())) {
            losses.add("usage", "has counts that Gemini has no word for");
        }
        Obj counts = usage == null ? Json.object().build() : Usages.write(usage);
        Obj told = serviceTier == null
                ? counts
                : counts.with("serviceTier", serviceTier.equals("default") ? "standard" : serviceTier);
        Obj with = told.isEmpty() ? chunk : chunk.with(Usages.USAGE, told);
        Obj named = model.isEmpty() ? with : with.with("modelVersion", model);
        Obj timed = created == null ? named : named.with("createTime", created.toString());
        return id.isEmpty() ? timed : timed.with("responseId", id);
    }
}
