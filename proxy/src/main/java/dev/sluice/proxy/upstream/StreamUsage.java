package dev.sluice.proxy.upstream;

import dev.sluice.api.Call;
import dev.sluice.api.Reply;
import dev.sluice.api.Streamed;
import dev.sluice.api.dialect.ReplyLens;
import dev.sluice.api.json.JsonSyntaxException;
import dev.sluice.api.json.Obj;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The usage of streams that tell it only if they are asked to: asked for where the operator wants to know, and kept from the
 * client that did not ask.
 *
 * <p>That a stream tells more than its client asked for is a field of the reply, so that it holds for whoever keeps the reply
 * and gives it again. It is between a provider and the end of the chain alone, and never sent.
 */
public final class StreamUsage {

    private StreamUsage() {}

    /**
     * Whether a call's stream would not tell its usage.
     *
     * @param call any call
     * @return true if it would have to be asked to
     */
    public static boolean isUnasked(Call call) {
        return ask(call) != call;
    }

    /**
     * Asks for usage.
     *
     * @param call any call
     * @return itself if there is nothing to ask for
     */
    public static Call ask(Call call) {
        Obj asking = asking(call);
        return asking == null || asking == call.json() ? call : call.withJson(asking);
    }

    private static @Nullable Obj asking(Call call) {
        ReplyLens lens = call.streamed() ? call.endpoint().replyLens() : null;
        Obj json = lens == null ? null : json(call);
        return lens == null || json == null ? json : lens.askUsage(json);
    }

    private static @Nullable Obj json(Call call) {
        try {
            return call.json();
        } catch (JsonSyntaxException e) {
            return null; // The provider says what is wrong with it.
        }
    }

    /**
     * Marks a reply that tells its usage unasked.
     *
     * @param reply any reply
     * @return a stream with the mark; anything else as it is
     */
    public static Reply mark(Reply reply) {
        return reply instanceof Streamed streamed
                ? streamed.withHeaders(streamed.headers().with(ReplyLens.UNASKED_USAGE, "unasked"))
                : reply;
    }

    /**
     * Keeps from the client what it has not asked for.
     *
     * @param reply as it leaves the chain
     * @return without the mark, and without the events that only tell usage
     */
    public static Reply withoutUnasked(Reply reply) {
        if (!reply.headers().contains(ReplyLens.UNASKED_USAGE)) {
            return reply;
        }
        Reply bare = reply.withHeaders(reply.headers().without(ReplyLens.UNASKED_USAGE));
        ReplyLens lens = reply.endpoint().replyLens();
        return lens != null && bare instanceof Streamed streamed
                ? streamed.mapEvents(event -> lens.isUsageAlone(event) ? List.of() : List.of(event))
                : bare;
    }
}
