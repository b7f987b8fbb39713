package dev.sluice.proxy.plugin;

import java.util.function.Function;

/**
 * One extension of one plugin, the same object for all generations that share the plugin.
 *
 * @param type what it is
 * @param name its name
 * @param instance the plugin's object; better {@linkplain #use used} than called
 * @param plugin where it comes from
 * @param <T> the extension point
 */
public record PluginExtension<T>(ExtensionType<T> type, String name, T instance, LoadedPlugin plugin) {

    /**
     * Runs code of the plugin, with its class loader as the thread's.
     *
     * @param doing what it is asked to do, for messages: "make the filter"
     * @param code gets the plugin's object
     * @param <R> what it makes
     * @return what that returned
     * @throws PluginException if it threw anything; says what to do
     */
    public <R> R use(String doing, Function<T, R> code) {
        return plugin.run(doing + " " + name, () -> code.apply(instance));
    }

    /**
     * The plugin that brings it.
     *
     * @return its id
     */
    public String pluginId() {
        return plugin.info().id();
    }
}
