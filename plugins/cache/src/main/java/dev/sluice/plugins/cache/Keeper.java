package dev.sluice.plugins.cache;

import dev.sluice.api.Call;
import dev.sluice.api.Outcome;
import dev.sluice.api.Reply;
import dev.sluice.api.Scope;
import dev.sluice.api.Streamed;
import dev.sluice.api.Whole;
import dev.sluice.api.dialect.ReplyLens;
import dev.sluice.api.plugin.PluginContext;
import dev.sluice.api.stream.Coding;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Watches replies go by, and keeps those that others may have. */
final class Keeper {

    /** What is looked through on the event loop: about 200 µs. */
    private static final int QUICK_BYTES = 64 << 10;

    private final Keeping keeping;
    private final Store store;
    private final PluginContext context;

    Keeper(Keeping keeping, Store store, PluginContext context) {
        this.keeping = keeping;
        this.store = store;
        this.context = context;
    }

    /**
     * Where a reply is going to be kept.
     *
     * @param form how it is spelled
     * @param watch says whether it was to be forgotten meanwhile; its tags are those of the entry
     */
    record Place(Form form, Forgotten.Watch watch) {}

    /** Somebody who wants to know how it goes. */
    @FunctionalInterface
    interface Watcher {

        /** The reply has ended, and whoever reads it has not heard so yet. */
        default void ended(Outcome outcome) {}

        /** It is at hand, or is not going to be, which of the two. */
        void over(boolean kept);
    }

    /**
     * To be taken before the call is sent, so that nothing comes back that was to be forgotten since.
     *
     * @param call as it is going to be sent
     * @param address where its reply is kept
     * @param tags by which it can be purged, beside those that every entry has, as the client writes them
     */
    Place place(Call call, Address address, Set<String> tags) {
        return new Place(address.form(), store.watch(address.place(), Purges.tags(call, tags)));
    }

    /**
     * Watches one.
     *
     * @param sent the call that it answers
     * @param reply as it comes
     * @param place where it is kept
     * @param watcher told how it goes
     * @return the reply, to be used in its place
     */
    Reply watched(Call sent, Reply reply, Place place, Watcher watcher) {
        if (reply instanceof Streamed streamed) {
            Tap tap = new Tap(streamed.frames(), keeping.maxBytes());
            return streamed.watched(tap)
                    .onEnd(outcome -> ended(new Seen(sent, reply, outcome, tap.seen()), place, watcher));
        }
        Buffer body = reply instanceof Whole whole ? whole.body() : null;
        return reply.onEnd(outcome -> ended(new Seen(sent, reply, outcome, body), place, watcher));
    }

    /** A reply that has ended, and its bytes as they came; null if they are too many. */
    private record Seen(
            Call sent,
            Reply reply,
            Outcome outcome,
            @Nullable Buffer body) {

        boolean mayBeKept() {
            return Keepable.isReply(sent.operation(), reply.status(), reply.headers(), outcome);
        }

        boolean callsTools(Buffer plain) {
            return ToolCalls.isReason(outcome.finishReason())
                    || ToolCalls.in(
                            plain, reply instanceof Streamed, reply.endpoint().replyLens());
        }
    }

    private void ended(Seen seen, Place place, Watcher watcher) {
        watcher.ended(seen.outcome());
        Buffer body = seen.body();
        if (body == null || body.length() > keeping.maxBytes() || !seen.mayBeKept()) {
            watcher.over(false);
            return;
        }
        boolean quick = body.length() <= QUICK_BYTES && !seen.reply().headers().contains("content-encoding");
        Future<Optional<Buffer>> plain = !quick
                ? context.computing(Scope.root(), body.length(), () -> plain(seen, body))
                : Future.succeededFuture(plain(seen, body));
        plain.compose(bytes -> bytes.map(all -> keep(seen, all, place)).orElseGet(() -> Future.succeededFuture(false)))
                .onComplete(done -> watcher.over(Boolean.TRUE.equals(done.result())));
    }

    /** The bytes without their coding; empty if they call a tool, or nobody can say. */
    private Optional<Buffer> plain(Seen seen, Buffer body) {
        String coding = seen.reply().headers().get("content-encoding");
        try {
            Buffer plain = coding == null ? body : Coding.decode(coding, body);
            boolean fits = plain.length() <= keeping.maxBytes();
            return fits && (keeping.toolCalls() || !seen.callsTools(plain)) ? Optional.of(plain) : Optional.empty();
        } catch (Coding.CodingException e) {
            return Optional.empty();
        }
    }

    private Future<Boolean> keep(Seen seen, Buffer body, Place place) {
        String type = seen.reply().headers().get("content-type");
        Duration fresh = keeping.jittered();
        Entry entry = new Entry(
                context.timers().now(),
                fresh,
                place.form(),
                type == null ? "application/json" : type,
                place.watch().tags(),
                seen.reply().headers().contains(ReplyLens.UNASKED_USAGE),
                seen.sent().journal().warned() == 0,
                seen.outcome().usage(),
                body);
        return store.put(entry, fresh.plus(keeping.stale()), place.watch());
    }
}
