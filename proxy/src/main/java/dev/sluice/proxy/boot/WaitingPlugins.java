package dev.sluice.proxy.boot;

import dev.sluice.api.config.ConfigException;
import dev.sluice.api.config.Problem;
import dev.sluice.proxy.config.Settings;
import dev.sluice.proxy.config.engine.ConfigDocument;
import java.util.ArrayList;
import java.util.List;

/** Says of a config that draws on what no plugin brings where a plugin that it added waits for a restart. */
final class WaitingPlugins {

    private static final String MISSING = "no plugin brings"; // As all say who look for what a plugin has to bring.

    private WaitingPlugins() {}

    /** The same refusal, with one problem more if the folders of plugins are others than at the start. */
    static ConfigException told(ConfigException refused, Settings started, Surroundings surroundings) {
        if (refused.problems().stream().noneMatch(problem -> problem.message().startsWith(MISSING))) {
            return refused;
        }
        try {
            ConfigDocument document = surroundings.document();
            List<String> waiting = RestartNeeded.keys(started, document.bind(Settings.class)).stream()
                    .filter(key -> key.startsWith("plugins."))
                    .toList();
            return waiting.isEmpty() ? refused : with(refused, problem(document, String.join(", ", waiting)));
        } catch (ConfigException alsoWrong) {
            return refused;
        }
    }

    private static ConfigException problem(ConfigDocument document, String keys) {
        return document.problem(
                keys + " has changed, which takes effect only after a restart",
                "restart: what its plugins bring is not there before",
                "plugins");
    }

    private static ConfigException with(ConfigException refused, ConfigException more) {
        List<Problem> problems = new ArrayList<>(refused.problems());
        problems.addAll(more.problems());
        return new ConfigException(problems);
    }
}
