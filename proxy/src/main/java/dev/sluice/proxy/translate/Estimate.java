package dev.sluice.proxy.translate;

import dev.sluice.api.Call;
import dev.sluice.api.CallError;
import dev.sluice.api.Reply;
import dev.sluice.api.Target;
import dev.sluice.api.Whole;
import dev.sluice.api.chat.ChatRequest;
import dev.sluice.api.chat.Losses;
import dev.sluice.api.chat.TokenCount;
import dev.sluice.api.json.Obj;
import dev.sluice.api.model.Models;
import dev.sluice.api.retrieval.WholeCodec;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/** Answers who has tokens counted where the provider counts none, and says that it is an estimate. */
final class Estimate implements Translation {

    /** What is answered where there is no such endpoint. */
    private static final Set<Integer> NO_SUCH = Set.of(404, 405, 501);

    private final Models models;
    private final Call call;
    private final Target target;
    private final WholeCodec<ChatRequest, TokenCount> codec;

    Estimate(Models models, Call call, Target target, WholeCodec<ChatRequest, TokenCount> codec) {
        this.models = models;
        this.call = call;
        this.target = target;
        this.codec = codec;
    }

    @Override
    public Future<Reply> send() {
        Losses losses = new Losses();
        Obj asked = Objects.requireNonNull(call.json());
        ChatRequest request = codec.readRequest(asked, target.model(), losses);
        Countable countable = Countable.of(request);
        long tokens = models.tokens(target.model(), countable.texts()) + countable.around();
        call.journal()
                .warn("tokens: are an estimate, as the provider '" + target.provider() + "' counts none beforehand"
                        + (countable.hasMedia() ? "; pictures, sound and files were not counted" : ""));
        Obj written = codec.writeReply(new TokenCount(tokens), asked, losses);
        return Future.succeededFuture(call.reply(200, written.toBuffer()));
    }

    /** The provider's own count, or what it has against the request, unless that is only that it does not count. */
    Future<Reply> unlessCounted(AsyncResult<Reply> done) {
        if (done.succeeded()) {
            boolean counts = !(done.result() instanceof Whole whole)
                    || !isNoSuch(whole.status(), whole.body().toString());
            return counts ? Future.succeededFuture(done.result()) : send();
        }
        boolean counts = !(done.cause() instanceof CallError error) || !isNoSuch(error.status(), error.message());
        return counts ? Future.failedFuture(done.cause()) : send();
    }

    /** A model that is not there is another matter. */
    private static boolean isNoSuch(int status, String said) {
        return NO_SUCH.contains(status) && !said.toLowerCase(Locale.ROOT).contains("model");
    }
}
