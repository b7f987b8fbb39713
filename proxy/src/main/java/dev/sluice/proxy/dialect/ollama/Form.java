package dev.sluice.proxy.dialect.ollama;

import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import org.jspecify.annotations.Nullable;

/** Where a reply has its words: in a message, or at its top. */
enum Form {
    /** {@code /api/chat}. */
    CHAT("content"),
    /** {@code /api/generate}. */
    GENERATE("response");

    static final String MESSAGE = "message";
    static final String THINKING = "thinking";
    static final String CALLS = "tool_calls";
    private final String words;

    Form(String words) {
        this.words = words;
    }

    /** The member that has the words. */
    String words() {
        return words;
    }

    /** What holds them; null if nothing does. */
    @Nullable Obj holder(Obj reply) {
        return this == CHAT ? reply.object(MESSAGE) : reply;
    }

    /** A reply that says what a holder says. */
    Obj reply(Obj base, Obj said) {
        if (this == CHAT) {
            return base.with(MESSAGE, said);
        }
        Obj reply = base;
        for (var member : said) {
            reply = reply.with(member.name(), member.value());
        }
        return reply;
    }

    /** A holder without any words. */
    Obj nothing() {
        return this == CHAT ? Json.object("role", "assistant", words, "") : Json.object(words, "");
    }
}
