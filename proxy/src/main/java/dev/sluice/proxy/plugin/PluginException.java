package dev.sluice.proxy.plugin;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A plugin that is asked for and cannot be had, and all that is known of why. */
public final class PluginException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<PluginProblem> problems;

    PluginException(List<PluginProblem> problems, @Nullable Throwable cause) {
        super(problems.stream().map(PluginProblem::toString).collect(Collectors.joining("\n")), cause);
        this.problems = List.copyOf(problems);
    }

    /**
     * What is wrong.
     *
     * @return at least one
     */
    public List<PluginProblem> problems() {
        return problems;
    }
}
