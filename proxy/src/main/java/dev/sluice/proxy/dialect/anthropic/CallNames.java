package dev.sluice.proxy.dialect.anthropic;

import dev.sluice.api.chat.ChatPart;
import dev.sluice.api.chat.ChatRequest;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * Pairs calls of tools with their results by ids that the API takes: letters, digits, {@code _} and {@code -}. Dialects that
 * pair by name leave ids empty; their results answer the calls of their name in order.
 */
public final class CallNames {

    private final IdentityHashMap<ChatPart, String> ids = new IdentityHashMap<>();

    private CallNames() {}

    /**
     * Pairs them.
     *
     * @param request whose turns have calls and results
     * @return their ids
     */
    public static CallNames of(ChatRequest request) {
        CallNames names = new CallNames();
        Map<String, Deque<String>> waiting = new HashMap<>();
        request.turns().stream().flatMap(turn -> turn.parts().stream()).forEach(part -> names.add(part, waiting));
        return names;
    }

    private void add(ChatPart part, Map<String, Deque<String>> waiting) {
        if (part instanceof ChatPart.ToolCall call && call.id().isEmpty()) {
            String id = "call_" + ids.size();
            ids.put(call, id);
            waiting.computeIfAbsent(call.name(), name -> new ArrayDeque<>()).add(id);
        } else if (part instanceof ChatPart.ToolResult result && result.id().isEmpty()) {
            Deque<String> called = waiting.getOrDefault(result.name(), new ArrayDeque<>());
            ids.put(result, called.isEmpty() ? "call_" + ids.size() : called.remove());
        }
    }

    /**
     * The id of a call.
     *
     * @param call of the request
     * @return its own, or one made for it
     */
    public String ofCall(ChatPart.ToolCall call) {
        return call.id().isEmpty() ? ids.getOrDefault(call, fresh()) : allowed(call.id());
    }

    /**
     * The id that a result answers.
     *
     * @param result of the request
     * @return its own, or that of the call that it is for
     */
    public String ofResult(ChatPart.ToolResult result) {
        return result.id().isEmpty() ? ids.getOrDefault(result, fresh()) : allowed(result.id());
    }

    /** An id for a call of an answer whose dialect has none. */
    public static String fresh() {
        return Ids.fresh("toolu_");
    }

    private static String allowed(String id) {
        boolean fits = id.chars().allMatch(CallNames::isAllowed);
        return fits
                ? id
                : id.chars()
                        .map(c -> isAllowed(c) ? c : '_')
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString();
    }

    private static boolean isAllowed(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
    }
}
