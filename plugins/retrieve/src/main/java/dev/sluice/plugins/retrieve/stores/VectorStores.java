package dev.sluice.plugins.retrieve.stores;

import dev.sluice.api.Call;
import dev.sluice.api.CallError;
import dev.sluice.api.CallError.Category;
import dev.sluice.api.Next;
import dev.sluice.api.Reply;
import dev.sluice.api.plugin.PluginContext;
import io.vertx.core.Future;

/** The endpoints that are answered here, and the search behind them. */
public final class VectorStores {

    private final StoreApi stores;
    private final FileApi files;
    private final PluginContext context;

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
        this.context = context;
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
            case "vector_stores" -> stores.answer(call, place).recover(failure -> unwritten(call, failure));
            case "files" -> files.answer(call, place, next).recover(failure -> unwritten(call, failure));
            default -> next.proceed(call);
        };
    }

    /** As the admin API says it of documents; it has no category of errors. */
    private Future<Reply> unwritten(Call call, Throwable failure) {
        if (!(failure instanceof UnwrittenException)) {
            return Future.failedFuture(failure);
        }
        context.logger().warn("A change of vector stores could not be written: {}", String.valueOf(failure.getCause()));
        CallError error = CallError.of(Category.INTERNAL, "unwritten", String.valueOf(failure.getMessage()));
        return Future.succeededFuture(call.reply(507, call.dialect().error(error)));
    }
}
