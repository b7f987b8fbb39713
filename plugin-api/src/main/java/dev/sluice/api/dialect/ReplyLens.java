package dev.sluice.api.dialect;

import dev.sluice.api.CallError;
import dev.sluice.api.chat.ChatCodec;
import dev.sluice.api.chat.ChatError;
import dev.sluice.api.chat.ChatRequest;
import dev.sluice.api.chat.TokenCount;
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
import org.jspecify.annotations.Nullable;

/** Reads the replies of one endpoint, whole and streamed. */
public interface ReplyLens {

    /**
     * A field of streams that tell their usage although their client has not asked: whoever has asked in its place sets it, whoever
     * keeps the reply keeps it, and where the reply leaves Sluice it is taken out, with {@linkplain #isUsageAlone what} it stands for.
     */
    String UNASKED_USAGE = "x-sluice-usage";

    /**
     * Runs every text of a whole reply through transformers.
     *
     * @param body the reply; of any shape
     * @param texts for each text, in the order of the document, call {@link ChannelTexts#whole}
     * @return the reply with the texts that came back, or the same object if all of them did unchanged
     */
    Obj mapTexts(Obj body, ChannelTexts texts);

    /**
     * Has a reply that a filter has ended say so, as the provider does when its own content filter has.
     *
     * @param body its texts cut already
     * @return the reply with the dialect's finish reason for filtered content
     */
    default Obj cut(Obj body) {
        throw filtered();
    }

    /** What a client is told where its dialect has no word for a reply that was ended because of its content. */
    static CallError filtered() {
        return CallError.of(
                CallError.Category.INVALID_REQUEST,
                "content_filter",
                "The reply was ended because of what it says. Ask for something else.");
    }

    /**
     * Starts to read a stream.
     *
     * @return a lens for one stream
     */
    EventLens events();

    /**
     * Whether a successful reply of a media type is a stream, for types that nobody else streams.
     *
     * @param type of the reply to a call that asked for a stream, in lower case, parameters included
     * @return false for the types that always are streams, such as {@code text/event-stream}, too
     */
    default boolean streamsAs(String type) {
        return false;
    }

    /**
     * How the stream's bytes are cut into events.
     *
     * @return fresh state for one stream
     */
    Framing framing();

    /**
     * What a whole reply says of itself.
     *
     * @param body the reply; of any shape
     * @return what could be found
     */
    Summary summary(Obj body);

    /**
     * What a stream says of itself.
     *
     * @param events the first few and the last few of the stream, in order; those between are left out
     * @return what could be found
     */
    Summary summary(List<Event> events);

    /**
     * Has a request for a stream ask that the stream tells its usage.
     *
     * @param request the document
     * @return the same object if it asks already, or streams always tell
     */
    default Obj askUsage(Obj request) {
        return request;
    }

    /**
     * Whether an event tells the usage and nothing else, so that who has not {@linkplain #askUsage asked} for it expects none.
     *
     * @param event of a stream
     * @return false where usage comes with something else
     */
    default boolean isUsageAlone(Event event) {
        return false;
    }

    /**
     * What the endpoint's chats mean, so that they can be translated, replayed in pieces, or put together.
     *
     * @return null if it is no chat, or nobody can say
     */
    default @Nullable ChatCodec chat() {
        return null;
    }

    /**
     * What the endpoint's vectors mean, so that calls for them can be translated.
     *
     * @return null if it makes none, or nobody can say
     */
    default @Nullable WholeCodec<EmbeddingRequest, EmbeddingReply> embeddings() {
        return null;
    }

    /**
     * What the endpoint's orders of documents mean, so that calls for them can be translated.
     *
     * @return null if it makes none, or nobody can say
     */
    default @Nullable WholeCodec<RerankRequest, RerankReply> reranks() {
        return null;
    }

    /**
     * What it means to have the tokens of a chat counted here, so that calls for that can be translated, or answered by an estimate.
     *
     * @return null if it counts none, or nobody can say
     */
    default @Nullable WholeCodec<ChatRequest, TokenCount> counts() {
        return null;
    }

    /**
     * Whether a whole reply says that something went wrong, whatever its status.
     *
     * @param body the reply
     * @param status its status
     * @return what went wrong; null if nothing did, or nobody can say
     */
    default @Nullable ChatError error(Obj body, int status) {
        ChatCodec codec = chat();
        return codec == null ? null : codec.readError(body, status);
    }

    /**
     * Whether an event of a stream, its first one perhaps, says that something went wrong.
     *
     * @param event the event
     * @return what went wrong; null if nothing did, or nobody can say
     */
    default @Nullable ChatError error(Event event) {
        ChatCodec codec = chat();
        return codec == null ? null : codec.readError(event);
    }
}
