package dev.sluice.proxy.dialect.gemini;

import dev.sluice.api.chat.ChatPart;
import dev.sluice.api.chat.Citation;
import dev.sluice.api.chat.Finish;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is known of one answer while its stream is written. */
final class AnswerState {
    /** How much of the words is kept to find the places that citations name. */
    private static final int MAX_KEPT = 1 << 20;

    final Map<Integer, Call> calls = new LinkedHashMap<>(2);
    final List<Citation> citations = new ArrayList<>(0);
    final StringBuilder text = new StringBuilder();
    int thinking = -1;

    @Nullable Finish finish;

    void said(String words) {
        if (text.length() < MAX_KEPT) {
            text.append(words);
        }
    }

    Call call(int part) {
        return calls.computeIfAbsent(part, key -> new Call("", ""));
    }

    /** A call of a function that is not whole yet. */
    static final class Call {
        final String id;
        final String name;
        final StringBuilder arguments = new StringBuilder();

        @Nullable String signature;

        Call(String id, String name) {
            this.id = id;
            this.name = name;
        }

        ChatPart.ToolCall part() {
            return new ChatPart.ToolCall(id, name, arguments.toString(), signature);
        }
    }
}
