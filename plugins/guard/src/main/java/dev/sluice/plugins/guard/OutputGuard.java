package dev.sluice.plugins.guard;

import dev.sluice.api.Fatal;
import dev.sluice.api.Operation;
import dev.sluice.api.Reply;
import dev.sluice.api.Streamed;
import dev.sluice.api.Whole;
import dev.sluice.api.dialect.Endpoint;
import dev.sluice.api.dialect.ReplyLens;
import dev.sluice.api.plugin.PluginContext;
import dev.sluice.api.stream.Frames;
import dev.sluice.api.stream.Source;
import dev.sluice.api.text.Channel;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The rules for what comes back.
 *
 * @param watches look at text as it comes
 * @param buffered look at texts that are all there
 * @param judged judge windows of text, and take their time
 * @param grounds whether a rule needs the call's documents
 * @param context has what is large looked at off the event loop
 */
record OutputGuard(
        List<OutputWatch> watches,
        List<OutputWatch> buffered,
        List<Judged> judged,
        boolean grounds,
        PluginContext context) {

    /** A model's rule for replies: which texts, and how much at once. */
    record Judged(Classified rule, Set<Channel.Kind> channels, Gate.Window window) {}

    private static final int LARGE = 64 << 10;

    OutputGuard {
        watches = List.copyOf(watches);
        buffered = List.copyOf(buffered);
        judged = List.copyOf(judged);
    }

    boolean isEmpty() {
        return watches.isEmpty() && buffered.isEmpty() && judged.isEmpty();
    }

    /** Whether there is anything to look at, and a way to do so. Lists of models say nothing. */
    boolean canLookAt(Endpoint endpoint) {
        return isEmpty() || endpoint.replyLens() != null || endpoint.operation() == Operation.LIST_MODELS;
    }

    /** The reply as it goes on; a whole one fails here if a rule refuses it, a stream when it is pulled. */
    Future<Reply> guard(Reply reply, CallFacts facts, Report report) {
        ReplyLens lens = reply.endpoint().replyLens();
        if (isEmpty() || !reply.isSuccess()) {
            return Future.succeededFuture(reply);
        }
        if (lens == null) {
            report.unchecked("output", "the reply of " + reply.endpoint().name() + " cannot be read");
            return Future.succeededFuture(reply);
        }
        Future<Void> ready = grounds ? facts.ground() : Future.succeededFuture();
        return ready.compose(done -> looked(reply, lens, facts, report));
    }

    private Future<Reply> looked(Reply reply, ReplyLens lens, CallFacts facts, Report report) {
        if (grounds && facts.support() == null) {
            report.unchecked("unsupported", "no documents were laid before the model above guard");
        }
        return switch (reply) {
            case Whole whole -> whole(whole, facts, report);
            case Streamed streamed -> Future.succeededFuture(streamed(streamed, lens, facts, report));
        };
    }

    private Future<Reply> whole(Whole whole, CallFacts facts, Report report) {
        Future<Void> passed = Future.succeededFuture();
        if (!buffered.isEmpty() || !judged.isEmpty()) {
            Map<Channel, String> texts = texts(whole);
            passed = lookAt(texts, facts, report);
            for (Judged rule : judged) {
                passed = passed.compose(
                        done -> rule.rule().of(rule.channels(), report).judge(texts));
            }
        }
        return passed.compose(done -> whole.body().length() > LARGE
                ? report.afar(context, facts.scope(), whole.body().length(), () -> watched(whole, facts, report))
                : Future.succeededFuture(watched(whole, facts, report)));
    }

    private Reply streamed(Streamed reply, ReplyLens lens, CallFacts facts, Report report) {
        Streamed readable = reply.readable();
        Source<Frames> frames = readable.frames();
        if (!buffered.isEmpty()) {
            frames = gate(frames, lens, texts -> lookAt(texts, facts, report), Gate.Window.ALL);
        }
        for (Judged rule : judged) {
            frames = gate(frames, lens, rule.rule().of(rule.channels(), report), rule.window());
        }
        boolean gated = !buffered.isEmpty() || !judged.isEmpty();
        return watched(gated ? readable.withFrames(frames) : reply, facts, report);
    }

    private Source<Frames> gate(Source<Frames> frames, ReplyLens lens, Judge judge, Gate.Window window) {
        return new Gate(frames, lens.events(), judge, window, context.timers());
    }

    private Reply watched(Reply reply, CallFacts facts, Report report) {
        return watches.isEmpty() ? reply : reply.mapText(channel -> GuardedText.of(channel, watches, facts, report));
    }

    private Future<Void> lookAt(Map<Channel, String> texts, CallFacts facts, Report report) {
        int size = texts.values().stream().mapToInt(String::length).sum();
        if (size > LARGE) {
            return report.afar(context, facts.scope(), size, () -> {
                scan(texts, facts, report);
                return null;
            });
        }
        return Fatal.caught(() -> {
            scan(texts, facts, report);
            return Future.succeededFuture();
        });
    }

    private void scan(Map<Channel, String> texts, CallFacts facts, Report report) {
        texts.forEach((channel, text) -> {
            GuardedText guarded = GuardedText.of(channel, buffered, facts, report);
            if (guarded != null) {
                guarded.next(text);
                guarded.end();
            }
        });
    }

    private static Map<Channel, String> texts(Whole whole) {
        Map<Channel, String> texts = new HashMap<>(2);
        whole.mapText(channel -> piece -> {
            texts.merge(channel, piece, String::concat);
            return piece;
        });
        return texts;
    }
}
