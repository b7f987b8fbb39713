package dev.sluice.proxy.translate;

import dev.sluice.api.chat.Asked;
import dev.sluice.api.chat.ChatCodec;
import dev.sluice.api.chat.ChatPart;
import dev.sluice.api.chat.ChatReply;
import dev.sluice.api.chat.Finish;
import dev.sluice.api.chat.Losses;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a client's dialect has room for what proves that a model made a call: tried out once a call of a tool has such a proof. */
final class CallProofs {

    private static final String PROOF = "c2lnbmVk";
    private static final ChatReply SIGNED = reply(new ChatPart.ToolCall("call_1", "f", "{}", PROOF));
    private static final ChatReply BEFORE =
            reply(new ChatPart.Reasoning("", PROOF), new ChatPart.ToolCall("call_1", "f", "{}", null));

    private final ChatCodec client;
    private final Asked asked;
    private @Nullable Boolean before;

    CallProofs(ChatCodec client, Asked asked) {
        this.client = client;
        this.asked = asked;
    }

    private static ChatReply reply(ChatPart... parts) {
        ChatReply.Choice choice = new ChatReply.Choice(List.of(parts), Finish.of(Finish.Reason.TOOL_CALLS), List.of());
        return new ChatReply("id", "m", null, null, List.of(choice), null);
    }

    /** Whether a proof finds room in thinking before its call, and none in the call. */
    boolean areBeforeCalls() {
        if (before == null) {
            before = !keeps(SIGNED) && keeps(BEFORE);
        }
        return before;
    }

    private boolean keeps(ChatReply reply) {
        ChatReply again = client.readReply(client.writeReply(reply, asked, new Losses()), new Losses());
        List<ChatPart> parts = again.choices().isEmpty()
                ? List.of()
                : again.choices().getFirst().parts();
        return parts.equals(reply.choices().getFirst().parts());
    }
}
