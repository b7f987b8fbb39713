package dev.sluice.api.prompt;

import java.util.List;
import java.util.stream.Collectors;

/**
 * One turn, or one of several pieces of it.
 *
 * @param role whose words
 * @param parts in order
 */
public record Message(Role role, List<Part> parts) {

    public Message {
        parts = List.copyOf(parts);
    }

    /**
     * A message of words only.
     *
     * @param role whose
     * @param text the words
     * @return the message
     */
    public static Message of(Role role, String text) {
        return new Message(role, List.of(new Part.Text(text)));
    }

    /**
     * Its words.
     *
     * @return the text parts, joined by line feeds
     */
    public String text() {
        return parts.stream()
                .filter(Part.Text.class::isInstance)
                .map(part -> ((Part.Text) part).text())
                .collect(Collectors.joining("\n"));
    }
}
