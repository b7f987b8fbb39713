package dev.sluice.plugins.retrieve.stores;

import dev.sluice.api.Call;
import dev.sluice.api.Next;
import dev.sluice.api.Reply;
import dev.sluice.api.plugin.PluginContext;
import io.vertx.core.Future;

/** The endpoints that are answered here, and the search behind them. */
public final class VectorStores {

    private final StoreApi stores;
    private final FileApi files;

    /**
     * Takes up what was not done when the process stopped.
     *
     * @param registry what there is
     * @param documents where it is found
     * @param limits what is taken on
     * @param context the filter's
     */
    public VectorStores(Registry registry, Documents documents, Limits limits, PluginContext context) {
        this.stores = new StoreApi(registry, documents, limits.tenant(), context);
        this.files = new FileApi(registry, documents, limits, context);
    }

    /**
     * Searches stores.
     *
     * @return for whoever has the tenant
     */
    public Finding finding() {
        return stores.finding();
    }

    /**
     * Answers a call, or has it go on.
     *
     * @param call to an endpoint that no filter reads
     * @param next the rest of the chain
     * @return a reply
     */
    public Future<Reply> answer(Call call, Next next) {
        Place place = Place.of(call.uri());
        if (!place.at(0).equals("v1")) {
            return next.proceed(call);
        }
        return switch (place.at(1)) {
            case "vector_stores" -> stores.answer(call, place);
            case "files" -> files.answer(call, place, next);
            default -> next.proceed(call);
        };
    }
}
