package dev.sluice.proxy.plugin;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One thing that is wrong with a plugin jar, or between several.
 *
 * @param jars where the operator finds them; none if it is about all of them
 * @param found what was expected and what was found
 * @param fix what to do
 */
public record PluginProblem(List<Path> jars, String found, String fix) {

    /**
     * One jar's problem.
     *
     * @param jar where it lies
     * @param found what was expected and what was found
     * @param fix what to do
     */
    static PluginProblem of(Path jar, String found, String fix) {
        return new PluginProblem(List.of(jar), found, fix);
    }

    @Override
    public String toString() {
        String where = jars.stream().map(Path::toString).collect(Collectors.joining(", "));
        return where + (where.isEmpty() ? "" : ": ") + found + "; " + fix;
    }
}
