package dev.sluice.proxy.dialect.openai.codec;

import dev.sluice.api.chat.ChatError;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.stream.Event;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The items of one response, and the numbers of its events. */
final class Output {

    private final TreeMap<Integer, Obj> done = new TreeMap<>();
    private int items;
    private int sequence;

    /** The place of a new item. */
    int next() {
        return items++;
    }

    /** Items that are whole, in order. */
    List<Obj> items() {
        return List.copyOf(done.values());
    }

    Sink to(Consumer<Event> out) {
        return new Sink(out);
    }

    /** Where events go. */
    final class Sink {
        private final Consumer<Event> out;

        Sink(Consumer<Event> out) {
            this.out = out;
        }

        /** An event that says one thing. */
        void say(String type, String name, Json value) {
            say(Json.object("type", type, name, value));
        }

        /** An event; numbered here. */
        void say(Obj event) {
            out.accept(Event.of(event.text("type"), event.with("sequence_number", Json.of(sequence++))));
        }

        void added(int index, Obj item) {
            say(Json.object("type", "response.output_item.added", "output_index", index, "item", item));
        }

        void done(int index, Obj item) {
            done.put(index, item);
            say(Json.object("type", "response.output_item.done", "output_index", index, "item", item));
        }

        void error(ChatError error) {
            Obj facts = Envelope.written(error);
            say(Json.object(
                    "type", "error",
                    "code", facts.get("code"),
                    "message", error.message(),
                    "param", error.param(),
                    "error", facts));
        }
    }
}
