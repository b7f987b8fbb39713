package dev.sluice.plugins.retrieve.cite;

import dev.sluice.api.Reply;
import dev.sluice.api.Streamed;
import dev.sluice.api.Whole;
import dev.sluice.api.json.JsonSyntaxException;
import dev.sluice.api.json.Obj;
import dev.sluice.api.stream.Event;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Citations of one reply in one dialect's shape. One reply is either whole or a stream, whose events come in order. */
public sealed interface Citing permits OpenAiCiting, AnthropicCiting, GeminiCiting, CohereCiting {

    /**
     * For a dialect.
     *
     * @param dialect the client's
     * @param cited the sources
     * @return null if the dialect has no shape for citations
     */
    static @Nullable Citing of(String dialect, Cited cited) {
        return switch (dialect) {
            case "openai" -> new OpenAiCiting(cited);
            case "anthropic" -> new AnthropicCiting(cited);
            case "gemini" -> new GeminiCiting(cited);
            case "cohere" -> new CohereCiting(cited);
            default -> null;
        };
    }

    /**
     * Says what a reply cites.
     *
     * @param reply of the client's dialect
     * @return the same with citations; itself if it is an error
     */
    default Reply cite(Reply reply) {
        if (!reply.isSuccess()) {
            return reply;
        }
        return switch (reply) {
            case Whole whole -> whole.json() == null ? whole : whole.withJson(whole(whole.json()));
            case Streamed streamed -> streamed.mapEvents(this::changed);
        };
    }

    private List<Event> changed(Event event) {
        Obj data = data(event);
        return data == null ? List.of(event) : event(event, data);
    }

    /**
     * An event's object.
     *
     * @param event of any stream
     * @return null if it is none: OpenAI's streams may end with one that is not JSON
     */
    static @Nullable Obj data(Event event) {
        try {
            return event.hasData() && event.json() instanceof Obj data ? data : null;
        } catch (JsonSyntaxException e) {
            return null;
        }
    }

    /** A whole reply with citations. */
    Obj whole(Obj body);

    /** What leaves for an event. */
    List<Event> event(Event event, Obj data);
}
