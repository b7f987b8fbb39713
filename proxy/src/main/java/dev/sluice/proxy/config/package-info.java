/**
 * What operators write: the records that {@code conf/sluice.yaml} is bound to.
 *
 * <p>These records are the only list of keys; the JSON Schema, the reference page and the error messages are made from
 * them. They hold values and check them; what is done with them stands elsewhere.
 *
 * <p>Every path, defaults included, is relative to the config file's folder, wherever the process was started.
 */
@NullMarked
package dev.sluice.proxy.config;

import org.jspecify.annotations.NullMarked;
