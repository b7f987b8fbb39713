package dev.sluice.proxy.cli;

import dev.sluice.proxy.boot.WarmUp;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sluice warm}: serves calls of its own, for {@code bin/sluice} to keep what the JVM learns of them. */
@Command(
        name = "warm",
        description =
                "Serve calls of its own and keep what the JVM learns of them: with a JDK of 25 or newer later starts are "
                        + "shorter and their first minute cheaper. Once per installed version; no provider is called.",
        mixinStandardHelpOptions = true)
final class WarmCommand implements Callable<Integer> {

    @Option(names = "--calls", paramLabel = "N", defaultValue = "20000", description = "How many; 20,000 unless given.")
    private int calls;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the command runs.
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        int answered = WarmUp.run(Path.of(System.getProperty("sluice.home", ".")), calls);
        spec.commandLine().getErr().println("Warmed up by " + answered + " calls.");
        return 0;
    }
}
