package dev.sluice.plugins.validate;

import dev.sluice.api.prompt.Message;
import dev.sluice.api.prompt.Prompt;
import dev.sluice.api.prompt.Role;
import java.util.List;
import java.util.Locale;

/** Whether it is the turn of whose it should be, and speakers take turns. */
record TurnsCheck(ValidateConfig.TurnRules rules) implements Check<Prompt> {

    @Override
    public void on(Prompt prompt, Violations found) {
        List<Message> messages = prompt.messages();
        Role last = messages.isEmpty() ? null : messages.getLast().role();
        if (rules.last() != null && rules.last() != last) {
            found.add(new Violation(
                    "wrong_last_turn",
                    "messages",
                    "the last message to be the " + word(rules.last()) + "'s",
                    last == null ? "none" : "the " + word(last) + "'s",
                    "end with a message of the " + word(rules.last())));
        }
        for (int i = 1; rules.alternate() && i < messages.size(); i++) {
            Role role = messages.get(i).role();
            boolean speaks = role == Role.USER || role == Role.ASSISTANT;
            if (speaks && role == messages.get(i - 1).role()) {
                found.add(new Violation(
                        "same_turn_twice",
                        "messages[" + i + "]",
                        "turns of user and assistant",
                        "two of the " + word(role) + " in a row",
                        "put them into one"));
            }
        }
    }

    private static String word(Role role) {
        return role.name().toLowerCase(Locale.ROOT);
    }
}
