package dev.sluice.distribution.guardrails;

import dev.sluice.api.chat.ChatError;
import dev.sluice.api.chat.ChatEvent;
import dev.sluice.api.chat.ChatReply;
import dev.sluice.api.chat.ChatRequest;
import dev.sluice.api.dialect.Dialect;
import dev.sluice.api.json.Obj;
import dev.sluice.api.stream.Event;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One way to chat: how a client asks and reads, and how a provider reads and answers. */
interface Surface {

    /** As the matrix names it. */
    String title();

    /** The wire API. */
    Dialect dialect();

    /** Whether tools can be called there. */
    boolean hasTools();

    /** Path and query of a request. */
    String path(ChatRequest request);

    /** The request's document. */
    Obj written(ChatRequest request);

    /** What a document asks. */
    ChatRequest read(Obj request);

    /** The document of a whole reply. */
    Obj written(ChatReply reply);

    /** The events of a stream. */
    List<Event> written(List<ChatEvent> events);

    /** The media type of streams. */
    String streamType();

    /** What a whole reply says. */
    ChatReply reply(Obj body);

    /** What a stream says. */
    List<ChatEvent> events(Buffer stream);

    /** What went wrong, if the document says that something did. */
    @Nullable ChatError error(Obj body, int status);

    /** What went wrong in a stream, if one of its events says that something did. */
    @Nullable ChatError error(Buffer stream);
}
