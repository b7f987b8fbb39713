package dev.sluice.api.embed;

import dev.sluice.api.plugin.PluginContext;
import io.vertx.core.Future;
import org.pf4j.ExtensionPoint;

/**
 * Makes the embedder of one name; what a plugin jar brings a model by. Its life is that of a
 * {@link dev.sluice.api.FilterFactory}, except that its embedder goes on over reloads of the config which do not change it.
 *
 * @param <C> the config: a record whose components carry the annotations of {@code dev.sluice.api.config}
 */
public interface EmbedderFactory<C> extends ExtensionPoint {

    /**
     * The embedder's name.
     *
     * @return as written below {@code embedder} in the config; unique among all plugins loaded
     */
    String name();

    /**
     * The config's type.
     *
     * @return a record class; its annotations make the schema and the error messages
     */
    Class<C> configType();

    /**
     * Loads the model. Called once, when a filter first asks for an embedder, off the event loops.
     *
     * @param config the bound and checked config
     * @param context the embedder's only way to the outside; lives as long as the embedder
     * @return the embedder, once it is ready; a failure stops the start, or the reload, with its message
     */
    Future<Embedder> create(C config, PluginContext context);

    /**
     * Whether it is taken, with an empty config, where the config names no embedder.
     *
     * @return false unless overridden: at most one of the plugins loaded may stand in
     */
    default boolean standsIn() {
        return false;
    }
}
