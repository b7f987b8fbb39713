package dev.sluice.proxy.dialect.openai.codec;

import dev.sluice.api.chat.ChatEvent;
import dev.sluice.api.chat.Losses;
import dev.sluice.api.json.Obj;
import dev.sluice.proxy.dialect.Numbers;
import dev.sluice.proxy.dialect.Texts;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Reads the tool calls of one choice. Their pieces have an index, so they may come interleaved; most APIs have no such order,
 * so a call is held back while the one before it is under way.
 */
final class CallReader {

    private static final int MAX_HELD_CHARS = 4 << 20;

    private final int choice;
    private final Losses losses;
    private final ToIntFunction<Consumer<ChatEvent>> parts;
    private final Map<Integer, Call> calls = new HashMap<>(2);
    private final Deque<Call> waiting = new ArrayDeque<>(0);
    private @Nullable Call open;
    private int held;

    /** One call, and what has come of it while another was under way. */
    private static final class Call {
        private final String id;
        private final String name;
        private final ArgumentsEnd end = new ArgumentsEnd();
        private final StringBuilder arguments = new StringBuilder(0);
        private @Nullable String signature;
        private int part = -1;

        private Call(String id, String name) {
            this.id = id;
            this.name = name;
        }
    }

    /**
     * Begins.
     *
     * @param choice the answer's index
     * @param losses takes what cannot be told
     * @param parts begins a part for a call, after it has ended the one before, and says its number
     */
    CallReader(int choice, Losses losses, ToIntFunction<Consumer<ChatEvent>> parts) {
        this.choice = choice;
        this.losses = losses;
        this.parts = parts;
    }

    void read(Obj tool, int place, Consumer<ChatEvent> out) {
        int index = Math.max(0, Numbers.asInt(tool.number("index"), place));
        Obj function = tool.object("function");
        Call call = called(index, Texts.orEmpty(tool.text("id")), function, out);
        if (call == null) {
            return;
        }
        String signature = MessageReader.signature(tool);
        call.signature = signature == null ? call.signature : signature;
        String arguments = function == null ? "" : Texts.orEmpty(function.text("arguments"));
        call.end.add(arguments);
        if (call == open) {
            say(call, arguments, out);
            next(out);
        } else {
            hold(call, arguments, out);
        }
    }

    /** The call that a piece belongs to; a new one if it brings a name, or an id that is another: some give all one index. */
    private @Nullable Call called(int index, String id, @Nullable Obj function, Consumer<ChatEvent> out) {
        Call known = calls.get(index);
        String name = function == null ? "" : Texts.orEmpty(function.text("name"));
        boolean begins = known == null || (!id.isEmpty() && !id.equals(known.id) && !name.isEmpty());
        if (!begins) {
            return known;
        }
        if (function == null) {
            losses.add("tool_calls", "has a call of what is no function, which was left out");
            return null;
        }
        Call call = new Call(id, name);
        Call replaced = calls.put(index, call);
        if (replaced != null) { // Nothing more can come for it.
            end(out);
        }
        waiting.add(call);
        next(out);
        return call;
    }

    /** Begins calls that wait while the one before them is whole. */
    private void next(Consumer<ChatEvent> out) {
        while (!waiting.isEmpty() && (open == null || open.end.isReached())) {
            begin(waiting.remove(), out);
        }
    }

    private void begin(Call call, Consumer<ChatEvent> out) {
        open = call;
        call.part = parts.applyAsInt(out);
        held -= call.arguments.length();
        out.accept(new ChatEvent.ToolStart(choice, call.part, call.id, call.name));
        say(call, call.arguments.toString(), out);
        call.arguments.setLength(0);
    }

    private void say(Call call, String arguments, Consumer<ChatEvent> out) {
        if (call.signature != null) {
            out.accept(new ChatEvent.Signature(choice, call.part, call.signature));
            call.signature = null;
        }
        if (!arguments.isEmpty()) {
            out.accept(new ChatEvent.ToolArguments(choice, call.part, arguments));
        }
    }

    private void hold(Call call, String arguments, Consumer<ChatEvent> out) {
        if (call.part >= 0) {
            if (!arguments.isBlank()) {
                losses.add("tool_calls", "has arguments that came when the call was over, which were left out");
            }
            return;
        }
        call.arguments.append(arguments);
        held += arguments.length();
        if (held > MAX_HELD_CHARS) {
            end(out);
        }
    }

    /** Whether arguments of a call that has begun are still to come. */
    boolean isUnderWay() {
        return open != null && !open.end.isReached();
    }

    /** Tells all calls that wait: no more comes of the one that is under way. */
    void end(Consumer<ChatEvent> out) {
        while (!waiting.isEmpty()) {
            begin(waiting.remove(), out);
        }
        open = null;
    }
}
