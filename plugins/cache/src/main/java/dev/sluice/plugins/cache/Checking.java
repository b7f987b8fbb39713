package dev.sluice.plugins.cache;

import dev.sluice.api.Call;
import dev.sluice.api.Next;
import dev.sluice.api.Reply;
import dev.sluice.api.embed.Embedder;
import dev.sluice.api.plugin.PluginContext;
import dev.sluice.plugins.cache.semantic.Gates;
import dev.sluice.plugins.cache.semantic.Wording;
import io.vertx.core.Future;
import java.util.List;
import java.util.Set;

/**
 * Checks hits against fresh answers, beside the call that got the hit, and tells {@link Trust} what came of it.
 *
 * <p>Two answers agree if they are equal; or if their vectors are near and, where both are short enough for that to mean something, neither
 * says another number, another name, or the opposite.
 */
final class Checking {

    /** Words of an answer that is short: in a longer one, opposites stand side by side. */
    private static final int SHORT = 40;

    private static final long LONGEST = 20_000;

    private static final Set<Gates.Verdict> DISAGREES = Set.of(
            Gates.Verdict.LANGUAGE,
            Gates.Verdict.NUMBERS,
            Gates.Verdict.NAMES,
            Gates.Verdict.NEGATION,
            Gates.Verdict.OPPOSITE,
            Gates.Verdict.KIND);

    private final Gates gates;
    private final Embedder embedder;
    private final Trust trust;
    private final double agreement;
    private final PluginContext context;

    Checking(Gates gates, Embedder embedder, Trust trust, double agreement, PluginContext context) {
        this.gates = gates;
        this.embedder = embedder;
        this.trust = trust;
        this.agreement = agreement;
        this.context = context;
    }

    /** Sends a call beside the one that was answered, and compares. */
    void check(Call call, Next next, Reply given) {
        Call beside = call.detach();
        Future<String> fresh = next.proceed(beside)
                .compose(reply -> reply.isSuccess()
                        ? Texts.of(reply, LONGEST)
                        : Future.failedFuture("the fresh answer is an error"));
        Texts.of(given, LONGEST)
                .compose(before -> fresh.compose(now -> agree(before, now)))
                .onComplete(agree -> {
                    beside.scope().end(null);
                    if (agree.succeeded()) {
                        trust.checked(call.route(), agree.result());
                    } else {
                        context.logger().debug("a hit could not be checked", agree.cause());
                    }
                });
    }

    private Future<Boolean> agree(String before, String now) {
        if (before.strip().equals(now.strip())) {
            return Future.succeededFuture(true);
        }
        if (before.isBlank() || now.isBlank()) {
            return Future.succeededFuture(false);
        }
        return embedder.embedPeers(List.of(before, now))
                .map(vectors -> cosine(vectors.getFirst(), vectors.getLast()) >= agreement && !disagree(before, now));
    }

    private boolean disagree(String before, String now) {
        Wording one = gates.wording(before);
        Wording other = gates.wording(now);
        boolean brief = one.gist().size() <= SHORT && other.gist().size() <= SHORT;
        return brief && DISAGREES.contains(gates.compare(one, other));
    }

    private static double cosine(float[] one, float[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += one[i] * other[i];
        }
        return sum;
    }
}
