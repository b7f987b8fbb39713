package dev.sluice.api;

import dev.sluice.api.dialect.Endpoint;
import dev.sluice.api.dialect.ReplyLens;
import dev.sluice.api.dialect.Summary;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.JsonSyntaxException;
import dev.sluice.api.json.Obj;
import dev.sluice.api.stream.Coding;
import dev.sluice.api.text.ChannelTexts;
import dev.sluice.api.text.TextTransformers;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A reply that is all there.
 *
 * @param status the HTTP status
 * @param headers without hop-by-hop fields; the content's length is set by the host
 * @param body as it came, encoded as {@code content-encoding} says; not to be changed
 * @param endpoint what was called
 * @param stopwatch runs since the call was sent
 */
public record Whole(int status, Headers headers, Buffer body, Endpoint endpoint, Stopwatch stopwatch) implements Reply {

    /**
     * The body as a document.
     *
     * @return null if it is not a JSON object
     */
    public @Nullable Obj json() {
        try {
            return document(decoded());
        } catch (Coding.CodingException e) {
            return null;
        }
    }

    /**
     * Changes the body.
     *
     * @param json the new document
     * @return the reply with it, and a header that is true of it
     */
    public Whole withJson(Obj json) {
        return new Whole(status, headers.without("content-encoding"), json.toBuffer(), endpoint, stopwatch);
    }

    @Override
    public Whole withHeaders(Headers changed) {
        return new Whole(status, changed, body, endpoint, stopwatch);
    }

    @Override
    public Whole mapText(TextTransformers transformers) {
        ReplyLens lens = endpoint.replyLens();
        Obj json = lens == null ? null : document(readable());
        if (lens == null || json == null) {
            return this;
        }
        ChannelTexts texts = new ChannelTexts(transformers);
        Obj mapped = lens.mapTexts(json, texts);
        if (texts.isCut()) {
            return withJson(lens.cut(mapped));
        }
        return mapped == json ? this : withJson(mapped);
    }

    @Override
    public Whole onEnd(Consumer<Outcome> listener) {
        ReplyLens lens = endpoint.replyLens();
        Obj json = lens == null ? null : json();
        Summary summary = lens == null || json == null ? Summary.NONE : lens.summary(json);
        listener.accept(summary.outcome(Outcome.End.COMPLETED, this, stopwatch.elapsed(), null));
        return this;
    }

    @Override
    public Future<Reply> begun() {
        return Future.succeededFuture(this);
    }

    @Override
    public void cancel() {}

    /** A text that cannot be looked at must not pass for one that was. */
    private Buffer readable() {
        try {
            return decoded();
        } catch (Coding.CodingException e) {
            throw Streamed.unreadable(e);
        }
    }

    private static @Nullable Obj document(Buffer content) {
        try {
            return Json.parse(content) instanceof Obj object ? object : null;
        } catch (JsonSyntaxException e) {
            return null; // Not every reply is JSON: a gateway's error page, say.
        }
    }

    private Buffer decoded() {
        String coding = headers.get("content-encoding");
        return coding == null ? body : Coding.decode(coding, body);
    }
}
