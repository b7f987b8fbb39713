package dev.sluice.plugins.guard;

import dev.sluice.api.text.Channel;
import java.util.Set;

/**
 * An output rule that looks at text as it comes.
 *
 * @param name the rule's
 * @param scanners makes its scanners
 * @param mode hold or observe
 * @param action what follows
 * @param shadow whether it is only recorded
 * @param replacement for the action replace
 * @param channels where it looks
 */
record OutputWatch(
        String name,
        ScannerFactory scanners,
        GuardConfig.Mode mode,
        GuardConfig.OutputAction action,
        boolean shadow,
        String replacement,
        Set<Channel.Kind> channels) {

    /** Whether text waits for this rule. */
    boolean holds() {
        return mode == GuardConfig.Mode.HOLD && acts();
    }

    /** Whether it does anything but record. */
    boolean acts() {
        return !shadow && action != GuardConfig.OutputAction.NOTE;
    }
}
