package dev.sluice.plugins.route;

import dev.sluice.api.Call;
import dev.sluice.api.CallError;
import dev.sluice.api.Forecast;
import dev.sluice.api.Usage;
import dev.sluice.plugins.route.choose.Ask;
import dev.sluice.plugins.route.choose.Candidate;
import dev.sluice.plugins.route.choose.Choice;
import dev.sluice.plugins.route.choose.Chooser;
import io.vertx.core.Future;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says which target a call would get, and what speaks for and against each, as if the process had just begun. */
final class RouteForecast {

    private RouteForecast() {}

    static Future<Forecast> of(Chooser chooser, Ask ask) {
        Call call = ask.call();
        if (!RouteFilter.isRouted(call)) {
            return Future.succeededFuture(new Forecast(List.of("passes it on: it is not routed"), call));
        }
        return chosen(chooser, ask).transform(done -> {
            List<String> lines = new ArrayList<>();
            lines.add(done.succeeded() ? gist(done.result()) : "refuses it: " + message(done.cause()));
            List<Candidate> order = done.succeeded() ? done.result().order() : List.of();
            for (int i = 0; i < order.size(); i++) {
                lines.add((i + 1) + ". " + order.get(i).target() + cost(ask, order.get(i)));
            }
            chooser.look(ask).stream()
                    .filter(fit -> order.stream()
                            .noneMatch(
                                    one -> one.target().equals(fit.candidate().target())))
                    .forEach(fit -> lines.add("-  " + fit.candidate().target() + ": "
                            + fit.lack()
                                    .map(lack -> "does not fit, since " + lack)
                                    .orElse("not chosen")));
            Call sent =
                    order.isEmpty() ? call : call.withTarget(order.getFirst().target());
            return Future.succeededFuture(new Forecast(lines, sent));
        });
    }

    private static Future<Choice> chosen(Chooser chooser, Ask ask) {
        try {
            return chooser.choose(ask);
        } catch (CallError e) {
            return Future.failedFuture(e);
        }
    }

    private static String gist(Choice choice) {
        return choice.order().getFirst().target() + " (" + choice.reason() + ")";
    }

    private static String cost(Ask ask, Candidate candidate) {
        BigDecimal cost = candidate.facts().cost(Usage.of(ask.promptTokens(), ask.expectedOutput()));
        return cost == null ? ", price not known" : ", about $" + cost.toPlainString();
    }

    private static String message(@Nullable Throwable failure) {
        return failure == null || failure.getMessage() == null ? "it fails" : failure.getMessage();
    }
}
