package dev.sluice.plugins.guard;

import dev.sluice.api.dialect.Endpoint;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.proxy.dialect.openai.OpenAiDialect;

/** A way to say a text: as a whole reply, and as the events of a stream. */
enum Shape {
    CHAT("chat-completions", "/choices/0/delta/content", "/choices/0/message/content") {
        @Override
        Obj piece(String text) {
            return Json.object("choices", Json.array(Json.object("index", 0, "delta", Json.object("content", text))));
        }

        @Override
        Obj whole(String text) {
            Obj choice = Json.object("index", 0, "message", Json.object("content", text), "finish_reason", "stop");
            return Json.object("choices", Json.array(choice));
        }
    },
    COMPLETIONS("completions", "/choices/0/text", "/choices/0/text") {
        @Override
        Obj piece(String text) {
            return Json.object("choices", Json.array(Json.object("index", 0, "text", text)));
        }

        @Override
        Obj whole(String text) {
            return Json.object("choices", Json.array(Json.object("index", 0, "text", text)));
        }
    },
    RESPONSES("responses", "/delta", "/output/0/content/0/text") {
        @Override
        Obj piece(String text) {
            return Json.object(
                    "type", "response.output_text.delta", "output_index", 0, "content_index", 0, "delta", text);
        }

        @Override
        Obj whole(String text) {
            Obj part = Json.object("type", "output_text", "text", text);
            Obj item = Json.object("type", "message", "content", Json.array(part));
            return Json.object("object", "response", "status", "completed", "output", Json.array(item));
        }
    };

    final String endpoint;
    final String inEvent;
    final String inWhole;

    Shape(String endpoint, String inEvent, String inWhole) {
        this.endpoint = endpoint;
        this.inEvent = inEvent;
        this.inWhole = inWhole;
    }

    abstract Obj piece(String text);

    abstract Obj whole(String text);

    Endpoint found() {
        return new OpenAiDialect()
                .endpoints().stream()
                        .filter(known -> known.name().equals(endpoint))
                        .findFirst()
                        .orElseThrow();
    }
}
