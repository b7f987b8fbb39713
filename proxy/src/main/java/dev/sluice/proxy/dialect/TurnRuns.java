package dev.sluice.proxy.dialect;

import dev.sluice.api.chat.ChatPart;
import dev.sluice.api.chat.Turn;
import dev.sluice.api.prompt.Role;
import java.util.ArrayList;
import java.util.List;

/** Turns as two APIs have them, with the results of tools inside of the user's: in a chat these are turns of their own. */
public final class TurnRuns {

    private TurnRuns() {}

    /**
     * Adds one turn, cut where results of tools begin or end; a mark for the cache stays with what it stands behind.
     *
     * @param turns takes what is not empty
     * @param role who speaks
     * @param parts what is said
     */
    public static void add(List<Turn> turns, Role role, List<ChatPart> parts) {
        List<ChatPart> run = new ArrayList<>();
        Role whose = role;
        for (ChatPart part : parts) {
            Role next = switch (part) {
                case ChatPart.ToolResult result -> Role.TOOL;
                case ChatPart.CachePoint point when !run.isEmpty() -> whose;
                default -> role;
            };
            if (next != whose) {
                addRun(turns, whose, run);
                run.clear();
                whose = next;
            }
            run.add(part);
        }
        addRun(turns, whose, run);
    }

    private static void addRun(List<Turn> turns, Role role, List<ChatPart> parts) {
        if (!parts.isEmpty()) {
            turns.add(new Turn(role, parts));
        }
    }
}
