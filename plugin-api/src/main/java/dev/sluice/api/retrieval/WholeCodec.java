package dev.sluice.api.retrieval;

import dev.sluice.api.chat.Losses;
import dev.sluice.api.json.Obj;
import org.jspecify.annotations.Nullable;

/**
 * Says what the documents of one endpoint mean whose replies are whole, and says the like in such documents. What one side has
 * no word for is a line in the losses; what makes no sense at all is a {@link dev.sluice.api.CallError} that names the field.
 *
 * @param <Q> what is asked
 * @param <R> what is answered
 */
public interface WholeCodec<Q, R> {

    /**
     * Reads a request.
     *
     * @param body the document
     * @param model the model that is to be asked, wherever the request names it
     * @param losses takes the fields for which there is no word
     * @return the request
     */
    Q readRequest(Obj body, String model, Losses losses);

    /**
     * Writes a request.
     *
     * @param request what is asked
     * @param losses takes what the dialect has no word for, or must say otherwise
     * @return the document
     */
    Obj writeRequest(Q request, Losses losses);

    /**
     * Where a request is sent.
     *
     * @param request whose model may stand in the path
     * @return path and query, percent-encoded, as the dialect's path table has them
     */
    String path(Q request);

    /**
     * Reads a reply to a call that succeeded.
     *
     * @param body the document
     * @param losses takes what the client would miss
     * @return the reply; null if the document is none
     */
    @Nullable R readReply(Obj body, Losses losses);

    /**
     * Writes a reply.
     *
     * @param reply what was answered
     * @param asked the client's request, on which the form of the reply may depend
     * @param losses takes what the dialect has no word for
     * @return the document
     */
    Obj writeReply(R reply, Obj asked, Losses losses);
}
