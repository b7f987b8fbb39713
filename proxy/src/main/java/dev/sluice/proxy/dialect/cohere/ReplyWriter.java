package dev.sluice.proxy.dialect.cohere;

import dev.sluice.api.Usage;
import dev.sluice.api.chat.ChatPart;
import dev.sluice.api.chat.ChatReply;
import dev.sluice.api.chat.Losses;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.proxy.dialect.Ids;
import java.util.ArrayList;
import java.util.List;

/** Writes a whole reply. */
final class ReplyWriter {
    private final Losses losses;
    private final List<Obj> content = new ArrayList<>();
    private final List<Obj> calls = new ArrayList<>();
    private final List<Obj> citations = new ArrayList<>();

    private ReplyWriter(Losses losses) {
        this.losses = losses;
    }

    static Obj write(ChatReply reply, Losses losses) {
        return new ReplyWriter(losses).document(reply);
    }

    private Obj document(ChatReply reply) {
        Obj.Builder body = Json.object().put("id", id(reply.id()));
        if (reply.choices().size() > 1) {
            losses.add("choices", "beyond the first were left out: Cohere's API gives one answer");
        }
        if (!reply.choices().isEmpty()) {
            ChatReply.Choice choice = reply.choices().getFirst();
            choice.parts().forEach(this::part);
            if (choice.finish() != null) {
                body.put(ChatReplyLens.FINISH, Finishes.write(choice.finish(), losses));
            }
            if (!choice.logprobs().isEmpty()) {
                losses.add("logprobs", "are said of runs of tokens by Cohere and were left out");
            }
        }
        body.put(ChatReplyLens.MESSAGE, message());
        if (reply.usage() != null) {
            body.put("usage", usage(reply.usage(), losses));
        }
        return body.build();
    }

    /** Clients want one, whether the provider has ids or not. */
    static String id(String given) {
        return Ids.orNew("chat_", given);
    }

    static Obj usage(Usage usage, Losses losses) {
        boolean more = usage.cacheWrite() > 0 || usage.reasoning() > 0 || usage.media() > 0 || usage.estimated();
        if (more) {
            losses.add("usage", "has counts that Cohere's API has no word for");
        }
        return Usages.write(usage);
    }

    private Obj message() {
        Obj.Builder message = Json.object().put("role", "assistant");
        boolean plans =
                !calls.isEmpty() && content.size() == 1 && content.getFirst().has("text");
        if (plans) {
            message.put(Messages.PLAN, content.getFirst().text("text"));
        } else {
            message.put(Messages.CONTENT, content);
        }
        message.putIfPresent(Messages.CALLS, calls.isEmpty() ? null : calls);
        return message.putIfPresent("citations", citations.isEmpty() ? null : citations)
                .build();
    }

    private void part(ChatPart part) {
        switch (part) {
            case ChatPart.Text text -> {
                text.citations()
                        .forEach(citation ->
                                citations.add(Citations.write(citation, text.text(), content.size(), losses)));
                content.add(Json.object("type", "text", "text", text.text()));
            }
            case ChatPart.Reasoning thought -> {
                lose(thought.signature() != null, "signature");
                content.add(Json.object("type", "thinking", "thinking", thought.text()));
            }
            case ChatPart.ToolCall call -> calls.add(MessageWriter.call(call, losses, call.name()));
            case ChatPart.Refusal refusal -> {
                losses.mapped("refusal", "is said as plain words, since Cohere's API has none for a refusal");
                content.add(Json.object("type", "text", "text", refusal.text()));
            }
            default -> lose(true, part.getClass().getSimpleName());
        }
    }

    private void lose(boolean lost, String field) {
        if (lost) {
            losses.add(field, "has no word in Cohere's API and was left out");
        }
    }
}
