/**
 * Plugins: jars found, checked, walled in, loaded, and let go.
 *
 * <p>A {@link dev.sluice.proxy.plugin.PluginCatalog} reads folders of jars. Each time it is
 * {@linkplain dev.sluice.proxy.plugin.PluginCatalog#open() opened} it gives a
 * {@link dev.sluice.proxy.plugin.PluginGeneration}: the extensions that the jars bring at that moment, each made once, and the contexts of the filters made
 * of them. Generations live side by side while an old one drains. A jar whose bytes did not change is loaded once
 * and shared by them; it is unloaded with the last generation that uses it.
 *
 * <p>Each jar has a PF4J manager and a class loader of its own. It sees the JDK, the packages of
 * {@link dev.sluice.proxy.plugin.HostPackages}, and itself; not the host, not another plugin.
 *
 * <p>Everything here blocks (it reads files and runs the plugins' own start and stop code) and is called off the event loops,
 * unless a method says otherwise. What is wrong with a jar is collected as a
 * {@link dev.sluice.proxy.plugin.PluginProblem}, all of it; whether that stops anything is for the caller to decide.
 */
@NullMarked
package dev.sluice.proxy.plugin;

import org.jspecify.annotations.NullMarked;
