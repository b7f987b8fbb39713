package dev.sluice.proxy.plugin.context;

/**
 * Whom a context is for.
 *
 * @param plugin the plugin's id
 * @param filter the name of the filter, or of whatever else the plugin brings
 * @param classLoader the plugin's
 */
public record Owner(String plugin, String filter, ClassLoader classLoader) {

    @Override
    public String toString() {
        return filter + " of plugin " + plugin;
    }
}
