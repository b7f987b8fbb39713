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
 */
record InputWatch(
        String name,
        ScannerFactory scanners,
        GuardConfig.InputAction action,
        boolean shadow,
        String replacement,
        Set<Role> roles) {}
