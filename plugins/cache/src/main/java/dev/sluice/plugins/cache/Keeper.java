package dev.sluice.plugins.cache;

import dev.sluice.api.Call;
import dev.sluice.api.Outcome;
import dev.sluice.api.Reply;
import dev.sluice.api.Scope;
import dev.sluice.api.Streamed;
import dev.sluice.api.Whole;
import dev.sluice.api.plugin.PluginContext;
import dev.sluice.api.stream.Coding;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
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
     * Watches one.
     *
     * @param sent the call that it answers
     * @param reply as it comes
     * @param address where it is kept
     * @param tags by which it can be purged, beside those that every entry has
     * @param over told once it is at hand, or is not going to be, which of the two
     * @return the reply, to be used in its place
     */
    Reply watched(Call sent, Reply reply, Address address, Set<String> tags, Consumer<Boolean> over) {
        if (reply instanceof Streamed streamed) {
            Tap tap = new Tap(streamed.frames(), keeping.maxBytes());
            return streamed.watched(tap)
                    .onEnd(outcome -> ended(new Seen(sent, reply, outcome, tap.seen()), address, tags, over));
        }
        Buffer body = reply instanceof Whole whole ? whole.body() : null;
        return reply.onEnd(outcome -> ended(new Seen(sent, reply, outcome, body), address, tags, over));
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

    private void ended(Seen seen, Address address, Set<String> tags, Consumer<Boolean> over) {
        Buffer body = seen.body();
        if (body == null || body.length() > keeping.maxBytes() || !seen.mayBeKept()) {
            over.accept(false);
            return;
        }
        boolean quick = body.length() <= QUICK_BYTES && !seen.reply().headers().contains("content-encoding");
        Future<Optional<Buffer>> plain = !quick
                ? context.computing(Scope.root(), body.length(), () -> plain(seen, body))
                : Future.succeededFuture(plain(seen, body));
        plain.compose(bytes -> bytes.map(all -> keep(seen, all, address, tags).map(true))
                        .orElseGet(() -> Future.succeededFuture(false)))
                .onComplete(done -> over.accept(Boolean.TRUE.equals(done.result())));
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

    private Future<Void> keep(Seen seen, Buffer body, Address address, Set<String> tags) {
        String type = seen.reply().headers().get("content-type");
        Set<String> all = new HashSet<>(tags);
        all.addAll(Purges.tags(seen.sent()));
        Duration fresh = keeping.jittered();
        return store.put(
                address.flight(),
                new Entry(
                        context.timers().now(),
                        fresh,
                        address.form(),
                        type == null ? "application/json" : type,
                        Set.copyOf(all),
                        body),
                fresh.plus(keeping.stale()));
    }
}
