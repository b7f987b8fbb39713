package dev.sluice.testkit;

import dev.sluice.api.Operation;
import dev.sluice.api.dialect.Endpoint;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.stream.Event;
import dev.sluice.api.text.Channel;
import io.vertx.core.http.HttpMethod;
import java.util.List;

/** How the endpoints of {@link TestDialect} spell what is said on them. */
@SuppressWarnings("ImmutableEnumChecker") // Endpoints and slots have no state that changes; they cannot say so.
enum Wire {
    /** One text: {@code {"text": ".."}}, asked for by {@code {"input": ".."}}. */
    PLAIN("plain", "/test/plain", new PlainSlots()) {
        @Override
        Obj request(String text) {
            return Json.object("model", FakeCalls.MODEL, "input", text);
        }

        @Override
        Obj whole(String text) {
            return Json.object("text", text, "finish_reason", "stop", "usage", USAGE);
        }

        @Override
        Obj finish() {
            return Json.object("finish_reason", "stop", "usage", USAGE);
        }
    },

    /** The shape of chat completions. */
    CHAT("chat", "/test/chat/completions", new ChatSlots()) {
        @Override
        Obj request(String text) {
            Obj message = Json.object("role", "user", "content", text);
            return Json.object("model", FakeCalls.MODEL, "messages", Json.array(message));
        }

        @Override
        Obj whole(String text) {
            Obj message = Json.object("role", "assistant", "content", text);
            Obj choice = Json.object("index", 0, "message", message, "finish_reason", "stop");
            return Json.object("model", FakeCalls.MODEL, "choices", Json.array(choice), "usage", USAGE);
        }

        @Override
        Obj finish() {
            Obj choice = Json.object("index", 0, "delta", Json.object("content", ""), "finish_reason", "stop");
            return Json.object("model", FakeCalls.MODEL, "choices", Json.array(choice), "usage", USAGE);
        }
    };

    private static final Obj USAGE = Json.object("prompt_tokens", 3, "completion_tokens", 5);

    private final Endpoint endpoint;
    private final Slots slots;

    Wire(String name, String path, Slots slots) {
        this.slots = slots;
        this.endpoint = new Endpoint(
                name,
                HttpMethod.POST,
                path,
                Operation.CHAT,
                Endpoint.Payload.JSON,
                Endpoint.ModelPlace.BODY,
                Endpoint.Streaming.IF_ASKED,
                TestPrompt::new,
                new SlotLens(slots));
    }

    /** The request that says a text. */
    abstract Obj request(String text);

    /** The whole reply that says a text. */
    abstract Obj whole(String text);

    /** What the last event with data says: why it ended, and the tokens used. */
    abstract Obj finish();

    Endpoint endpoint() {
        return endpoint;
    }

    /** The event that says a piece of text. */
    Event piece(String text) {
        return slots.piece(Channel.content(), text);
    }

    /** The events after the last piece. */
    List<Event> last() {
        return List.of(Event.of(null, finish()), Event.of(null, SlotLens.DONE));
    }

    static Wire of(Endpoint endpoint) {
        for (Wire wire : values()) {
            if (wire.endpoint.name().equals(endpoint.name())) {
                return wire;
            }
        }
        throw new IllegalArgumentException("Expected an endpoint of the test dialect that takes JSON but found "
                + endpoint.name() + ": script the reply itself, with Script.replies(..)");
    }
}
