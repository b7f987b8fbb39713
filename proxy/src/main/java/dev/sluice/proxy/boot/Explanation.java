package dev.sluice.proxy.boot;

import dev.sluice.proxy.boot.Plan.PlannedFilter;
import dev.sluice.proxy.config.RouteSettings;
import dev.sluice.proxy.config.engine.Masked;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Shows what is in effect, every default filled in and every secret left out. */
public final class Explanation {

    private Explanation() {}

    /**
     * All of a plan.
     *
     * @param plan the plan
     * @return YAML
     */
    public static String all(Plan plan) {
        return Masked.yaml(tree(plan));
    }

    /**
     * One route: what it matches and the filters of its chain.
     *
     * @param plan the plan
     * @param name the route's name
     * @return YAML
     * @throws IllegalArgumentException if there is no such route
     */
    public static String route(Plan plan, String name) {
        List<String> names = plan.routes().stream().map(RouteSettings::name).toList();
        RouteSettings route = plan.routes().stream()
                .filter(candidate -> candidate.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("Expected one of the routes " + names + ", found " + name));
        return Masked.yaml(route(plan, route));
    }

    /**
     * All of a plan, as a tree of maps and lists.
     *
     * @param plan the plan
     * @return what {@link #all} writes
     */
    public static Map<String, Object> tree(Plan plan) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("server", plan.masked().tree(plan.settings().server()));
        tree.put("admin", plan.masked().tree(plan.settings().admin()));
        Map<String, Object> providers = new LinkedHashMap<>();
        plan.providers()
                .forEach((name, settings) -> providers.put(name, plan.masked().tree(settings)));
        tree.put("providers", providers);
        tree.put("left-out", plan.leftOut());
        Map<String, Object> models = new LinkedHashMap<>();
        plan.aliases()
                .forEach((alias, targets) ->
                        models.put(alias, targets.stream().map(Object::toString).toList()));
        tree.put("models", models);
        tree.put(
                "routes",
                plan.routes().stream().map(route -> route(plan, route)).toList());
        return tree;
    }

    private static Map<String, Object> route(Plan plan, RouteSettings route) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("name", route.name());
        tree.put("match", route.match() == null ? "every call" : plan.masked().tree(route.match()));
        tree.put("chain", route.chain());
        tree.put("filters", filters(plan, plan.chains().getOrDefault(route.chain(), List.of())));
        return tree;
    }

    private static List<Object> filters(Plan plan, List<PlannedFilter> chain) {
        List<Object> filters = new ArrayList<>();
        for (PlannedFilter filter : chain) {
            Map<String, Object> config = new LinkedHashMap<>(plan.masked().tree((Record) filter.config()));
            config.put("on-error", GenerationMaker.onError(filter).name().toLowerCase(Locale.ROOT));
            config.put("deadline", GenerationMaker.deadline(filter, plan).toMillis() + "ms");
            filters.add(Map.of(filter.name(), config));
        }
        return filters;
    }
}
