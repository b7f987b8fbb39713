package dev.sluice.plugins.retrieve.ground;

import dev.sluice.api.Call;
import dev.sluice.api.CallError;
import dev.sluice.api.CallError.Category;
import dev.sluice.api.Decision;
import dev.sluice.api.Fatal;
import dev.sluice.api.Reply;
import dev.sluice.api.Streamed;
import dev.sluice.api.Whole;
import dev.sluice.api.dialect.ReplyLens;
import dev.sluice.api.plugin.PluginContext;
import dev.sluice.api.text.Channel;
import io.vertx.core.Future;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Holds replies against their sources, and does what the policy says. */
public final class Checking {

    /** How far a whole reply is supported, 0 to 1. */
    public static final String HEADER = "x-sluice-grounding";

    /** The body of a longer reply is read and scored off the event loop. */
    private static final int LARGE = 32 << 10;

    private final Policy policy;
    private final @Nullable Meaning meaning;
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
     * @param meaning compares sentences by vectors; null to score them by their words alone
     * @param context where long replies are checked
     */
    public Checking(Policy policy, @Nullable Meaning meaning, PluginContext context) {
        this.policy = policy;
        this.meaning = meaning;
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
                .compose(evidence -> checked(reply, call, evidence, policy.asksAgain() ? again : null));
    }

    private Future<Reply> checked(
            Reply reply, Call call, Evidence evidence, @Nullable Function<String, Future<Reply>> again) {
        return switch (reply) {
            case Whole whole ->
                compared(whole, call, evidence)
                        .compose(likenesses -> again == null
                                ? afar(whole, call, () -> labelled(whole, call, evidence, likenesses))
                                : supported(whole, call, evidence, likenesses, again));
            case Streamed streamed -> Future.succeededFuture(watched(streamed, call, evidence));
        };
    }

    private <T> Future<T> afar(Whole reply, Call call, Callable<T> work) {
        int size = reply.body().length();
        return size > LARGE
                ? context.computing(call.scope(), size, work)
                : Fatal.caught(() -> Future.succeededFuture(work.call()));
    }

    private Future<Likenesses> compared(Whole reply, Call call, Evidence evidence) {
        if (meaning == null) {
            return Future.succeededFuture(Likenesses.NONE);
        }
        Comparison comparison = meaning.compare(call, evidence);
        return afar(reply, call, () -> {
                    Heard heard = new Heard();
                    reply.mapText(heard);
                    return comparison.pairs(heard.taken());
                })
                .compose(comparison::learn)
                .map(comparison);
    }

    /** The answer, if the sources support it; else another one, whatever that is worth: once is enough to pay twice. */
    private Future<Reply> supported(
            Whole reply, Call call, Evidence evidence, Likenesses likenesses, Function<String, Future<Reply>> again) {
        return afar(reply, call, () -> said(reply))
                .compose(said -> afar(reply, call, () -> Grounding.score(said, evidence, likenesses))
                        .compose(score -> {
                            if (score >= policy.threshold()) {
                                return afar(reply, call, () -> labelled(reply, call, evidence, likenesses));
                            }
                            call.journal()
                                    .decide(new Decision(
                                            "retrieve", "ask-again", "the sources do not support the answer"));
                            return again.apply(said)
                                    .compose(second -> second.isSuccess()
                                            ? checked(second, call, evidence, null)
                                            : Future.succeededFuture(second));
                        }));
    }

    private static String said(Whole reply) {
        StringBuilder said = new StringBuilder();
        reply.mapText(channel -> channel.kind() == Channel.Kind.CONTENT ? piece -> heard(piece, said) : null);
        return said.toString();
    }

    private static String heard(String piece, StringBuilder said) {
        said.append(piece);
        return piece;
    }

    private Reply labelled(Whole reply, Call call, Evidence evidence, Likenesses likenesses) {
        double[] least = {1};
        Whole checked = reply.mapText(channel -> channel.kind() == Channel.Kind.CONTENT
                ? new SentenceWatch(new Grounding(evidence, likenesses), policy, grounding -> {
                    least[0] = Math.min(least[0], grounding.score());
                    told(call, grounding);
                })
                : null);
        return checked.withHeaders(checked.headers().with(HEADER, format(least[0])));
    }

    private Reply watched(Streamed reply, Call call, Evidence evidence) {
        ReplyLens lens = reply.endpoint().replyLens();
        if (meaning == null || lens == null) {
            return watched(reply, call, evidence, Likenesses.NONE);
        }
        Comparison comparison = meaning.compare(call, evidence);
        Streamed readable = reply.readable();
        return watched(
                readable.watched(new Ahead(readable.frames(), lens.events(), comparison)), call, evidence, comparison);
    }

    private Reply watched(Streamed reply, Call call, Evidence evidence, Likenesses likenesses) {
        return reply.mapText(channel -> channel.kind() == Channel.Kind.CONTENT
                ? new SentenceWatch(new Grounding(evidence, likenesses), policy, grounding -> told(call, grounding))
                : null);
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

    /** What the client is told of an answer that is refused; as guard does, in words that no SDK takes for a reason to ask again, and pay again, by itself. */
    static CallError refusal() {
        return CallError.of(
                Category.INVALID_REQUEST,
                "not_grounded",
                "Expected an answer that the documents support, found one that they do not. Ask more narrowly, or ask"
                        + " without documents.");
    }

    private static String format(double score) {
        return String.format(Locale.ROOT, "%.2f", score);
    }
}
