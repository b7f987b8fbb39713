package dev.sluice.proxy.cli;

import dev.sluice.proxy.boot.Bootstrap;
import dev.sluice.proxy.boot.Explanation;
import dev.sluice.proxy.boot.Plan;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sluice explain}: prints what is in effect, every default filled in; or where one call would go, and why. */
@Command(
        name = "explain",
        description = "Print what is in effect for a route, every default filled in; for all routes if none is named.",
        mixinStandardHelpOptions = true)
final class ExplainCommand implements Callable<Integer> {

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Parameters(arity = "0..1", paramLabel = "ROUTE", description = "A route's name.")
    private @Nullable String route;

    @Option(
            names = "--call",
            paramLabel = "FILE",
            description =
                    "Say where this call would go, and why, and send nothing. A JSON file: a request's body, or an object with "
                            + "path, headers, caller (tenant, key, labels) and body.")
    private @Nullable Path callFile;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the command runs.
    private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().getOut().print(callFile == null ? inEffect() : Bootstrap.forecast(config.place(), callFile));
        spec.commandLine().getOut().flush();
        return 0;
    }

    private String inEffect() {
        Plan plan = Bootstrap.check(config.place());
        return route == null ? Explanation.all(plan) : Explanation.route(plan, route);
    }
}
