package dev.sluice.plugins.cache;

import dev.sluice.api.Call;
import dev.sluice.api.Operation;
import dev.sluice.api.json.Obj;
import dev.sluice.api.prompt.Message;
import dev.sluice.api.prompt.Parameters;
import dev.sluice.api.prompt.Part;
import dev.sluice.api.prompt.Prompt;
import dev.sluice.api.prompt.Role;
import dev.sluice.api.prompt.TextKind;
import java.util.List;
import java.util.Optional;

/**
 * What a call asks last, apart from all that it says besides: calls that differ in nothing but this may be compared by it.
 *
 * @param text the last words of the user
 * @param around the request without them
 */
record Question(String text, Obj around) {

    /**
     * Takes it out of a call.
     *
     * @return empty if the call is not one that may be answered by likeness: tools, pictures, several answers, a temperature that
     *     asks for variety, or no words of a user at the end
     */
    static Optional<Question> of(Call call, SemanticConfig config) {
        Prompt prompt = call.operation() == Operation.CHAT ? call.prompt() : null;
        if (prompt == null || !isSafe(prompt, config) || Keepable.isStateful(prompt.json())) {
            return Optional.empty();
        }
        List<Message> messages = prompt.messages();
        Message last = messages.isEmpty() ? Message.of(Role.SYSTEM, "") : messages.getLast();
        boolean words = last.role() == Role.USER
                && last.parts().size() == 1
                && last.parts().getFirst() instanceof Part.Text;
        String text = last.text();
        return words && !text.isBlank() && text.length() <= config.longest() ? without(text, prompt) : Optional.empty();
    }

    private static boolean isSafe(Prompt prompt, SemanticConfig config) {
        Parameters asked = prompt.parameters();
        double temperature = asked.temperature() == null ? 1 : asked.temperature();
        boolean one = asked.choices() == null || asked.choices() == 1;
        return one
                && temperature <= config.maxTemperature()
                && prompt.tools().isEmpty()
                && prompt.messages().stream()
                        .flatMap(message -> message.parts().stream())
                        .allMatch(Part.Text.class::isInstance);
    }

    /** Blanks the last text of the user; all of them are of messages, and in order. */
    private static Optional<Question> without(String text, Prompt prompt) {
        long users = prompt.messages().stream()
                .filter(message -> message.role() == Role.USER)
                .mapToLong(message -> message.parts().size())
                .sum();
        long[] seen = {0};
        boolean[] blanked = {false};
        Prompt around = prompt.mapText((role, kind, words) -> {
            if (role != Role.USER || kind != TextKind.CONTENT || ++seen[0] < users || !words.equals(text)) {
                return words;
            }
            blanked[0] = true;
            return "";
        });
        return blanked[0] && seen[0] == users ? Optional.of(new Question(text, around.json())) : Optional.empty();
    }
}
