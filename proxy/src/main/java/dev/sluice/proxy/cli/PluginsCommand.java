package dev.sluice.proxy.cli;

import dev.sluice.proxy.boot.Bootstrap;
import dev.sluice.proxy.plugin.PluginInfo;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code sluice plugins}: lists the plugins that are there, and what is wrong with others. */
@Command(
        name = "plugins",
        description = "List the plugins that are there, what they bring, and what is wrong with others.",
        mixinStandardHelpOptions = true)
final class PluginsCommand implements Callable<Integer> {

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the command runs.
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Bootstrap.Inventory inventory = Bootstrap.plugins(config.place());
        for (PluginInfo plugin : inventory.plugins()) {
            out.printf("%-24s %-10s %s%n", plugin.id(), plugin.version(), plugin.description());
        }
        out.println("Filters: " + String.join(", ", inventory.filters()));
        if (!inventory.commands().isEmpty()) {
            out.println("Commands: " + String.join(", ", inventory.commands()));
        }
        inventory.problems().forEach(problem -> out.println("Not loaded: " + problem));
        out.flush();
        return inventory.problems().isEmpty() ? 0 : 1;
    }
}
