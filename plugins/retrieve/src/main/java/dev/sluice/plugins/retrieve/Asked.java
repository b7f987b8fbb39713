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
        List<String> turns = new ArrayList<>();
        int wanted = query == RetrieveConfig.Query.LAST_TURN ? 1 : TURNS;
        for (Message message : prompt.messages().reversed()) {
            String text = message.text().strip();
            if (message.role() == Role.USER && !text.isEmpty() && turns.size() < wanted) {
                turns.add(text.substring(Math.max(0, text.length() - MOST_CHARACTERS)));
            }
        }
        return String.join("\n", turns);
    }
}
