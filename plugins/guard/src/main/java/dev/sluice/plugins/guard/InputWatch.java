package dev.sluice.plugins.guard;

import dev.sluice.api.prompt.Role;
import java.util.Set;

/**
 * An input rule that looks at texts.
 *
 * @param name the rule's
 * @param scanners makes its scanners
 * @param action what follows
 * @param shadow whether it is only recorded
 * @param replacement for the action replace
 * @param roles whose words it looks at
 * @param describes whether it takes what the model is told of tools for words of a tool's: who wrote them is seldom who sends the call
 */
record InputWatch(
        String name,
        ScannerFactory scanners,
        GuardConfig.InputAction action,
        boolean shadow,
        String replacement,
        Set<Role> roles,
        boolean describes) {}
