package dev.sluice.proxy.dialect.cohere;

import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.stream.Event;
import org.jspecify.annotations.Nullable;

/** Spells events: the type stands both in the event and in its data. */
final class Events {
    static final String START = "message-start";
    static final String END = "message-end";
    static final String CONTENT_START = "content-start";
    static final String CONTENT_DELTA = "content-delta";
    static final String CONTENT_END = "content-end";
    static final String PLAN_DELTA = "tool-plan-delta";
    static final String CALL_START = "tool-call-start";
    static final String CALL_DELTA = "tool-call-delta";
    static final String CALL_END = "tool-call-end";
    static final String CITATION_START = "citation-start";
    static final String CITATION_END = "citation-end";

    private Events() {}

    private static Event of(String type, Obj data) {
        return Event.of(type, data);
    }

    /** An event of a part, with what it brings of the message. */
    static Event part(String type, int index, @Nullable Obj message) {
        Obj event = Json.object("type", type, "index", index);
        return of(type, message == null ? event : event.with("delta", Json.object("message", message)));
    }

    static Event start(String id) {
        Obj message = Json.object(
                "role",
                "assistant",
                "content",
                Json.array(),
                "tool_plan",
                "",
                "tool_calls",
                Json.array(),
                "citations",
                Json.array());
        return of(START, Json.object("id", id, "type", START, "delta", Json.object("message", message)));
    }

    static Event end(@Nullable String reason, @Nullable Obj usage, @Nullable String error) {
        Obj.Builder delta = Json.object().putIfPresent("finish_reason", reason);
        delta.putIfPresent("usage", usage).putIfPresent("error", error);
        return of(END, Json.object("type", END, "delta", delta.build()));
    }
}
