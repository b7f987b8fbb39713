package dev.sluice.plugins.guard;

import dev.sluice.api.prompt.Role;
import dev.sluice.plugins.guard.scan.Scanner;
import org.jspecify.annotations.Nullable;

/** What a {@link Check} is made into: makes a scanner for each text. Called on any thread. */
@FunctionalInterface
interface ScannerFactory {

    /**
     * Makes a scanner.
     *
     * @param facts of the call that the text belongs to
     * @param role whose words the text holds; the assistant's for what comes back
     * @return null if there is nothing to look for
     */
    @Nullable Scanner make(CallFacts facts, Role role);
}
