package dev.sluice.plugins.route;

import dev.sluice.api.Call;
import dev.sluice.api.Decision;
import dev.sluice.api.Filter;
import dev.sluice.api.Next;
import dev.sluice.api.Operation;
import dev.sluice.api.Reply;
import dev.sluice.plugins.route.choose.Ask;
import dev.sluice.plugins.route.choose.Choice;
import dev.sluice.plugins.route.choose.Chooser;
import dev.sluice.plugins.route.survive.Rig;
import dev.sluice.plugins.route.survive.Shadow;
import dev.sluice.plugins.route.survive.Survival;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/** Sends each call to the best of its targets that gives an answer. */
final class RouteFilter implements Filter {

    static final String NAME = "route";

    private final Chooser chooser;
    private final Rig rig;
    private final @Nullable Shadow shadow;

    RouteFilter(Chooser chooser, Rig rig, @Nullable Shadow shadow) {
        this.chooser = chooser;
        this.rig = rig;
        this.shadow = shadow;
    }

    @Override
    public Future<Reply> apply(Call call, Next next) {
        if (!isRouted(call)) {
            return next.proceed(call);
        }
        Ask ask = new Ask(call, rig.timers().nanoTime());
        Future<Choice> choice = chooser.choose(ask);
        return choice.succeeded() ? send(ask, choice.result(), next) : choice.compose(made -> send(ask, made, next));
    }

    private Future<Reply> send(Ask ask, Choice choice, Next next) {
        Call call = ask.call();
        String first = choice.order().getFirst().target().toString();
        call.journal().decide(new Decision(NAME, "choose", first + " (" + choice.reason() + ")"));
        Shadow copies = call.operation() == Operation.REALTIME ? null : shadow; // Nobody could read what a copy says.
        boolean shadowed = copies != null && copies.send(call, next);
        Future<Reply> reply = new Survival(ask, next, choice, rig).run();
        return copies != null && shadowed ? reply.map(answer -> copies.beside(answer, call)) : reply;
    }

    /** A list of models has no target. */
    static boolean isRouted(Call call) {
        boolean known = call.target() != null || !call.candidates().isEmpty();
        return known && call.operation() != Operation.LIST_MODELS;
    }
}
