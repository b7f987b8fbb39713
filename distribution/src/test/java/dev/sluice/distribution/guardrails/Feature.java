package dev.sluice.distribution.guardrails;

import dev.sluice.api.chat.Turn;
import dev.sluice.api.prompt.Role;
import java.util.List;
import java.util.function.Consumer;

/**
 * Something that a guardrail does.
 *
 * @param name of its chain and its model
 * @param title as the matrix has it
 * @param chain the config's line
 * @param says what the user says, and so the model
 * @param calls whether it says so in a tool's arguments
 * @param expect what has to be true of what the client and the provider got
 */
record Feature(String name, String title, String chain, String says, boolean calls, Consumer<Got> expect) {

    static Feature of(String name, String title, String chain, String says, Consumer<Got> expect) {
        return new Feature(name, title, chain, says, false, expect);
    }

    static Feature inArguments(String name, String title, String chain, String says, Consumer<Got> expect) {
        return new Feature(name, title, chain, says, true, expect);
    }

    /** Instructions are there only to be revealed. */
    List<Turn> turns() {
        Turn last = Turn.of(Role.USER, says);
        return says.equals(Parrot.REVEAL) ? List.of(Turn.of(Role.SYSTEM, "You are a parrot."), last) : List.of(last);
    }

    boolean appliesTo(Surface surface) {
        return !calls || surface.hasTools();
    }
}
