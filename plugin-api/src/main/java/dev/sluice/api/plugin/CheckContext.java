package dev.sluice.api.plugin;

import dev.sluice.api.model.Models;
import java.util.Map;
import java.util.Set;

/**
 * The rest of the config, as a filter's own config is held against it before anything is made of either; and where it tells what is
 * wrong. Used by one thread, off the event loops.
 */
public interface CheckContext {

    /**
     * What is known of models and providers.
     *
     * @return aliases, facts, and the providers' names; bare names lead nowhere yet
     */
    Models models();

    /**
     * The models to which filters of the same chain may send calls that ask for others.
     *
     * @return what their {@link dev.sluice.api.FilterFactory#leadsTo} names
     */
    default Set<String> ledTo() {
        return Set.of();
    }

    /**
     * The collections of documents that the config names.
     *
     * @param type what {@link dev.sluice.api.FilterFactory#collectionType} of the same plugin says
     * @param <T> that type
     * @return by name; empty if there are none
     */
    <T extends Record> Map<String, T> collections(Class<T> type);

    /**
     * Says so if the config has no reranker of a name, with the nearest that it has.
     *
     * @param keys where the filter's config names it, as in {@link #problem}
     * @param name what {@link PluginContext#reranker} will be asked for
     */
    void reranker(String keys, String name);

    /**
     * Says so if the config has no retriever of a name, with the nearest that it has.
     *
     * @param keys where the filter's config names it, as in {@link #problem}
     * @param name what {@link PluginContext#retriever} will be asked for
     */
    void retriever(String keys, String name);

    /**
     * Says so if the config has no classifier of a name, with the nearest that it has.
     *
     * @param keys where the filter's config names it, as in {@link #problem}
     * @param name what {@link PluginContext#classifier} will be asked for
     */
    void classifier(String keys, String name);

    /**
     * Says that something is wrong. All problems are reported together, each with its file, line and column.
     *
     * @param keys what leads to it from the filter's own config, as in {@code strategies.cheap.rules[0].when}; the nearest of them
     *     that is in the file is pointed at. Empty for the filter itself
     * @param message what was expected, what was found, and what to do
     */
    void problem(String keys, String message);

    /**
     * Says that something is wrong with what the config says of a model, and points there.
     *
     * @param model an alias, or provider/model, as the file names it; where it does not, the filter is pointed at
     * @param keys what leads to it from there, as in {@link #problem}; empty for the model itself
     * @param message what was expected, what was found, and what to do
     */
    void modelProblem(String model, String keys, String message);

    /**
     * Runs a part of what makes the filter, for the checks that are in it.
     *
     * @param keys where a failure is reported, as in {@link #problem}
     * @param attempt throws an {@code IllegalArgumentException} that says what was expected and what was found, if something is wrong
     */
    default void attempt(String keys, Runnable attempt) {
        try {
            attempt.run();
        } catch (IllegalArgumentException e) {
            problem(keys, String.valueOf(e.getMessage()));
        }
    }
}
