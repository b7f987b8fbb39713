package dev.sluice.plugins.retrieve;

import dev.sluice.api.prompt.Message;
import dev.sluice.api.prompt.Prompt;
import dev.sluice.api.prompt.Role;
import java.util.ArrayList;
import java.util.List;

/** What a conversation asks: the words that are searched for. */
final class Asked {

    private static final int TURNS = 3;

    /** Beyond this a message is a document, and its end says what is wanted of it. */
    private static final int MOST_CHARACTERS = 4_000;

    private Asked() {}

    /** Empty if nothing is asked. */
    static String of(Prompt prompt, RetrieveConfig.Query query) {
        return turns(prompt, 0, query == RetrieveConfig.Query.CONVERSATION ? TURNS : 1);
    }

    /** What was asked before the last message, the last first; empty if nothing was. */
    static String before(Prompt prompt) {
        return turns(prompt, 1, TURNS);
    }

    private static String turns(Prompt prompt, int from, int to) {
        List<String> turns = new ArrayList<>();
        for (Message message : prompt.messages().reversed()) {
            String text = message.text().strip();
            if (message.role() == Role.USER && !text.isEmpty() && turns.size() < to) {
                turns.add(text.substring(Math.max(0, text.length() - MOST_CHARACTERS)));
            }
        }
        return String.join("\n", turns.subList(Math.min(from, turns.size()), turns.size()));
    }
}
