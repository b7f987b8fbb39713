package dev.sluice.plugins.retrieve;

import dev.sluice.api.Call;
import dev.sluice.api.Filter;
import dev.sluice.api.Next;
import dev.sluice.api.Operation;
import dev.sluice.api.Reply;
import dev.sluice.plugins.retrieve.stores.VectorStores;
import io.vertx.core.Future;

/** Answers what OpenAI's API says of vector stores and the files in them, and searches them where a tool of a call asks for it. */
final class StoresFilter implements Filter {

    static final String NAME = "vector-stores";

    private static final String DIALECT = "openai";

    private final VectorStores stores;
    private final FileSearch fileSearch;

    StoresFilter(VectorStores stores, FileSearch fileSearch) {
        this.stores = stores;
        this.fileSearch = fileSearch;
    }

    /** A call that names its provider in its path has a target already, and is the provider's. */
    @Override
    public Future<Reply> apply(Call call, Next next) {
        if (!call.dialect().name().equals(DIALECT)) {
            return next.proceed(call);
        }
        try {
            return answer(call, next);
        } catch (RuntimeException e) { // What is wrong with a request is thrown as it is found.
            return Future.failedFuture(e);
        }
    }

    private Future<Reply> answer(Call call, Next next) {
        if (call.operation() == Operation.OTHER && call.target() == null) {
            return stores.answer(call, next);
        }
        return call.operation() == Operation.CHAT ? fileSearch.apply(call, next) : next.proceed(call);
    }
}
