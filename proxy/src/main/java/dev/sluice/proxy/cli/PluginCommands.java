package dev.sluice.proxy.cli;

import dev.sluice.proxy.boot.Bootstrap;
import dev.sluice.proxy.boot.PluginCommand;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * Commands that plugins bring. They are looked for only when somebody asks for a command that the host does not have, so
 * that its own commands start without loading any plugin.
 */
final class PluginCommands {

    private final CommandLine host;

    PluginCommands(CommandLine host) {
        this.host = host;
    }

    /** Whether the host itself knows what was typed. */
    boolean areNotAsked(String... arguments) {
        return arguments.length == 0
                || arguments[0].startsWith("-")
                || host.getSubcommands().containsKey(arguments[0]);
    }

    /** Runs the command of a plugin; says what there is if there is none of that name. */
    int run(String... arguments) {
        Bootstrap.Place place = place(arguments);
        return PluginCommand.with(place, arguments[0], (command, known) -> {
            if (command == null) {
                host.getErr().println(unknown(arguments[0], known));
                return CommandLine.ExitCode.USAGE;
            }
            CommandLine line = new CommandLine(command);
            line.setCommandName("sluice " + arguments[0]);
            takeConfig(line);
            line.setExecutionExceptionHandler(host.getExecutionExceptionHandler());
            return line.execute(Arrays.copyOfRange(arguments, 1, arguments.length));
        });
    }

    /** Where the config is may be said before and behind the words of the command: it is read before any of them is. */
    private static void takeConfig(CommandLine line) {
        line.addMixin("config", new ConfigOption());
        Set.copyOf(line.getSubcommands().values()).forEach(PluginCommands::takeConfig);
    }

    /** Where the config is has to be known before the command is: the plugins are there. */
    private static Bootstrap.Place place(String... arguments) {
        Early early = new Early();
        CommandLine line =
                new CommandLine(early).setUnmatchedArgumentsAllowed(true).setOverwrittenOptionsAllowed(true);
        line.getCommandSpec().usageMessage().hidden(true);
        line.parseArgs(Arrays.stream(arguments)
                .skip(1)
                .filter(argument -> !argument.equals("--help") && !argument.equals("-h"))
                .toArray(String[]::new));
        return early.config.place();
    }

    private static String unknown(String name, List<String> known) {
        String have = known.isEmpty() ? "none" : String.join(", ", known);
        return "Expected a command, found '" + name + "', which neither Sluice nor a plugin has (commands of plugins: "
                + have + "). `sluice --help` lists Sluice's own.";
    }

    /** Reads the config's place and nothing else. */
    @Command
    private static final class Early {

        @Mixin
        private ConfigOption config = new ConfigOption();
    }
}
