package dev.sluice.testkit;

import dev.sluice.api.json.Obj;
import dev.sluice.api.stream.Event;
import dev.sluice.api.text.Channel;
import java.util.List;
import java.util.function.BiFunction;

/** Where in a document of one wire shape the texts stand; the same for whole replies and for events. */
interface Slots {
    /** The document with every text mapped; itself if none changed. */
    Obj map(Obj body, BiFunction<Channel, String, String> mapper);

    /** The choices that this document says have ended. */
    List<Integer> finished(Obj body);

    /** The document with a finish reason in the place of any other. */
    Obj finish(Obj body, String reason);

    /** A new event that says a piece of text. */
    Event piece(Channel channel, String text);
}
