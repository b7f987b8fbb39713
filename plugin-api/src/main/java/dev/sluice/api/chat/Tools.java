package dev.sluice.api.chat;

import dev.sluice.api.json.Obj;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the model may call.
 *
 * @param list the application's own tools, in order; a provider's own tools are no part of it
 * @param choice whether and which it shall call; null if it was not said
 * @param parallel whether it may call several at once; null if it was not said
 */
public record Tools(
        List<Tool> list, @Nullable Choice choice, @Nullable Boolean parallel) {

    /** No tools, and nothing said of them. */
    public static final Tools NONE = new Tools(List.of(), null, null);

    public Tools {
        list = List.copyOf(list);
    }

    /**
     * A tool of the application.
     *
     * @param name as the model calls it
     * @param description what the model is told; empty if nothing
     * @param parameters JSON Schema of its arguments; null if it takes none
     * @param strict whether arguments must fit the schema; null if it was not said
     * @param cache where the provider may keep all tools up to this one; null if nothing was said
     */
    public record Tool(
            String name,
            String description,
            @Nullable Obj parameters,
            @Nullable Boolean strict,
            ChatPart.@Nullable CachePoint cache) {}

    /** Whether and which tool the model shall call. */
    public sealed interface Choice {

        /** As the model likes. */
        record Auto() implements Choice {}

        /** None. */
        record None() implements Choice {}

        /** At least one. */
        record Required() implements Choice {}

        /**
         * This one.
         *
         * @param tool its name
         */
        record Named(String tool) implements Choice {}
    }
}
