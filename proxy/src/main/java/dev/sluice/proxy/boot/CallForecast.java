package dev.sluice.proxy.boot;

import dev.sluice.api.Body;
import dev.sluice.api.Call;
import dev.sluice.api.CallError;
import dev.sluice.api.FilterFactory;
import dev.sluice.api.Forecast;
import dev.sluice.api.Operation;
import dev.sluice.api.Target;
import dev.sluice.api.dialect.Endpoint;
import dev.sluice.api.json.Obj;
import dev.sluice.api.model.Models;
import dev.sluice.api.plugin.PluginContext;
import dev.sluice.proxy.boot.Plan.PlannedFilter;
import dev.sluice.proxy.dialect.PathMatch;
import dev.sluice.proxy.generation.Generation;
import dev.sluice.proxy.generation.Route;
import dev.sluice.proxy.plugin.PluginException;
import dev.sluice.proxy.plugin.PluginGeneration;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says where a call would go, and why: its route, its chain, and what each filter that can tell says of it. */
final class CallForecast {

    private final Plan plan;
    private final PluginGeneration plugins;
    private final Generation generation;
    private final Models models;
    private final StringBuilder told = new StringBuilder();

    /**
     * Prepares.
     *
     * @param plan the config
     * @param plugins whose filters are asked
     * @param generation made of the config, without filters
     */
    CallForecast(Plan plan, PluginGeneration plugins, Generation generation) {
        this.plan = plan;
        this.plugins = plugins;
        this.generation = generation;
        this.models = plan.models().resolving(generation.parts().catalog()::candidates);
    }

    String of(CallFile file) {
        PathMatch.Found found = endpoint(file.path());
        Endpoint endpoint = found.endpoint();
        String model = found.captures()
                .getOrDefault("model", Objects.requireNonNullElse(file.body().text("model"), ""));
        Route route = generation
                .route(found.dialect(), endpoint, file.path(), file.headers(), model)
                .orElseThrow(() -> new IllegalArgumentException("No route takes this call."));
        List<Target> candidates = endpoint.operation() == Operation.LIST_MODELS ? List.of() : candidates(found, model);
        Call call = Call.builder(found.dialect(), endpoint)
                .id("forecast")
                .request(endpoint.method(), file.path())
                .headers(file.headers())
                .body(Body.of(file.body()))
                .model(model)
                .streamed(streamed(endpoint, file.body()))
                .route(route.name())
                .candidates(candidates)
                .caller(file.caller())
                .build();
        tell(call);
        String chain = chain(route.name());
        line("chain", chain);
        filters(plan.chains().getOrDefault(chain, List.of()), call);
        return told.toString();
    }

    private PathMatch.Found endpoint(String path) {
        if (generation.parts().paths().match(HttpMethod.POST, path) instanceof PathMatch.Found found) {
            return found;
        }
        throw new IllegalArgumentException(
                "Expected a path whose requests Sluice reads, such as /v1/chat/completions; found " + path);
    }

    private List<Target> candidates(PathMatch.Found found, String model) {
        try {
            return generation.parts().catalog().resolve(found.dialect(), model);
        } catch (CallError e) {
            throw new IllegalArgumentException(e.message(), e);
        }
    }

    private static boolean streamed(Endpoint endpoint, Obj body) {
        return endpoint.streams(body.bool("stream"));
    }

    private String chain(String route) {
        return plan.routes().stream()
                .filter(settings -> settings.name().equals(route))
                .findFirst()
                .orElseThrow()
                .chain();
    }

    private void tell(Call call) {
        line(
                "call",
                call.operation().label() + (call.streamed() ? ", streamed" : ", whole") + ", model '" + call.model()
                        + "'");
        line("caller", call.caller().tenant() + " " + call.caller().labels());
        line("route", call.route());
        line("targets", call.candidates().stream().map(Target::toString).collect(Collectors.joining(", ")));
    }

    private void filters(List<PlannedFilter> chain, Call asked) {
        Call call = asked;
        for (PlannedFilter filter : chain) {
            Forecast forecast = forecast(filter, call);
            if (forecast == null) {
                line(filter.name(), "(does not tell)");
            } else {
                line(filter.name(), String.join("\n          ", forecast.lines()));
                call = forecast.call();
            }
        }
        if (chain.isEmpty() && !call.candidates().isEmpty()) {
            line("sent to", call.candidates().getFirst() + ": the first target, since no filter chooses");
        }
    }

    private @Nullable Forecast forecast(PlannedFilter filter, Call call) {
        try {
            PluginContext context = plugins.contextFor(filter.factory(), models);
            Optional<Future<Forecast>> said = filter.factory()
                    .use("ask", factory -> Optional.ofNullable(ask(factory, filter.config(), context, call)));
            return said.map(future -> StartException.await(future, "ask the filter " + filter.name()))
                    .orElse(null);
        } catch (PluginException | StartException e) {
            return new Forecast(List.of(String.valueOf(e.getMessage())), call);
        }
    }

    private static <C> @Nullable Future<Forecast> ask(
            FilterFactory<C> factory, Object config, PluginContext context, Call call) {
        return factory.forecast(factory.configType().cast(config), context, call);
    }

    private void line(String what, String text) {
        told.append(String.format("%-9s %s%n", what, text));
    }
}
