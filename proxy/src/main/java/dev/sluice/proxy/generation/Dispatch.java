package dev.sluice.proxy.generation;

import dev.sluice.api.Call;
import dev.sluice.api.CallError;
import dev.sluice.api.CallError.Category;
import dev.sluice.api.Metering;
import dev.sluice.api.Next;
import dev.sluice.api.Operation;
import dev.sluice.api.Origin;
import dev.sluice.api.Reply;
import dev.sluice.api.Target;
import dev.sluice.api.Whole;
import dev.sluice.api.dialect.Dialect;
import dev.sluice.api.dialect.Endpoint.ModelPlace;
import dev.sluice.proxy.telemetry.CallMeter;
import dev.sluice.proxy.translate.Translation;
import dev.sluice.proxy.translate.Translations;
import dev.sluice.proxy.upstream.Provider;
import dev.sluice.proxy.usage.Meters;
import io.vertx.core.Future;

/** The end of every chain: one attempt at the call's target, or at its first candidate. */
public final class Dispatch implements Next {

    private final Catalog catalog;
    private final Translations translations;
    private final CallMeter meter;
    private final Meters meters;

    /**
     * Makes the end of the chains of one generation.
     *
     * @param catalog its providers
     * @param translations for providers that speak another dialect than the client
     * @param meter is told of every attempt
     * @param meters say what replies used and cost
     */
    public Dispatch(Catalog catalog, Translations translations, CallMeter meter, Meters meters) {
        this.catalog = catalog;
        this.translations = translations;
        this.meter = meter;
        this.meters = meters;
    }

    @Override
    public Future<Reply> proceed(Call call) {
        Target chosen = call.target();
        if (chosen == null && call.operation() == Operation.LIST_MODELS) {
            return models(call);
        }
        if (chosen == null && call.candidates().isEmpty()) {
            return Future.failedFuture(nowhere(call));
        }
        Target target = chosen != null ? chosen : call.candidates().getFirst();
        return send(chosen != null ? call : call.withTarget(target), target);
    }

    /** Why it leads nowhere was left to be said here: a filter might have answered it, or did not know the caller yet. */
    private CallError nowhere(Call call) {
        if (call.model().isEmpty() && call.endpoint().modelPlace() == ModelPlace.NONE) {
            return catalog.untaken(call.dialect());
        }
        try {
            catalog.resolve(call.dialect(), call.model());
        } catch (CallError e) {
            return e;
        }
        return CallError.of(
                Category.NOT_FOUND, "model_not_found", "No target was chosen for the model '" + call.model() + "'.");
    }

    private Future<Reply> send(Call sent, Target target) {
        return catalog.provider(target.provider())
                .map(provider -> attempt(provider, sent, target))
                .orElseGet(() -> Future.failedFuture(CallError.of(
                        Category.INTERNAL,
                        "provider_not_found",
                        "The config has no provider '" + target.provider() + "'.")));
    }

    /** Sluice's own models: all of them, or the one that the path names; what is not its own, its provider knows. */
    private Future<Reply> models(Call call) {
        Dialect dialect = call.dialect();
        if (call.endpoint().modelPlace() == ModelPlace.NONE) {
            return Future.succeededFuture(call.reply(200, dialect.models(catalog.models())));
        }
        return catalog.model(call.model())
                .map(card -> Future.<Reply>succeededFuture(call.reply(200, dialect.model(card))))
                .orElseGet(() -> {
                    Target target = catalog.resolve(dialect, call.model()).getFirst();
                    return send(call.withTarget(target), target);
                });
    }

    private Future<Reply> attempt(Provider provider, Call call, Target target) {
        Translation ready;
        try {
            ready = Translations.isNative(provider, call)
                    ? Translations.asItIs(provider, call)
                    : translations.of(provider, call, target);
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
        call.journal().sentTo(target);
        call.journal().asked();
        meter.attemptStarted(target);
        return ready.send()
                .onComplete(done -> {
                    call.journal().heard();
                    meter.attempted(call, target, done.result(), done.cause());
                })
                .map(reply -> noted(call, meters.meter(call, target, reply).withOrigin(Origin.upstream(target))));
    }

    /** Whoever gets it, or nobody: it was paid for. What streams used is told by whoever reads them. */
    private static Reply noted(Call call, Reply reply) {
        if (reply instanceof Whole whole && !whole.metering().equals(Metering.NONE)) {
            call.journal().answered(whole);
        }
        return reply;
    }
}
