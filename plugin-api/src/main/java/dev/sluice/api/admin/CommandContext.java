package dev.sluice.api.admin;

import dev.sluice.api.FilterFactory;
import dev.sluice.api.config.HostPort;
import dev.sluice.api.config.Secret;
import dev.sluice.api.plugin.PluginContext;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A command's surroundings. Reading the config happens when it is first asked for, so that help needs none. */
public interface CommandContext {

    /**
     * The folder of a filter of the same plugin, as {@link dev.sluice.api.plugin.PluginContext#dataFolder} gives it to
     * the filter.
     *
     * @param filter the filter's name
     * @return made if it is not there
     */
    Path dataFolder(String filter);

    /**
     * The configs of a filter of the same plugin, one for each place in a chain.
     *
     * @param factory which filter
     * @param <C> the config's type
     * @return in the order of the file
     * @throws dev.sluice.api.config.ConfigException if the config is wrong
     */
    <C> List<C> configs(Class<? extends FilterFactory<C>> factory);

    /**
     * What a filter of the same plugin has around it, outside any chain: the config's embedder and collections, blocking work, a
     * folder. For a command that does by itself what the filter does in a process that serves. No admin endpoint that is added
     * through it is served.
     *
     * @param filter the filter's name
     * @return of its own; what is made through it is undone when the command is over
     * @throws dev.sluice.api.config.ConfigException if the config is wrong
     */
    PluginContext surroundings(String filter);

    /**
     * Where the admin API of the serving process listens.
     *
     * @return by the config
     */
    HostPort admin();

    /**
     * What the admin API asks for.
     *
     * @return null if it asks for nothing
     */
    @Nullable Secret adminToken();
}
