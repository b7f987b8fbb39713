package dev.sluice.api.chat;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes a whole reply apart into events. */
final class Unfolding {
    private final List<ChatEvent> events = new ArrayList<>();

    private Unfolding() {}

    static List<ChatEvent> of(ChatReply reply) {
        Unfolding unfolding = new Unfolding();
        unfolding.events.add(new ChatEvent.Start(reply.id(), reply.model(), reply.created(), reply.serviceTier()));
        for (int i = 0; i < reply.choices().size(); i++) {
            unfolding.choice(i, reply.choices().get(i));
        }
        if (reply.usage() != null) {
            unfolding.events.add(new ChatEvent.Used(reply.usage()));
        }
        return List.copyOf(unfolding.events);
    }

    private void choice(int index, ChatReply.Choice choice) {
        for (int i = 0; i < choice.parts().size(); i++) {
            part(index, i, choice.parts().get(i));
            events.add(new ChatEvent.PartEnd(index, i));
        }
        if (!choice.logprobs().isEmpty()) {
            events.add(new ChatEvent.Logprobs(index, choice.logprobs()));
        }
        if (choice.finish() != null) {
            events.add(new ChatEvent.Ended(index, choice.finish()));
        }
    }

    private void part(int choice, int part, ChatPart said) {
        switch (said) {
            case ChatPart.Text text -> {
                events.add(new ChatEvent.Text(choice, part, text.text()));
                text.citations().forEach(citation -> events.add(new ChatEvent.Cited(choice, part, citation)));
            }
            case ChatPart.Reasoning reasoning -> {
                events.add(new ChatEvent.Reasoning(choice, part, reasoning.text()));
                signature(choice, part, reasoning.signature());
            }
            case ChatPart.ToolCall call -> {
                events.add(new ChatEvent.ToolStart(choice, part, call.id(), call.name()));
                signature(choice, part, call.signature());
                events.add(new ChatEvent.ToolArguments(choice, part, call.arguments()));
            }
            case ChatPart.Refusal refusal -> events.add(new ChatEvent.Refusal(choice, part, refusal.text()));
            case ChatPart.RedactedReasoning redacted ->
                events.add(new ChatEvent.RedactedReasoning(choice, part, redacted.data()));
            case ChatPart.Media media -> throw notSaid(media);
            case ChatPart.ToolResult result -> throw notSaid(result);
            case ChatPart.CachePoint point -> throw notSaid(point);
        }
    }

    private void signature(int choice, int part, @Nullable String signature) {
        if (signature != null) {
            events.add(new ChatEvent.Signature(choice, part, signature));
        }
    }

    private static IllegalArgumentException notSaid(ChatPart part) {
        return new IllegalArgumentException("Expected parts that a model answers with but found "
                + part.getClass().getSimpleName());
    }
}
