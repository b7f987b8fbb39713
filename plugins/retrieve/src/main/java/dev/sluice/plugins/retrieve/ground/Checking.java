package dev.sluice.plugins.retrieve.ground;

import dev.sluice.api.Call;
import dev.sluice.api.CallError;
import dev.sluice.api.CallError.Category;
import dev.sluice.api.Decision;
import dev.sluice.api.Reply;
import dev.sluice.api.Whole;
import dev.sluice.api.plugin.PluginContext;
import dev.sluice.api.text.Channel;
import io.vertx.core.Future;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Holds replies against their sources, and does what the policy says. */
public final class Checking {

    /** How far a whole reply is supported, 0 to 1. */
    public static final String HEADER = "x-sluice-grounding";

    private final Policy policy;
    private final PluginContext context;

    /**
     * What becomes of an answer that is not supported.
     *
     * @param threshold least score
     * @param notice put below it; empty for none
     * @param blocks whether it is refused
     * @param asksAgain whether another answer is asked for, once
     */
    public record Policy(double threshold, String notice, boolean blocks, boolean asksAgain) {}

    /**
     * Makes a check.
     *
     * @param policy what becomes of what is not supported
     * @param context where long replies are checked
     */
    public Checking(Policy policy, PluginContext context) {
        this.policy = policy;
        this.context = context;
    }

    /**
     * Checks a reply: a whole one before it goes on, a streamed one as it passes, each sentence when it ends.
     *
     * @param reply the model's
     * @param call whose journal is told
     * @param sources what it should rest on
     * @param again asks once more, given the answer that the sources do not support; used where the policy says so, and for a whole reply alone
     * @return the reply as it leaves; a {@link CallError} if a whole one is refused
     */
    public Future<Reply> check(Reply reply, Call call, List<String> sources, Function<String, Future<Reply>> again) {
        if (!reply.isSuccess()) {
            return Future.succeededFuture(reply);
        }
        long size = sources.stream().mapToLong(String::length).sum();
        return context.computing(call.scope(), size, () -> Evidence.of(sources))
                .compose(evidence -> reply instanceof Whole whole && policy.asksAgain()
                        ? supported(whole, call, evidence, again)
                        : Future.succeededFuture(checked(reply, call, evidence)));
    }

    private Reply checked(Reply reply, Call call, Evidence evidence) {
        return reply instanceof Whole whole
                ? whole(whole, call, evidence)
                : reply.mapText(channel -> watch(channel, call, evidence));
    }

    /** The answer, if the sources support it; else another one, whatever that is worth: once is enough to pay twice. */
    private Future<Reply> supported(Whole reply, Call call, Evidence evidence, Function<String, Future<Reply>> again) {
        StringBuilder said = new StringBuilder();
        reply.mapText(channel -> channel.kind() == Channel.Kind.CONTENT ? piece -> heard(piece, said) : null);
        if (Grounding.score(said.toString(), evidence) >= policy.threshold()) {
            return Future.succeededFuture(whole(reply, call, evidence));
        }
        call.journal().decide(new Decision("retrieve", "ask-again", "the sources do not support the answer"));
        return again.apply(said.toString())
                .map(second -> second.isSuccess() ? checked(second, call, evidence) : second);
    }

    private static String heard(String piece, StringBuilder said) {
        said.append(piece);
        return piece;
    }

    private Reply whole(Whole reply, Call call, Evidence evidence) {
        double[] least = {1};
        Whole checked = reply.mapText(channel -> channel.kind() == Channel.Kind.CONTENT
                ? new SentenceWatch(evidence, policy, grounding -> {
                    least[0] = Math.min(least[0], grounding.score());
                    told(call, grounding);
                })
                : null);
        return checked.withHeaders(checked.headers().with(HEADER, format(least[0])));
    }

    private dev.sluice.api.text.@org.jspecify.annotations.Nullable TextTransformer watch(
            Channel channel, Call call, Evidence evidence) {
        return channel.kind() == Channel.Kind.CONTENT
                ? new SentenceWatch(evidence, policy, grounding -> told(call, grounding))
                : null;
    }

    private void told(Call call, Grounding grounding) {
        boolean supported = grounding.score() >= policy.threshold();
        call.journal()
                .decide(new Decision(
                        "retrieve",
                        supported ? "grounded" : "not-grounded",
                        "support " + format(grounding.score()) + " over " + grounding.sentences() + " sentences, least "
                                + format(grounding.worst())));
    }

    /** What the client is told of an answer that is refused. */
    static CallError refusal() {
        return CallError.of(
                Category.UPSTREAM,
                "not_grounded",
                "Expected an answer that the documents support, found one that they do not. Ask more narrowly, or ask"
                        + " without documents.");
    }

    private static String format(double score) {
        return String.format(Locale.ROOT, "%.2f", score);
    }
}
