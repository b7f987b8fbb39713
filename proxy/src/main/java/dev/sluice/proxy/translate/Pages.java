package dev.sluice.proxy.translate;

import dev.sluice.api.Call;
import dev.sluice.api.Reply;
import dev.sluice.api.Streamed;
import dev.sluice.api.dialect.Endpoint;
import dev.sluice.api.dialect.ReplyLens;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Keeps web pages from callers that asked for a chat or for vectors in the provider's own dialect. Such a page is a gateway's, a
 * login's or a wrong base URL's: SDKs cannot read it, and it may name what is not the caller's to know. Only its content type is looked at,
 * so that whatever else a provider answers passes as it came.
 */
final class Pages {

    private Pages() {}

    /**
     * Looks at a reply.
     *
     * @param provider who answered
     * @param call asked in the provider's dialect
     * @param reply what came
     * @return the same
     * @throws dev.sluice.api.CallError if it is a page: 502 for a success, else of the page's status
     */
    static Reply refused(String provider, Call call, Reply reply) {
        if (!isOfADialect(call.endpoint()) || !isPage(reply.headers().get("content-type"))) {
            return reply;
        }
        if (reply instanceof Streamed streamed) {
            streamed.cancel();
        }
        boolean isSuccess = reply.status() < 300;
        throw isSuccess ? Misunderstood.reply(provider, call.dialect(), reply) : Misunderstood.failure(provider, reply);
    }

    private static boolean isOfADialect(Endpoint endpoint) {
        ReplyLens lens = endpoint.replyLens();
        return lens != null && (lens.chat() != null || lens.embeddings() != null);
    }

    private static boolean isPage(@Nullable String type) {
        return type != null && type.toLowerCase(Locale.ROOT).startsWith("text/html");
    }
}
