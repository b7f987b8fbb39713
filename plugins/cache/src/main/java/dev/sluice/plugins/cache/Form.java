package dev.sluice.plugins.cache;

import dev.sluice.api.Call;
import dev.sluice.api.chat.ChatCodec;
import dev.sluice.api.dialect.Endpoint;
import dev.sluice.api.dialect.ReplyLens;
import dev.sluice.api.json.Canonical;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a reply is spelled: calls that ask the same may want it whole or streamed, with or without the usage at the end.
 *
 * @param dialect in whose words
 * @param endpoint where it was asked for
 * @param streamed whether it is a stream
 * @param shape what the request says of the looks of its stream, canonical; empty for nothing
 * @param usage whether the reply tells its usage
 */
record Form(String dialect, String endpoint, boolean streamed, String shape, boolean usage) {

    /** Fields of a request that say how its reply is spelled, and nothing of what it says. */
    private static final List<String> FIELDS = List.of("stream", "stream_options");

    /** The query's parameter that does so (Gemini's {@code alt=sse}). */
    static final String PARAMETER = "alt";

    private static final String USAGE = "include_usage";

    static Form of(Call call, Obj body) {
        if (!call.streamed()) {
            return new Form(call.dialect().name(), call.endpoint().name(), false, "", true);
        }
        Obj options = body.object("stream_options");
        Obj set = options == null || !Boolean.FALSE.equals(options.bool(USAGE)) ? options : options.without(USAGE);
        String shape = set == null || set.isEmpty() ? "" : Canonical.write(set).toString();
        ReplyLens lens = call.endpoint().replyLens();
        boolean usage = lens == null || lens.askUsage(body) == body;
        String looks = shape + Query.value(call.uri(), PARAMETER);
        return new Form(call.dialect().name(), call.endpoint().name(), true, looks, usage);
    }

    /** The request without what is only about the form. */
    static Obj without(Obj body) {
        Obj bare = body;
        for (String field : FIELDS) {
            bare = bare.without(field);
        }
        return bare;
    }

    /** What can say the replies of a call in another form; null if nobody can. */
    static @Nullable ChatCodec codec(Call call) {
        return codec(call.endpoint());
    }

    static @Nullable ChatCodec codec(Endpoint endpoint) {
        ReplyLens lens = endpoint.replyLens();
        return lens == null ? null : lens.chat();
    }

    /** Whether the replies of two endpoints are in the same words: of one dialect, and of one of its ways to have a chat. */
    static boolean areReadAlike(Endpoint one, Endpoint other) {
        ChatCodec codec = codec(one);
        ChatCodec others = codec(other);
        return codec != null && others != null && codec.getClass().equals(others.getClass());
    }

    Obj toJson() {
        return Json.object(
                "dialect", dialect, "endpoint", endpoint, "streamed", streamed, "shape", shape, "usage", usage);
    }

    static @Nullable Form read(@Nullable Obj json) {
        String dialect = json == null ? null : json.text("dialect");
        String endpoint = json == null ? null : json.text("endpoint");
        String shape = json == null ? null : json.text("shape");
        return json == null || dialect == null || endpoint == null || shape == null
                ? null
                : new Form(
                        dialect,
                        endpoint,
                        Boolean.TRUE.equals(json.bool("streamed")),
                        shape,
                        Boolean.TRUE.equals(json.bool("usage")));
    }
}
