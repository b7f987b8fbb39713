package dev.sluice.api.dialect;

import dev.sluice.api.CallError;
import dev.sluice.api.Headers;
import dev.sluice.api.Usage;
import dev.sluice.api.json.Obj;
import dev.sluice.api.stream.Event;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pf4j.ExtensionPoint;

/** One wire API: its endpoints, and how it says that something went wrong. */
public interface Dialect extends ExtensionPoint {

    /**
     * The dialect's name.
     *
     * @return as written in the config, such as {@code openai}
     */
    String name();

    /**
     * The endpoints that the dialect knows more of than their path. What is not listed, below {@link #prefixes()}, is
     * passed through byte by byte.
     *
     * @return the path table, most specific first where templates overlap
     */
    List<Endpoint> endpoints();

    /**
     * Path prefixes that belong to this dialect. A segment {@code *} stands for any one.
     *
     * @return such as {@code /v1/}; the longest prefix of all dialects wins
     */
    List<String> prefixes();

    /**
     * Where this dialect's SDKs are pointed.
     *
     * @return the origin by itself for SDKs that are called as the dialect is, unless a dialect knows better
     */
    default Sdk sdk() {
        return new Sdk(name(), "");
    }

    /**
     * What people have to know to point their SDKs here.
     *
     * @param name what people call the SDKs
     * @param path what comes after the origin in the base URL, such as {@code /v1}; empty for the origin by itself
     */
    record Sdk(String name, String path) {}

    /**
     * Whether a request's header is one that only this dialect's clients send: decides where two dialects have the same
     * path, as several have {@code /v1/models}.
     *
     * @param headers the request's
     * @return false where the path alone must tell
     */
    default boolean isSpokenIn(Headers headers) {
        return false;
    }

    /**
     * Fields of a request's header that all clients of this dialect send, and that ask for what a call without them gets
     * anyway, one that was translated, say.
     *
     * @return such as the version of the API that is usual; empty if there are none
     */
    default Headers usualHeaders() {
        return Headers.empty();
    }

    /**
     * The endpoint of a request, where the query says more than the path.
     *
     * @param found by the path
     * @param query as it came, without the question mark; empty if there is none
     * @return one like it whose lenses are those of what was asked for, or the same
     */
    default Endpoint asked(Endpoint found, String query) {
        return found;
    }

    /**
     * The query parameter in which a client may send its key.
     *
     * @return taken out of every request before anything else looks at it; null if there is none
     */
    default @Nullable KeyParameter keyParameter() {
        return null;
    }

    /**
     * A query parameter with a key.
     *
     * @param name the parameter's
     * @param header the field in lower case that says the same, and that it becomes
     */
    record KeyParameter(String name, String header) {}

    /**
     * The endpoint that takes chats which were written in other dialects; its reply lens has a codec.
     *
     * @return null if the dialect has no chats, or they cannot be translated
     */
    default @Nullable Endpoint chatEndpoint() {
        return null;
    }

    /**
     * The types of a session's events that say what was used: a session is a socket over which both sides send events, such as OpenAI's
     * realtime.
     *
     * @return words that stand in the first 256 bytes of such an event and seldom in another; empty if there are none
     */
    default Set<String> sessionUsageEvents() {
        return Set.of();
    }

    /**
     * What was used by what an event of a session tells of.
     *
     * @param event one that the provider sent
     * @return null if it does not say
     */
    default @Nullable Usage sessionUsage(Obj event) {
        return null;
    }

    /**
     * Spells an error as the body of a whole reply.
     *
     * @param error what went wrong; its status and {@code retry-after} are set by the host
     * @return a JSON document from which the dialect's SDKs make their typed exception
     */
    Buffer error(CallError error);

    /**
     * Spells an error as the end of a stream that has begun.
     *
     * @param endpoint whose stream
     * @param error what went wrong
     * @return the terminal events, after which the stream is closed
     */
    List<Event> errorEvents(Endpoint endpoint, CallError error);

    /**
     * Spells the list of models.
     *
     * @param models names that clients may ask for
     * @return the body of the reply to the dialect's list endpoint
     */
    Buffer models(List<ModelCard> models);

    /**
     * Spells one model.
     *
     * @param model a name that clients may ask for
     * @return the body of the reply to the dialect's endpoint for one model
     */
    Buffer model(ModelCard model);

    /**
     * A model in the list.
     *
     * @param name what clients ask for: an alias or {@code provider/model}
     * @param owner the provider's name, or {@code sluice} for an alias
     */
    record ModelCard(String name, String owner) {}
}
