package dev.sluice.proxy.translate;

import dev.sluice.api.chat.ChatPart;
import dev.sluice.api.chat.ChatRequest;
import dev.sluice.api.chat.Output;
import dev.sluice.api.chat.Tools;
import dev.sluice.api.chat.Turn;
import java.util.ArrayList;
import java.util.List;

/** All that a model reads of a request, as far as it is text. */
final class Countable {

    /**
     * Tokens that mark where a turn begins and ends and who speaks, as OpenAI's cookbook counts them ("How to count tokens with
     * tiktoken"); other models differ little.
     */
    private static final int AROUND_TURN = 3;

    private final List<String> texts = new ArrayList<>();
    private int turns;
    private boolean media;

    private Countable() {}

    static Countable of(ChatRequest request) {
        Countable countable = new Countable();
        request.turns().forEach(countable::turn);
        request.tools().list().forEach(countable::tool);
        if (request.output().format() instanceof Output.Format.Schema schema) {
            countable.texts.add(schema.schema().toString());
        }
        return countable;
    }

    private void turn(Turn turn) {
        turns++;
        turn.parts().forEach(this::part);
    }

    private void part(ChatPart part) {
        switch (part) {
            case ChatPart.Text text -> texts.add(text.text());
            case ChatPart.Refusal refusal -> texts.add(refusal.text());
            case ChatPart.Reasoning thought -> texts.add(thought.text());
            case ChatPart.ToolCall call -> {
                texts.add(call.name());
                texts.add(call.arguments());
            }
            case ChatPart.ToolResult result -> result.content().forEach(this::part);
            case ChatPart.Media medium -> media = true;
            case ChatPart.RedactedReasoning redacted -> {
                // Nobody but its provider can say.
            }
            case ChatPart.CachePoint point -> {
                // No words.
            }
        }
    }

    private void tool(Tools.Tool tool) {
        texts.add(tool.name());
        texts.add(tool.description());
        if (tool.parameters() != null) {
            texts.add(tool.parameters().toString());
        }
    }

    List<String> texts() {
        return texts;
    }

    /** Tokens beside those of the texts. */
    int around() {
        return turns * AROUND_TURN;
    }

    /** Whether there is something that is no text. */
    boolean hasMedia() {
        return media;
    }
}
