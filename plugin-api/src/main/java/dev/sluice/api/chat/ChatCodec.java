package dev.sluice.api.chat;

import dev.sluice.api.json.Obj;
import dev.sluice.api.stream.Event;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says what one chat endpoint's documents mean, and says the like in such documents. Stateless.
 *
 * <p>The law, which {@code CodecContract} of the test kit checks: whatever is written and read again is the same, or there is
 * a line in the losses. A document of any shape can be read; what makes no sense at all is a
 * {@link dev.sluice.api.CallError} that names the field. Calls of tools come with ids or without: {@link ToolIds} gives
 * them to those that have none.
 */
public interface ChatCodec {

    /**
     * Reads a request.
     *
     * @param body the document
     * @param losses takes the fields that {@link ChatRequest} has no word for
     * @return the request; its model is empty, and it is not streamed, where the path says these
     */
    ChatRequest readRequest(Obj body, Losses losses);

    /**
     * Writes a request.
     *
     * @param request in normal form
     * @param losses takes what the dialect has no word for, or must say otherwise
     * @return the document
     */
    Obj writeRequest(ChatRequest request, Losses losses);

    /**
     * Whether the endpoint takes a request at all, for dialects that have chats at several.
     *
     * @param request to a model
     * @return false if it is known to be refused here; it then goes to another endpoint of the dialect, where the provider has one
     */
    default boolean takes(ChatRequest request) {
        return true;
    }

    /**
     * Whether a request has the provider keep its answer, so that its client may name it later by its id.
     *
     * @param request the document
     * @return false where providers of this dialect keep none
     */
    default boolean isStored(Obj request) {
        return false;
    }

    /**
     * Where media may lie that only providers of this dialect can read: their own storage.
     *
     * @return how such addresses begin, in lower case; empty where there are none
     */
    default List<String> ownAddresses() {
        return List.of();
    }

    /**
     * Where a request is sent.
     *
     * @param request whose model and streaming may stand in the path
     * @return path and query, percent-encoded, as the dialect's path table has them
     */
    String path(ChatRequest request);

    /**
     * Reads a whole reply to a call that succeeded.
     *
     * @param body the document
     * @param losses takes what {@link ChatReply} has no word for and the client would miss
     * @return the reply
     */
    ChatReply readReply(Obj body, Losses losses);

    /**
     * Writes a whole reply.
     *
     * @param reply the reply
     * @param asked what the client asked
     * @param losses takes what the dialect has no word for
     * @return the document
     */
    Obj writeReply(ChatReply reply, Asked asked, Losses losses);

    /**
     * Starts to read a stream.
     *
     * @param losses takes what {@link ChatEvent} has no word for and the client would miss
     * @return fresh, for one stream
     */
    ChatReader reader(Losses losses);

    /**
     * Starts to write a stream.
     *
     * @param asked what the client asked
     * @param losses takes what the dialect has no word for
     * @return fresh, for one stream
     */
    ChatWriter writer(Asked asked, Losses losses);

    /**
     * The media type of its streams.
     *
     * @return such as {@code text/event-stream}
     */
    String streamType();

    /**
     * Reads an error.
     *
     * @param body the document of a whole reply
     * @param status the HTTP status it came with
     * @return null if it is no error
     */
    @Nullable ChatError readError(Obj body, int status);

    /**
     * Reads an error within a stream, the first event perhaps.
     *
     * @param event of the stream
     * @return null if it is no error
     */
    @Nullable ChatError readError(Event event);

    /**
     * Writes an error.
     *
     * @param error what went wrong
     * @return the document of a whole reply
     */
    Obj writeError(ChatError error);
}
