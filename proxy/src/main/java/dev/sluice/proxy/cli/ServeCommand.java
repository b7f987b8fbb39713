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
        description = "Serve until SIGTERM; SIGHUP reads the config again.",
        mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the command runs.
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        CountDownLatch stopped = new CountDownLatch(1);
        Served served = Bootstrap.serve(config.place());
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(served, stopped), "sluice-stop"));
        Signals.onHangUp(served::reloadOrSay);
        greet(served);
        stopped.await();
        return 0;
    }

    private void greet(Served served) {
        PrintWriter out = spec.commandLine().getOut();
        Greeting.of(served).forEach(out::println);
        out.flush();
    }

    private void stop(Served served, CountDownLatch stopped) {
        served.stop();
        stopped.countDown();
    }
}
