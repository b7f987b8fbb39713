package dev.sluice.proxy.cli;

import dev.sluice.proxy.boot.Bootstrap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sluice schema}: prints the JSON Schema of the config, or its reference page. */
@Command(
        name = "schema",
        description = "Print the JSON Schema of the config, with the plugins that are there, for editors.",
        mixinStandardHelpOptions = true)
final class SchemaCommand implements Callable<Integer> {

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Option(names = "--reference", description = "Print the reference page in Markdown instead.")
    private boolean reference;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the command runs.
    private CommandSpec spec;

    @Override
    public Integer call() {
        Bootstrap.Inventory inventory = Bootstrap.plugins(config.place());
        spec.commandLine().getOut().print(reference ? inventory.reference() : inventory.schema());
        spec.commandLine().getOut().flush();
        return 0;
    }
}
