package dev.sluice.proxy.dialect.openai;

import dev.sluice.api.json.Arr;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.prompt.Place;
import dev.sluice.api.prompt.Role;
import dev.sluice.proxy.dialect.Texts;
import org.jspecify.annotations.Nullable;

/** The dialect's words for roles, and places in its lists of messages. */
final class Roles {

    private Roles() {}

    /** A word that nobody knows counts as the user's: it gets no more trust than that. */
    static Role read(@Nullable String word) {
        return switch (word) {
            case "system", "developer" -> Role.SYSTEM;
            case "assistant" -> Role.ASSISTANT;
            case "tool", "function" -> Role.TOOL;
            case null, default -> Role.USER;
        };
    }

    /** The word for a new message of plain words; a tool's need a call that they answer, so here they are the user's. */
    static String word(Role role, boolean saysDeveloper) {
        return switch (role) {
            case SYSTEM -> saysDeveloper ? "developer" : "system";
            case USER, TOOL -> "user";
            case ASSISTANT -> "assistant";
        };
    }

    static boolean saysDeveloper(Arr messages) {
        return Texts.objects(messages).anyMatch(message -> "developer".equals(message.text("role")));
    }

    static Arr insert(Arr messages, Json message, Place place) {
        return switch (place) {
            case FIRST -> messages.insert(0, message);
            case BEFORE_LAST_USER -> messages.insert(lastUser(messages), message);
            case LAST -> messages.plus(message);
        };
    }

    private static int lastUser(Arr messages) {
        for (int i = messages.size() - 1; i >= 0; i--) {
            if (messages.get(i) instanceof Obj message && "user".equals(message.text("role"))) {
                return i;
            }
        }
        return messages.size();
    }
}
