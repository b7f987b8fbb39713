package dev.sluice.api.chat;

import dev.sluice.api.prompt.Role;
import java.util.List;

/**
 * One turn of a conversation.
 *
 * @param role whose; {@code TOOL} for results, and then nothing else
 * @param parts at least one
 */
public record Turn(Role role, List<ChatPart> parts) {

    public Turn {
        parts = List.copyOf(parts);
    }

    /**
     * A turn of words.
     *
     * @param role whose
     * @param text the words
     * @return the turn
     */
    public static Turn of(Role role, String text) {
        return new Turn(role, List.of(new ChatPart.Text(text)));
    }
}
