package dev.sluice.api;

import dev.sluice.api.dialect.Endpoint;
import dev.sluice.api.text.TextTransformers;
import io.vertx.core.Future;
import java.util.function.Consumer;

/**
 * What comes back for a call, in the call's own dialect. Immutable: a change makes a new reply, and the old one is not
 * used any more.
 *
 * <p>Bytes that nobody changes are the bytes that leave, encoded as they came.
 */
public sealed interface Reply permits Whole, Streamed {

    /**
     * The HTTP status.
     *
     * @return 200 to 599
     */
    int status();

    /**
     * The reply's header, without hop-by-hop fields.
     *
     * @return the fields
     */
    Headers headers();

    /**
     * What was called.
     *
     * @return the endpoint whose lens reads this reply
     */
    Endpoint endpoint();

    /**
     * Time since the call was sent.
     *
     * @return stopped for replies that no provider was asked for
     */
    Stopwatch stopwatch();

    /**
     * Who answered.
     *
     * @return {@link Origin#INSIDE} unless a provider was asked for this call
     */
    Origin origin();

    /**
     * Says who answered. The host says it of what providers answer; filters need not.
     *
     * @param origin the origin
     * @return the reply with it
     */
    Reply withOrigin(Origin origin);

    /**
     * What knows the usage and cost of this reply.
     *
     * @return {@link Metering#NONE} unless a provider was asked
     */
    Metering metering();

    /**
     * Has every {@link Outcome} of the reply tell of its cost, and of an estimate where it tells no usage, or was cut off before it
     * had told all. The host says it of what providers answer; filters need not.
     *
     * @param metering asked once the reply has ended
     * @return the reply with it
     */
    Reply withMetering(Metering metering);

    /**
     * Changes the header.
     *
     * @param headers the new one
     * @return the reply with it
     */
    Reply withHeaders(Headers headers);

    /**
     * Runs every text of the reply through transformers. The final text is the same for whole and streamed replies.
     *
     * <p>It fails closed: where the endpoint's replies have texts, a reply that is none of them (another media type, bytes that
     * are no document) fails, so that nothing passes for looked at that was not. Error replies that are no documents, and
     * replies of endpoints without a lens, which hold nothing to read, pass as they are.
     *
     * @param transformers makes one for each channel
     * @return the reply as it leaves; texts are transformed as they are pulled, so failures show there
     * @throws CallError if the body cannot be read ({@code unreadable_reply}), or a transformer breaks off a whole reply; the
     *     reply is cancelled then
     */
    Reply mapText(TextTransformers transformers);

    /**
     * Has somebody told how the reply ended. For a whole reply that has happened already: it is told at once. For a
     * streamed one it is told exactly once, whichever way it ends.
     *
     * @param listener does not throw
     * @return the reply with the listener
     */
    Reply onEnd(Consumer<Outcome> listener);

    /**
     * Waits until the reply has really begun: some of its body is there. Up to then nothing has reached the client, so a
     * failure can still be answered by trying elsewhere.
     *
     * @return this reply, byte by byte; a failure if it broke before anything came
     */
    Future<Reply> begun();

    /** Gives up the rest of a reply that is not returned. Has no effect on a whole one. */
    void cancel();

    /**
     * Whether the upstream did what it was asked.
     *
     * @return true for a status below 400
     */
    default boolean isSuccess() {
        return status() < 400;
    }
}
