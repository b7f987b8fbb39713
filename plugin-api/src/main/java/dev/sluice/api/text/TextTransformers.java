package dev.sluice.api.text;

import org.jspecify.annotations.Nullable;

/** Makes a transformer for each channel of a reply. */
@FunctionalInterface
public interface TextTransformers {

    /**
     * Makes one for a channel that has just begun.
     *
     * <p>Asked again for the same channel where a dialect repeats a finished text whole (the Responses API's {@code done}
     * events): each transformer sees its text from the start.
     *
     * @param channel the channel
     * @return a fresh transformer, or null to leave the channel as it is
     */
    @Nullable TextTransformer forChannel(Channel channel);
}
