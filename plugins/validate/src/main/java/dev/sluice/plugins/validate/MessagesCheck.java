package dev.sluice.plugins.validate;

import dev.sluice.api.prompt.Message;
import dev.sluice.api.prompt.Part;
import dev.sluice.api.prompt.Prompt;
import dev.sluice.api.prompt.Role;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Whether a conversation has as many messages, and messages have as much text, as they may; and whose words they are. */
record MessagesCheck(ValidateConfig.MessageRules rules) implements Check<Prompt> {

    @Override
    public void on(Prompt prompt, Violations found) {
        List<Message> messages = prompt.messages();
        count(messages.size(), found);
        if (!looksIntoMessages()) {
            return;
        }
        long total = 0;
        for (int i = 0; i < messages.size(); i++) {
            total += message(messages.get(i), "messages[" + i + "]", found);
        }
        atMost("total_text_too_large", "messages", rules.maxTotalCharacters(), total, found);
    }

    private boolean looksIntoMessages() {
        return !rules.roles().isEmpty() || rules.maxCharacters() != null || rules.maxTotalCharacters() != null;
    }

    private void count(int size, Violations found) {
        Integer min = rules.min();
        Integer max = rules.max();
        if (min != null && size < min) {
            found.add(new Violation(
                    "too_few_messages", "messages", "at least " + min + " messages", String.valueOf(size), "add more"));
        }
        if (max != null && size > max) {
            found.add(new Violation(
                    "too_many_messages",
                    "messages",
                    "at most " + max + " messages",
                    String.valueOf(size),
                    "send fewer"));
        }
    }

    /** Checks one and returns how many characters it has. */
    private long message(Message message, String param, Violations found) {
        if (!rules.roles().isEmpty() && !rules.roles().contains(message.role())) {
            String expected =
                    rules.roles().stream().map(MessagesCheck::word).sorted().collect(Collectors.joining(", "));
            found.add(new Violation(
                    "role_not_allowed", param, "a role of " + expected, word(message.role()), "leave the message out"));
        }
        long length =
                message.parts().stream().mapToLong(part -> text(part).length()).sum();
        atMost("message_too_large", param, rules.maxCharacters(), length, found);
        return length;
    }

    private static void atMost(String code, String param, @Nullable Integer max, long length, Violations found) {
        if (max != null && length > max) {
            found.add(new Violation(
                    code, param, "at most " + max + " characters of text", String.valueOf(length), "shorten it"));
        }
    }

    /** The words of a part; empty for what has none. */
    static String text(Part part) {
        return switch (part) {
            case Part.Text text -> text.text();
            case Part.Reasoning reasoning -> reasoning.text();
            case Part.ToolCall call -> call.arguments();
            case Part.ToolResult result -> result.text();
            case Part.Media media -> "";
            case Part.Unknown unknown -> "";
        };
    }

    private static String word(Role role) {
        return role.name().toLowerCase(Locale.ROOT);
    }
}
