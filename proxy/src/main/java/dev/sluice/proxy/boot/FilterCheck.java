package dev.sluice.proxy.boot;

import dev.sluice.api.FilterFactory;
import dev.sluice.api.config.ConfigNode;
import dev.sluice.api.config.NamedNode;
import dev.sluice.api.model.Models;
import dev.sluice.api.plugin.CheckContext;
import dev.sluice.proxy.boot.Plan.PlannedFilter;
import dev.sluice.proxy.config.engine.Problems;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Has a filter's factory look at its config beside the rest of the file, and points at what it finds. */
final class FilterCheck implements CheckContext {

    private final NamedNode item;
    private final Around around;
    private final Problems problems;

    private FilterCheck(NamedNode item, Around around, Problems problems) {
        this.item = item;
        this.around = around;
        this.problems = problems;
    }

    /** The rest of the file: what is known of models, the collections, and the names of the rerankers. */
    record Around(Models models, Map<Class<?>, Map<String, Record>> collections, Set<String> rerankers) {}

    /** Adds to {@code problems} what is wrong. */
    static void of(NamedNode item, PlannedFilter filter, Around around, Problems problems) {
        FilterCheck context = new FilterCheck(item, around, problems);
        context.attempt("", () -> check(filter.factory().instance(), filter.config(), context));
    }

    private static <C> void check(FilterFactory<C> factory, Object config, CheckContext context) {
        factory.check(factory.configType().cast(config), context);
    }

    @Override
    public Models models() {
        return around.models();
    }

    @Override
    public <T extends Record> Map<String, T> collections(Class<T> type) {
        Map<String, T> typed = new LinkedHashMap<>();
        around.collections().getOrDefault(type, Map.of()).forEach((name, said) -> typed.put(name, type.cast(said)));
        return typed;
    }

    @Override
    public Set<String> rerankers() {
        return around.rerankers();
    }

    @Override
    public void problem(String keys, String message) {
        ConfigNode place = keys.isEmpty() ? item.item() : item.config().at(keys);
        problems.add(place.problem("the filter '" + item.name() + "': " + message, null));
    }
}
