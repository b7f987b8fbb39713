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
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A reply that is all there. Its document is parsed at most once, however many filters read it. */
public final class Whole implements Reply {

    private final Head head;
    private final Buffer body;
    private @Nullable Document document;

    /** What the body turned out to be; shared by copies whose body is the same. */
    private static final class Document {

        private final @Nullable Obj json;
        private final Coding.@Nullable CodingException failure;
        private @Nullable Summary summary; // A race may read it twice, to records that say the same.

        Document(@Nullable Obj json, Coding.@Nullable CodingException failure) {
            this.json = json;
            this.failure = failure;
        }

        Summary summary(ReplyLens lens) {
            Summary known = summary;
            if (known == null) {
                known = json == null ? Summary.NONE : lens.summary(json);
                summary = known;
            }
            return known;
        }
    }

    /**
     * Makes a reply.
     *
     * @param status the HTTP status
     * @param headers without hop-by-hop fields; the content's length is set by the host
     * @param body as it came, encoded as {@code content-encoding} says; not to be changed
     * @param endpoint what was called
     * @param stopwatch runs since the call was sent
     */
    public Whole(int status, Headers headers, Buffer body, Endpoint endpoint, Stopwatch stopwatch) {
        this(Head.of(status, headers, endpoint, stopwatch), body, null);
    }

    private Whole(Head head, Buffer body, @Nullable Document document) {
        this.head = head;
        this.body = body;
        this.document = document;
    }

    @Override
    public int status() {
        return head.status();
    }

    @Override
    public Headers headers() {
        return head.headers();
    }

    /**
     * The body.
     *
     * @return as it came, encoded as {@code content-encoding} says; not to be changed
     */
    public Buffer body() {
        return body;
    }

    @Override
    public Endpoint endpoint() {
        return head.endpoint();
    }

    @Override
    public Stopwatch stopwatch() {
        return head.stopwatch();
    }

    @Override
    public Origin origin() {
        return head.origin();
    }

    /**
     * The body as a document.
     *
     * @return null if it is not a JSON object
     */
    public @Nullable Obj json() {
        return document().json;
    }

    /**
     * Changes the body.
     *
     * @param json the new document
     * @return the reply with it, and a header that is true of it
     */
    public Whole withJson(Obj json) {
        Head changed = head.withHeaders(headers().without("content-encoding"));
        return new Whole(changed, json.toBuffer(), new Document(json, null));
    }

    @Override
    public Whole withHeaders(Headers changed) {
        boolean same = Objects.equals(changed.get("content-encoding"), headers().get("content-encoding"));
        return new Whole(head.withHeaders(changed), body, same ? document : null);
    }

    @Override
    public Whole withOrigin(Origin origin) {
        return new Whole(head.withOrigin(origin), body, document);
    }

    @Override
    public Metering metering() {
        return head.metering();
    }

    @Override
    public Whole withMetering(Metering metering) {
        return new Whole(head.withMetering(metering), body, document);
    }

    @Override
    public Whole mapText(TextTransformers transformers) {
        ReplyLens lens = endpoint().replyLens();
        Obj json = lens == null ? null : readable();
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
        ReplyLens lens = endpoint().replyLens();
        Summary summary = lens == null ? Summary.NONE : document().summary(lens);
        listener.accept(summary.outcome(Outcome.End.COMPLETED, this, stopwatch().elapsed(), null));
        return this;
    }

    @Override
    public Future<Reply> begun() {
        return Future.succeededFuture(this);
    }

    @Override
    public void cancel() {}

    /** Says nothing of what the body says: it would end in logs. */
    @Override
    public String toString() {
        return "Whole[" + head.status() + ", " + body.length() + " bytes]";
    }

    /** A text that cannot be looked at must not pass for one that was. */
    private @Nullable Obj readable() {
        Document read = document();
        if (read.failure != null) {
            throw Unreadable.coding(read.failure);
        }
        if (read.json == null && isSuccess() && body.length() > 0) {
            throw CallError.unreadableReply("no JSON object");
        }
        return read.json;
    }

    private Document document() {
        Document known = document;
        if (known == null) {
            known = parse();
            document = known;
        }
        return known;
    }

    private Document parse() {
        try {
            return new Document(Json.parse(decoded()) instanceof Obj object ? object : null, null);
        } catch (JsonSyntaxException e) {
            return new Document(null, null); // Not every reply is JSON: a gateway's error page, say.
        } catch (Coding.CodingException e) {
            return new Document(null, e);
        }
    }

    private Buffer decoded() {
        String coding = headers().get("content-encoding");
        return coding == null ? body : Coding.decode(coding, body);
    }
}
