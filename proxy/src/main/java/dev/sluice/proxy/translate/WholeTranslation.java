package dev.sluice.proxy.translate;

import dev.sluice.api.Call;
import dev.sluice.api.Reply;
import dev.sluice.api.Streamed;
import dev.sluice.api.Target;
import dev.sluice.api.Usage;
import dev.sluice.api.Whole;
import dev.sluice.api.chat.ChatError;
import dev.sluice.api.chat.Losses;
import dev.sluice.api.json.Obj;
import dev.sluice.api.retrieval.EmbeddingReply;
import dev.sluice.api.retrieval.EmbeddingRequest;
import dev.sluice.api.retrieval.WholeCodec;
import dev.sluice.proxy.upstream.Provider;
import io.vertx.core.Future;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One call for vectors, or for an order of documents, said in the provider's dialect.
 *
 * @param <Q> what is asked
 * @param <R> what is answered
 */
final class WholeTranslation<Q, R> implements Translation {

    private final Provider provider;
    private final Call call;
    private final Call sent;
    private final Sides sides;
    private final Pair<Q, R> pair;
    private final Q request;

    /** What either side means, and what an answer tells of its tokens. */
    record Pair<Q, R>(WholeCodec<Q, R> client, WholeCodec<Q, R> provider, Function<R, @Nullable Usage> usage) {}

    private WholeTranslation(Provider provider, Call call, Call sent, Sides sides, Pair<Q, R> pair, Q request) {
        this.provider = provider;
        this.call = call;
        this.sent = sent;
        this.sides = sides;
        this.pair = pair;
        this.request = request;
    }

    static <Q, R> Translation of(
            Provider provider, Call call, Target target, Sides sides, Pair<Q, R> pair, Policies policies) {
        Losses losses = new Losses();
        String model = target.model().isEmpty() ? call.model() : target.model();
        Q request = pair.client().readRequest(asked(call), model, losses);
        Obj written = provider.adapted(pair.provider().writeRequest(request, losses), losses);
        policies.settle(call, target, losses);
        Call sent = sides.sent(call, pair.provider().path(request), written);
        return new WholeTranslation<>(provider, call, sent, sides, pair, request);
    }

    /** Vectors have no names: whoever has sent several texts knows them by their number alone. */
    private boolean isFull(R answered) {
        return !(request instanceof EmbeddingRequest asked)
                || !(answered instanceof EmbeddingReply reply)
                || reply.vectors().size() == asked.inputs().size();
    }

    private static Obj asked(Call call) {
        return Objects.requireNonNull(call.json());
    }

    @Override
    public Future<Reply> send() {
        return provider.send(sent).map(this::translate);
    }

    private Reply translate(Reply reply) {
        return switch (reply) {
            case Whole whole -> whole(whole);
            case Streamed streamed -> {
                streamed.cancel();
                throw Misunderstood.reply(provider.name(), sides.provider().dialect(), streamed);
            }
        };
    }

    private Reply whole(Whole whole) {
        Obj json = whole.json();
        ChatError error = json == null ? null : sides.provider().codec().readError(json, whole.status());
        if (error != null) {
            return sides.error(call, whole, error);
        }
        if (!whole.isSuccess()) {
            throw Misunderstood.failure(provider.name(), whole);
        }
        Losses losses = new Losses(); // Those of the request have been told.
        R answered = json == null ? null : pair.provider().readReply(json, losses);
        if (answered == null || !isFull(answered)) {
            throw Misunderstood.reply(provider.name(), sides.provider().dialect(), whole);
        }
        Obj written = pair.client().writeReply(answered, asked(call), losses);
        Policies.warn(call, losses);
        Whole said = new Whole(
                whole.status(),
                ReplyHeads.of(whole, "application/json"),
                written.toBuffer(),
                call.endpoint(),
                whole.stopwatch());
        return said.withMetering(new ReadUsage(pair.usage().apply(answered), null));
    }
}
