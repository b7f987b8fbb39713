package dev.sluice.proxy.translate;

import dev.sluice.api.CallError;
import dev.sluice.api.chat.ChatPart;
import dev.sluice.api.chat.ChatRequest;
import dev.sluice.api.chat.Turn;
import dev.sluice.api.json.Obj;
import java.util.HashSet;
import java.util.Set;

/** Refuses results of tools that nobody called, as every provider does: in the caller's words rather than the provider's. */
final class Orphans {

    /** What names the call that a result answers, in one dialect or another. */
    private static final Set<String> NAMES =
            Set.of("tool_call_id", "tool_use_id", "toolUseId", "call_id", "tool_name", "id", "name");

    private final Set<String> ids = new HashSet<>();
    private final Set<String> names = new HashSet<>();
    private final Obj body;

    private Orphans(Obj body) {
        this.body = body;
    }

    /**
     * Looks at a conversation.
     *
     * @param request it
     * @param body as the client has written it
     * @throws CallError if a result answers no call before it; names the field
     */
    static void refuse(ChatRequest request, Obj body) {
        Orphans orphans = new Orphans(body);
        for (Turn turn : request.turns()) {
            turn.parts().forEach(orphans::part);
        }
    }

    private void part(ChatPart part) {
        if (part instanceof ChatPart.ToolCall call) {
            ids.add(call.id());
            names.add(call.name());
        } else if (part instanceof ChatPart.ToolResult result && !isOfACall(result)) {
            throw orphan(result.id().isEmpty() ? result.name() : result.id());
        }
    }

    /** Where a dialect pairs by name, or by place, calls have no id. */
    private boolean isOfACall(ChatPart.ToolResult result) {
        boolean isNamed = !result.name().isEmpty() && names.contains(result.name());
        boolean isBare = result.id().isEmpty() && result.name().isEmpty() && !names.isEmpty();
        return isNamed || isBare || (!result.id().isEmpty() && ids.contains(result.id()));
    }

    private CallError orphan(String called) {
        String field = new Whereabouts(body).of(called, NAMES::contains, "tool result");
        return CallError.of(
                        CallError.Category.INVALID_REQUEST,
                        "invalid_value",
                        "Expected '" + field + "' to name a call of a tool in an earlier turn, but there is none.")
                .withParam(field);
    }
}
