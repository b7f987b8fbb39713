package dev.sluice.proxy.cli;

import dev.sluice.api.config.ConfigException;
import dev.sluice.proxy.boot.StartException;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code sluice}: the edge proxy for large language models. */
@Command(
        name = "sluice",
        description = "An edge proxy for large language models.",
        mixinStandardHelpOptions = true,
        footer = "Plugins bring more commands; `sluice plugins` lists them.",
        versionProvider = VersionCommand.Provider.class,
        subcommands = {
            ServeCommand.class,
            CheckCommand.class,
            ExplainCommand.class,
            PluginsCommand.class,
            SchemaCommand.class,
            WarmCommand.class,
            VersionCommand.class,
        })
public final class Main implements Runnable {

    static {
        // Before any class that logs: Vert.x would otherwise choose java.util.logging.
        System.setProperty("vertx.logger-delegate-factory-class-name", "io.vertx.core.logging.SLF4JLogDelegateFactory");
    }

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the command runs.
    private CommandSpec spec;

    /**
     * Runs one command and exits with its code.
     *
     * @param arguments as typed
     */
    public static void main(String... arguments) {
        System.exit(execute(commandLine(), arguments));
    }

    static int execute(CommandLine host, String... arguments) {
        PluginCommands plugins = new PluginCommands(host);
        if (plugins.areNotAsked(arguments)) {
            return host.execute(arguments);
        }
        try {
            return plugins.run(arguments);
        } catch (RuntimeException e) {
            return explain(e, host.getErr());
        }
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((failure, command, parsed) -> explain(failure, command.getErr()));
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Expected a command: serve is the usual one.");
    }

    private static int explain(Exception failure, PrintWriter err) {
        switch (failure) {
            case ConfigException config -> err.println(config.getMessage());
            case StartException start -> err.println(start.getMessage());
            case CommandLine.ParameterException typed -> err.println(typed.getMessage());
            case IllegalArgumentException argument -> err.println(argument.getMessage());
            default -> failure.printStackTrace(err);
        }
        err.flush();
        return 1;
    }
}
