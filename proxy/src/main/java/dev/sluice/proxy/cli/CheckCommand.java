package dev.sluice.proxy.cli;

import dev.sluice.proxy.boot.Bootstrap;
import dev.sluice.proxy.boot.Plan;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code sluice check}: says everything that is wrong with a config, without serving it. */
@Command(
        name = "check",
        description = "Say everything that is wrong with the config, without serving it.",
        mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the command runs.
    private CommandSpec spec;

    @Override
    public Integer call() {
        Bootstrap.Place place = config.place();
        Plan plan = Bootstrap.check(place);
        spec.commandLine()
                .getOut()
                .printf(
                        "%s is right: %d providers, %d models, %d chains, %d routes.%n",
                        place.config(),
                        plan.providers().size(),
                        plan.aliases().size(),
                        plan.chains().size(),
                        plan.routes().size());
        plan.leftOut()
                .forEach((name, why) -> spec.commandLine().getOut().printf("Left out: provider %s (%s).%n", name, why));
        return 0;
    }
}
