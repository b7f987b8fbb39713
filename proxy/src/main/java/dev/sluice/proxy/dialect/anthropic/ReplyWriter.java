package dev.sluice.proxy.dialect.anthropic;

import dev.sluice.api.chat.Asked;
import dev.sluice.api.chat.ChatPart;
import dev.sluice.api.chat.ChatReply;
import dev.sluice.api.chat.Losses;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Null;
import dev.sluice.api.json.Obj;
import dev.sluice.proxy.dialect.Ids;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Writes a whole reply of messages. */
final class ReplyWriter {

    static final String ONE_ANSWER = "only the first answer was carried over";

    private ReplyWriter() {}

    static Obj write(ChatReply reply, Asked asked, Losses losses) {
        if (reply.choices().size() > 1) {
            losses.add("choices", ONE_ANSWER);
        }
        ChatReply.Choice choice = reply.choices().isEmpty()
                ? new ChatReply.Choice(List.of(), null, List.of())
                : reply.choices().getFirst();
        if (!choice.logprobs().isEmpty()) {
            losses.add("logprobs", "have no place in this dialect and were left out");
        }
        Obj head = head(reply.id(), reply.model(), asked, content(choice, losses));
        Obj ended = Finishes.write(head, choice.finish(), refusal(choice), losses);
        Usages.told(reply.usage(), losses);
        return ended.with("usage", Tiers.write(Usages.write(reply.usage()), reply.serviceTier()));
    }

    /** What a message has whether it is whole or has just begun. */
    static Obj head(String id, String model, Asked asked, Json content) {
        return Json.object(
                "id",
                Ids.orNew("msg_", id),
                "type",
                "message",
                "role",
                "assistant",
                "model",
                model.isEmpty() ? asked.model() : model,
                "content",
                content,
                MessagesReply.FINISH,
                Null.NULL,
                "stop_sequence",
                Null.NULL);
    }

    private static Json content(ChatReply.Choice choice, Losses losses) {
        List<ChatPart> said = new ArrayList<>(choice.parts());
        said.removeIf(ChatPart.Refusal.class::isInstance);
        return BlockWriter.answer(said, losses);
    }

    private static String refusal(ChatReply.Choice choice) {
        return choice.parts().stream()
                .filter(ChatPart.Refusal.class::isInstance)
                .map(part -> ((ChatPart.Refusal) part).text())
                .collect(Collectors.joining());
    }
}
