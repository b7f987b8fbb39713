package dev.sluice.proxy.boot;

import dev.sluice.api.FilterFactory;
import dev.sluice.api.config.ConfigNode;
import dev.sluice.api.config.NamedNode;
import dev.sluice.api.model.Models;
import dev.sluice.api.plugin.CheckContext;
import dev.sluice.proxy.boot.Plan.PlannedFilter;
import dev.sluice.proxy.config.engine.Problems;
import dev.sluice.proxy.config.engine.Suggestion;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Has a filter's factory look at its config beside the rest of the file, and points at what it finds. */
final class FilterCheck implements CheckContext {

    private final NamedNode item;
    private final Beside beside;
    private final Set<String> ledTo;
    private final Problems problems;

    /**
     * The rest of the file.
     *
     * @param models what is known of them
     * @param places where the file speaks of them, by name
     * @param classifiers their names
     * @param rerankers their names
     * @param retrievers their names
     * @param collections by the record that a filter has for them, and by name
     */
    record Beside(
            Models models,
            Map<String, ConfigNode> places,
            Set<String> classifiers,
            Set<String> rerankers,
            Set<String> retrievers,
            Map<Class<?>, Map<String, Record>> collections) {}

    private FilterCheck(NamedNode item, Beside beside, Set<String> ledTo, Problems problems) {
        this.item = item;
        this.beside = beside;
        this.ledTo = ledTo;
        this.problems = problems;
    }

    /**
     * Adds to {@code problems} what is wrong.
     *
     * @param chains those of the file
     */
    static void of(
            NamedNode item,
            PlannedFilter filter,
            Collection<List<PlannedFilter>> chains,
            Beside beside,
            Problems problems) {
        Set<String> ledTo = new LinkedHashSet<>();
        chains.stream()
                .filter(chain -> chain.contains(filter))
                .flatMap(List::stream)
                .forEach(one -> ledTo.addAll(leadsTo(one.factory().instance(), one.config(), beside.models())));
        FilterCheck context = new FilterCheck(item, beside, ledTo, problems);
        context.attempt("", () -> check(filter.factory().instance(), filter.config(), context));
    }

    private static <C> void check(FilterFactory<C> factory, Object config, CheckContext context) {
        factory.check(factory.configType().cast(config), context);
    }

    private static <C> Set<String> leadsTo(FilterFactory<C> factory, Object config, Models models) {
        return factory.leadsTo(factory.configType().cast(config), models);
    }

    @Override
    public Set<String> ledTo() {
        return ledTo;
    }

    @Override
    public Models models() {
        return beside.models();
    }

    @Override
    public <T extends Record> Map<String, T> collections(Class<T> type) {
        Map<String, T> typed = new LinkedHashMap<>();
        beside.collections().getOrDefault(type, Map.of()).forEach((name, said) -> typed.put(name, type.cast(said)));
        return typed;
    }

    @Override
    public void classifier(String keys, String name) {
        named("classifier", beside.classifiers(), keys, name);
    }

    @Override
    public void reranker(String keys, String name) {
        named("reranker", beside.rerankers(), keys, name);
    }

    @Override
    public void retriever(String keys, String name) {
        named("retriever", beside.retrievers(), keys, name);
    }

    private void named(String what, Set<String> known, String keys, String name) {
        if (!known.contains(name)) {
            String hint = known.isEmpty()
                    ? "add it below '" + what + "s'"
                    : Suggestion.hint(name, known, "the config's " + what + "s");
            problem(keys, "expected the name of a " + what + ", found '" + name + "'", hint);
        }
    }

    @Override
    public void problem(String keys, String message) {
        problem(keys, message, null);
    }

    @Override
    public void modelProblem(String model, String keys, String message) {
        ConfigNode place = beside.places().get(model);
        problem(place == null ? item.item() : place.at(keys), message, null);
    }

    /** {@inheritDoc} What binds a part of the file knows its places itself. */
    @Override
    public void attempt(String keys, Runnable attempt) {
        problems.attempt(() -> {
            CheckContext.super.attempt(keys, attempt);
            return true;
        });
    }

    private void problem(String keys, String message, @Nullable String hint) {
        problem(keys.isEmpty() ? item.item() : item.config().at(keys), message, hint);
    }

    private void problem(ConfigNode place, String message, @Nullable String hint) {
        problems.add(place.problem("the filter '" + item.name() + "': " + message, hint));
    }
}
