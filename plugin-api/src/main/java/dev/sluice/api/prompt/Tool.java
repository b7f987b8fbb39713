package dev.sluice.api.prompt;

import dev.sluice.api.json.Obj;
import org.jspecify.annotations.Nullable;

/**
 * A tool that the model may call.
 *
 * @param name as the model calls it
 * @param description what the model is told of it; empty if nothing
 * @param parameters JSON Schema of its arguments; null if it has none or is one of the provider's own tools
 */
public record Tool(
        String name, String description, @Nullable Obj parameters) {}
