/**
 * Turns a YAML file into records and says precisely what is wrong with it. It knows no key of Sluice.
 *
 * <p>The way of a config: {@link dev.sluice.proxy.config.engine.YamlSource} makes a tree of nodes that know their place, {@link
 * dev.sluice.proxy.config.engine.Binder} makes records of it as their {@link dev.sluice.proxy.config.engine.Shape} asks and resolves
 * {@code ${…}} on the way, {@link dev.sluice.proxy.config.engine.Masked} shows the result without its secrets. {@link
 * dev.sluice.proxy.config.engine.SchemaWriter} and {@link dev.sluice.proxy.config.engine.ReferenceWriter} describe the same shapes.
 *
 * <p>Laws: everything here runs when a config is loaded, on one thread that may block, and never while a call is served. All that is
 * wrong in a file is reported at once. No message, excerpt or dump holds a {@code Secret}, or a value that came from a variable or
 * another file.
 */
@NullMarked
package dev.sluice.proxy.config.engine;

import org.jspecify.annotations.NullMarked;
