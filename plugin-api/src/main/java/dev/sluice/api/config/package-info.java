/**
 * What a plugin author writes to be configurable: a record, and these annotations and types on its components.
 *
 * <p>A component's key in the file is its name in kebab-case ({@code topK} is {@code top-k}). A component must be given unless it
 * has a {@link dev.sluice.api.config.Default}, is {@code @Nullable} or {@code Optional}, or is a list, set or map (which is then
 * empty). The compact constructor may throw {@code IllegalArgumentException}: its message is reported at the place in the file.
 * Records are made when a config is loaded, never while a call is served.
 *
 * <p>A component may be: {@code String}, {@code boolean}, {@code int}, {@code long}, {@code double}, {@code Duration}, {@link
 * dev.sluice.api.config.DataSize}, {@link dev.sluice.api.config.Secret}, {@link dev.sluice.api.config.HostPort}, {@code URI}, {@code
 * Path}, an enum (kebab-case), another record, a sealed interface of records, a {@code List}, {@code Set} or {@code Map<String, …>}
 * of these, {@code Object} for free-form values, or {@link dev.sluice.api.config.ConfigNode} for what is bound later.
 */
@NullMarked
package dev.sluice.api.config;

import org.jspecify.annotations.NullMarked;
