package dev.sluice.api;

import dev.sluice.api.plugin.PluginContext;
import io.vertx.core.Future;

/**
 * A filter written as plain blocking code: its method runs on a virtual thread and may simply return.
 *
 * <p>Only the way out is seen; the reply goes back unchanged. A filter that looks at replies too implements
 * {@link Filter} and uses {@link PluginContext#blocking} where it blocks.
 */
public abstract class BlockingFilter implements Filter {

    private final PluginContext context;

    /**
     * Makes the filter.
     *
     * @param context what {@link FilterFactory#create} was given
     */
    protected BlockingFilter(PluginContext context) {
        this.context = context;
    }

    /**
     * Looks at, changes or refuses a call. Runs on a virtual thread, several calls at once.
     *
     * @param call the call as the filters above left it
     * @return the call that goes on
     * @throws CallError to refuse it
     * @throws Exception any other failure, handled by the filter's {@link OnError}
     */
    protected abstract Call onCall(Call call) throws Exception;

    @Override
    public final Future<Reply> apply(Call call, Next next) {
        return context.blocking(() -> onCall(call)).compose(next::proceed);
    }
}
