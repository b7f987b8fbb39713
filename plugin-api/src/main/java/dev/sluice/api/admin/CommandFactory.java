package dev.sluice.api.admin;

import java.util.concurrent.Callable;
import org.pf4j.ExtensionPoint;

/**
 * A command of {@code bin/sluice} that a plugin brings, such as {@code sluice keys create}.
 *
 * <p>The host makes one factory per process that is asked for the command, by its no-argument constructor. Commands run in a
 * process of their own, beside the one that serves, and may block.
 */
public interface CommandFactory extends ExtensionPoint {

    /**
     * The command's name.
     *
     * @return one lower-case word; unique among all plugins and the host's own commands
     */
    String name();

    /**
     * Makes the command.
     *
     * @param context what it may use
     * @return an object with picocli's annotations (picocli comes from the host); its result is the exit code
     */
    Callable<Integer> create(CommandContext context);
}
