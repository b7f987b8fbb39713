package dev.sluice.plugins.cache;

import dev.sluice.api.CallError;
import dev.sluice.api.CallError.Category;
import dev.sluice.api.Headers;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a client asks of the cache: {@code cache-control} as RFC 9111 has it, or {@code x-sluice-cache-control} in its place
 * where an SDK or a browser has its own idea of the first; {@code x-sluice-cache-namespace} and {@code x-sluice-cache-tags}.
 *
 * @param read whether an answer that is kept will do
 * @param keep whether the answer may be kept
 * @param send whether a provider may be asked
 * @param maxAge how old it may be; null for as old as it is
 * @param namespace keeps answers apart from those of other namespaces; empty for the common one
 * @param tags by which the answer can be purged
 */
record Directives(
        boolean read, boolean keep, boolean send, @Nullable Duration maxAge, String namespace, Set<String> tags) {

    private static final int LONGEST = 64;
    private static final int MOST_TAGS = 8;

    /** RFC 9111, 1.2.2: more is taken for so much. */
    private static final BigInteger LONGEST_AGE = BigInteger.TWO.pow(31);

    private static final String OWN_CONTROL = "x-sluice-cache-control";
    private static final String NAMESPACE = "x-sluice-cache-namespace";
    private static final String TAGS = "x-sluice-cache-tags";
    private static final Directives NONE = new Directives(true, true, true, null, "", Set.of());

    static Directives of(Headers headers) {
        String control = control(headers);
        String namespace = headers.get(NAMESPACE);
        String tags = headers.get(TAGS);
        if (control == null && namespace == null && tags == null) {
            return NONE;
        }
        return parse(
                control == null ? "" : control.toLowerCase(Locale.ROOT),
                namespace == null ? "" : checked(NAMESPACE, namespace),
                tags == null ? Set.of() : tags(tags));
    }

    /** All lines of a field are one list. */
    private static @Nullable String control(Headers headers) {
        String field = headers.contains(OWN_CONTROL) ? OWN_CONTROL : "cache-control";
        return headers.contains(field) ? String.join(",", headers.all(field)) : null;
    }

    private static Directives parse(String control, String namespace, Set<String> tags) {
        Set<String> words =
                Arrays.stream(control.split(",", -1)).map(String::strip).collect(Collectors.toSet());
        Duration maxAge = words.stream()
                .filter(word -> word.startsWith("max-age="))
                .map(word -> seconds(word.substring("max-age=".length())))
                .min(Comparator.naturalOrder())
                .orElse(null);
        boolean keep = !words.contains("no-store");
        return new Directives(
                keep && !words.contains("no-cache"), keep, !words.contains("only-if-cached"), maxAge, namespace, tags);
    }

    /** The same for a call whose reply is kept by somebody else. */
    Directives withoutKeeping() {
        return new Directives(read, false, send, maxAge, namespace, tags);
    }

    boolean accepts(Duration age) {
        return maxAge == null || age.compareTo(maxAge) <= 0;
    }

    private static Duration seconds(String text) {
        try {
            BigInteger seconds = new BigInteger(text.strip()).max(BigInteger.ZERO);
            return Duration.ofSeconds(seconds.min(LONGEST_AGE).longValue());
        } catch (NumberFormatException e) {
            return Duration.ZERO; // RFC 9111, 4.2.1: what cannot be read is taken for stale.
        }
    }

    private static Set<String> tags(String header) {
        Set<String> tags = Arrays.stream(header.split(",", -1))
                .map(String::strip)
                .filter(tag -> !tag.isEmpty())
                .map(tag -> checked(TAGS, tag))
                .collect(Collectors.toUnmodifiableSet());
        if (tags.size() > MOST_TAGS) {
            throw wrong(TAGS, "at most " + MOST_TAGS + " tags", tags.size() + "");
        }
        return tags;
    }

    private static String checked(String header, String value) {
        if (value.length() > LONGEST) {
            throw wrong(header, "at most " + LONGEST + " characters", value.length() + "");
        }
        return value;
    }

    private static CallError wrong(String header, String expected, String found) {
        return CallError.of(
                        Category.INVALID_REQUEST,
                        "invalid_cache_header",
                        "Expected " + header + " of " + expected + ", found " + found + ".")
                .withParam(header);
    }
}
