package dev.sluice.proxy.upstream.sandbox.model;

import dev.sluice.api.prompt.Parameters;
import java.util.List;

/**
 * What a model says: words, or tools that it calls.
 *
 * @param text the words; empty if it calls tools
 * @param calls the tools, in order
 * @param finish why it stopped there
 */
public record Answer(String text, List<ToolUse> calls, Finish finish) {

    /** Why an answer ends. */
    public enum Finish {
        /** All is said. */
        STOP,
        /** The prompt wanted no more tokens. */
        LENGTH,
        /** It is the application's turn to run tools. */
        TOOL_CALLS
    }

    /**
     * A call of a tool.
     *
     * @param id pairs it with its result
     * @param name the tool's
     * @param arguments a JSON document as text
     */
    public record ToolUse(String id, String name, String arguments) {}

    public Answer {
        calls = List.copyOf(calls);
    }

    static Answer saying(String text) {
        return new Answer(text, List.of(), Finish.STOP);
    }

    static Answer calling(List<ToolUse> calls) {
        return new Answer("", calls, Finish.TOOL_CALLS);
    }

    /**
     * The answer's length.
     *
     * @return tokens of its words and arguments
     */
    public int tokens() {
        int arguments =
                calls.stream().mapToInt(call -> Tokens.count(call.arguments())).sum();
        return Tokens.count(text) + arguments;
    }

    /**
     * Keeps to what the prompt allows.
     *
     * @param parameters its stop sequences and its bound on tokens
     * @return the answer's words up to there; calls of tools are never cut
     */
    public Answer within(Parameters parameters) {
        String stopped = upTo(parameters.stop());
        Integer most = parameters.maxOutputTokens();
        String kept = most == null ? stopped : Tokens.head(stopped, most);
        if (finish != Finish.STOP || kept.length() == text.length()) {
            return this;
        }
        return new Answer(kept, calls, kept.length() < stopped.length() ? Finish.LENGTH : Finish.STOP);
    }

    private String upTo(List<String> stops) {
        int end = text.length();
        for (String stop : stops) {
            int found = stop.isEmpty() ? -1 : text.indexOf(stop);
            end = found < 0 ? end : Math.min(end, found);
        }
        return text.substring(0, end);
    }
}
