package dev.sluice.proxy.cli;

import dev.sluice.proxy.boot.Bootstrap;
import dev.sluice.proxy.boot.Explanation;
import dev.sluice.proxy.boot.Plan;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sluice explain}: prints what is in effect, every default filled in. */
@Command(
        name = "explain",
        description = "Print what is in effect for a route, every default filled in; for all routes if none is named.",
        mixinStandardHelpOptions = true)
final class ExplainCommand implements Callable<Integer> {

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Parameters(arity = "0..1", paramLabel = "ROUTE", description = "A route's name.")
    private @Nullable String route;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the command runs.
    private CommandSpec spec;

    @Override
    public Integer call() {
        Plan plan = Bootstrap.check(config.place());
        spec.commandLine().getOut().print(route == null ? Explanation.all(plan) : Explanation.route(plan, route));
        spec.commandLine().getOut().flush();
        return 0;
    }
}
