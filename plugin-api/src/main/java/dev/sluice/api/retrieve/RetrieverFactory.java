package dev.sluice.api.retrieve;

import dev.sluice.api.plugin.PluginContext;
import io.vertx.core.Future;
import org.pf4j.ExtensionPoint;

/**
 * Makes the retrievers of one kind; what a plugin jar brings a search engine or a database by. Its life is that of a {@link
 * dev.sluice.api.FilterFactory}, except that its retrievers go on over reloads of the config which do not change them.
 *
 * @param <C> the config: a record whose components carry the annotations of {@code dev.sluice.api.config}
 */
public interface RetrieverFactory<C> extends ExtensionPoint {

    /**
     * The kind's name.
     *
     * @return as written below a name in {@code retrievers} of the config; unique among all plugins loaded
     */
    String name();

    /**
     * The config's type.
     *
     * @return a record class; its annotations make the error messages
     */
    Class<C> configType();

    /**
     * Makes a retriever. Called once for each name in the config, when a filter first asks for it, off the event loops.
     *
     * @param config the bound and checked config
     * @param context the retriever's only way to the outside; lives as long as the retriever
     * @return the retriever, once it is ready; a failure stops the start, or the reload, with its message
     */
    Future<Retriever> create(C config, PluginContext context);
}
