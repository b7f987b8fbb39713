package dev.sluice.proxy.cli;

import dev.sluice.proxy.boot.Bootstrap;
import dev.sluice.proxy.boot.Served;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code sluice serve}: serves until it is told to stop. */
@Command(
        name = "serve",
        description = "Serve until SIGTERM or Ctrl-C, twice to wait for no call; SIGHUP reads the config again.",
        mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the command runs.
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        Served served = Bootstrap.serve(config.place());
        CountDownLatch told = new CountDownLatch(1);
        Signals.on("HUP", served::reloadOrSay);
        Signals.on("TERM", () -> tell(told));
        Signals.on("INT", () -> tell(told));
        greet(served);
        told.await();
        served.stop();
        return 0;
    }

    /** Told twice, it does not wait for calls under way any longer. */
    private static void tell(CountDownLatch told) {
        if (told.getCount() == 0) {
            Runtime.getRuntime().halt(1);
        }
        told.countDown();
    }

    private void greet(Served served) {
        PrintWriter out = spec.commandLine().getOut();
        Greeting.of(served, Bootstrap.dialects()).forEach(out::println);
        out.flush();
    }
}
