package dev.sluice.proxy.dialect;

import dev.sluice.api.chat.ChatRequest;
import dev.sluice.api.chat.TokenCount;
import dev.sluice.api.dialect.EventLens;
import dev.sluice.api.dialect.ReplyLens;
import dev.sluice.api.dialect.Summary;
import dev.sluice.api.json.Obj;
import dev.sluice.api.retrieval.EmbeddingReply;
import dev.sluice.api.retrieval.EmbeddingRequest;
import dev.sluice.api.retrieval.RerankReply;
import dev.sluice.api.retrieval.RerankRequest;
import dev.sluice.api.retrieval.WholeCodec;
import dev.sluice.api.stream.Event;
import dev.sluice.api.stream.Framing;
import dev.sluice.api.text.ChannelTexts;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Replies without texts, such as vectors, scores and images: what they say of themselves is read, and perhaps what they mean.
 *
 * @param summaries reads what a document says of itself
 * @param embeddings null if it makes no vectors, or they cannot be translated
 * @param reranks null if it orders no documents, or the order cannot be translated
 * @param counts null if it counts no tokens, or the counting cannot be translated
 */
public record WholeReply(
        Function<Obj, Summary> summaries,
        @Nullable WholeCodec<EmbeddingRequest, EmbeddingReply> embeddings,
        @Nullable WholeCodec<RerankRequest, RerankReply> reranks,
        @Nullable WholeCodec<ChatRequest, TokenCount> counts)
        implements ReplyLens {

    private static final EventLens NO_TEXTS = new EventLens() {
        @Override
        public void map(Event event, ChannelTexts texts, Consumer<Event> out) {
            out.accept(event);
        }

        @Override
        public void end(ChannelTexts texts, Consumer<Event> out) {}
    };

    /** Replies that nobody translates. */
    public static WholeReply of(Function<Obj, Summary> summaries) {
        return new WholeReply(summaries, null, null, null);
    }

    /** Vectors. */
    public static WholeReply ofVectors(
            Function<Obj, Summary> summaries, WholeCodec<EmbeddingRequest, EmbeddingReply> codec) {
        return new WholeReply(summaries, codec, null, null);
    }

    /** Documents in order. */
    public static WholeReply ofRanks(Function<Obj, Summary> summaries, WholeCodec<RerankRequest, RerankReply> codec) {
        return new WholeReply(summaries, null, codec, null);
    }

    /** Counts of tokens, which use none. */
    public static WholeReply ofCounts(WholeCodec<ChatRequest, TokenCount> codec) {
        return new WholeReply(body -> Summary.NONE, null, null, codec);
    }

    @Override
    public Obj mapTexts(Obj body, ChannelTexts texts) {
        return body;
    }

    @Override
    public EventLens events() {
        return NO_TEXTS;
    }

    @Override
    public Framing framing() {
        return Framing.sse();
    }

    @Override
    public Summary summary(Obj body) {
        return summaries.apply(body);
    }

    /** Of a stream (images are made in one): the last of each that any event says. */
    @Override
    public Summary summary(List<Event> events) {
        Summary summary = Summary.NONE;
        for (Event event : events) {
            Obj data = EventData.object(event);
            summary = data == null ? summary : later(summary, summaries.apply(data));
        }
        return summary;
    }

    private static Summary later(Summary before, Summary after) {
        return new Summary(
                after.model() == null ? before.model() : after.model(),
                after.finishReason() == null ? before.finishReason() : after.finishReason(),
                after.usage() == null ? before.usage() : after.usage());
    }
}
