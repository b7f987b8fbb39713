package dev.sluice.api.chat;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is said to the provider rather than to the model.
 *
 * @param user who the answer is for; null if it was not said
 * @param metadata kept beside the call, in order
 * @param serviceTier how fast or how cheap: {@code auto}, {@code default}, {@code flex}, {@code priority}; null if not said
 * @param cacheKey what calls with the same beginning have in common; null if it was not said
 */
public record Labels(
        @Nullable String user,
        Map<String, String> metadata,
        @Nullable String serviceTier,
        @Nullable String cacheKey) {

    /** Nothing said. */
    public static final Labels NONE = new Labels(null, Map.of(), null, null);

    public Labels {
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }
}
