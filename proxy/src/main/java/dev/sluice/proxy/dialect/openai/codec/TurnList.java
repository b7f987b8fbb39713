package dev.sluice.proxy.dialect.openai.codec;

import dev.sluice.api.chat.ChatPart;
import dev.sluice.api.chat.Turn;
import dev.sluice.api.prompt.Role;
import java.util.ArrayList;
import java.util.List;

/** Collects turns in normal form: none without parts, results that follow each other in one. */
final class TurnList {

    private final List<Turn> turns = new ArrayList<>();

    void add(Role role, List<ChatPart> parts) {
        if (!parts.isEmpty()) {
            turns.add(new Turn(role, parts));
        }
    }

    void results(ChatPart result) {
        join(Role.TOOL, result);
    }

    /** Adds to the last turn if it is of the same role. */
    void join(Role role, ChatPart part) {
        Turn last = turns.isEmpty() ? null : turns.getLast();
        if (last == null || last.role() != role) {
            turns.add(new Turn(role, List.of(part)));
            return;
        }
        List<ChatPart> parts = new ArrayList<>(last.parts());
        parts.add(part);
        turns.set(turns.size() - 1, new Turn(role, parts));
    }

    List<Turn> all() {
        return turns;
    }
}
