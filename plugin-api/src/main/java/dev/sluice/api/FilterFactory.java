package dev.sluice.api;

import dev.sluice.api.model.Models;
import dev.sluice.api.plugin.CheckContext;
import dev.sluice.api.plugin.PluginContext;
import io.vertx.core.Future;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pf4j.ExtensionPoint;

/**
 * Makes the filters of one name out of their config; what a plugin jar is found by.
 *
 * <p>Life cycle. The host makes one factory per plugin generation, by its no-argument constructor, off the event loops.
 * For each place in a chain that names it, and each generation of the config, the host binds that place's config to
 * {@link #configType()} and calls {@link #create} once, off the event loops. The filter is used until its generation
 * has drained; then everything that was registered with its {@link PluginContext} is undone, in reverse order. After
 * that the host holds nothing of the plugin, and the plugin must hold nothing of the host.
 *
 * @param <C> the config: a record whose components carry the annotations of {@code dev.sluice.api.config}; a filter
 *     without config uses {@link NoConfig}
 */
public interface FilterFactory<C> extends ExtensionPoint {

    /**
     * The filter's name.
     *
     * @return lower-case words joined by {@code -}, as written in a chain; unique among all plugins loaded
     */
    String name();

    /**
     * The config's type.
     *
     * @return a record class; its annotations make the JSON Schema, the reference page and the error messages
     */
    Class<C> configType();

    /**
     * Makes a filter.
     *
     * @param config the bound and checked config
     * @param context the filter's only way to the outside; lives as long as the filter
     * @return the filter, once it is ready to serve; a failure stops the start, or the reload, with its message
     */
    Future<Filter> create(C config, PluginContext context);

    /**
     * Looks for what only shows beside the rest of the config, or once something is made of it. Called when a config is read, before
     * anything is made of it, and by {@code sluice check}: whatever {@link #create} would refuse, and is no matter of the machine, is
     * best refused here, where it is told with its place.
     *
     * @param config the bound config
     * @param context the rest of the config, and where problems are told; an {@code IllegalArgumentException} is reported at the
     *     filter's place, too
     */
    default void check(C config, CheckContext context) {}

    /**
     * Names the models to which the filter may send calls that ask for others, so that filters above it can be held against them, too.
     *
     * @param config the bound config
     * @param models what is known of models and providers
     * @return aliases or {@code provider/model}, whether or not there are such; none unless overridden
     */
    default Set<String> leadsTo(C config, Models models) {
        return Set.of();
    }

    /**
     * Says what the filter would do with a call, without doing it: nothing is sent, counted or kept, and no filter is made for
     * it. Asked by {@code sluice explain --call}, in a process of its own, off the event loops.
     *
     * @param config the bound and checked config
     * @param context closed once the forecast is there
     * @param call as the filters above would leave it, as far as they can say
     * @return what would happen; null, unless overridden, if the filter does not say
     */
    default @Nullable Future<Forecast> forecast(C config, PluginContext context, Call call) {
        return null;
    }

    /**
     * What the filter's own failure means where the config does not say.
     *
     * @return {@link OnError#FAIL} unless overridden
     */
    default OnError onError() {
        return OnError.FAIL;
    }

    /**
     * Filters that have to stand above this one where both are in a chain; a config that orders them otherwise is
     * refused. A cache names {@code access} here, so that no hit goes to a caller whom access would have refused.
     *
     * @return names of filters, of this plugin or any other; none by default
     */
    default Set<String> mustFollow() {
        return Set.of();
    }

    /**
     * Whether the filter lets only callers through whom it knows. Sluice does not listen beyond loopback without such a
     * filter in every chain, unless the config says that anybody may call.
     *
     * @return false unless overridden
     */
    default boolean authenticates() {
        return false;
    }

    /**
     * Whether the filter answers calls with what other calls were answered. No such filter may stand above one that
     * {@linkplain #authenticates() authenticates}: what it keeps would go to callers whom nobody has asked who they are.
     *
     * @return false unless overridden
     */
    default boolean sharesReplies() {
        return false;
    }

    /**
     * What an entry below {@code collections} in the config says, if the filter searches those.
     *
     * @return a record class, whose objects {@link PluginContext#collections} gives; null unless overridden
     */
    default @Nullable Class<? extends Record> collectionType() {
        return null;
    }

    /** The config of a filter that has none. */
    record NoConfig() {}
}
