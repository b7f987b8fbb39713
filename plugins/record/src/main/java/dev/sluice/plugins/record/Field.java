package dev.sluice.plugins.record;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The names of a record, in the order of a line, each spelled once. */
enum Field {
    WITHHELD,
    V,
    TIME,
    ID,
    TENANT,
    KEY,
    ROUTE,
    DIALECT,
    ENDPOINT,
    OPERATION,
    METHOD,
    PATH,
    STREAMED,
    END,
    MODEL,
    ERROR,
    TOTAL_US,
    FILTERS_US,
    DECISIONS,
    WARNINGS,
    REQUEST_HEADERS,
    REPLY_HEADERS,
    COST_USD,
    COST_ASSUMED,
    REQUEST,
    REPLY,
    BYTES,
    USAGE,
    INPUT,
    OUTPUT,
    CACHED_INPUT,
    CACHE_WRITE,
    REASONING,
    ESTIMATED,
    CODE,
    MESSAGE,
    AT_US,
    FILTER,
    ACTION,
    REASON,
    TARGET,
    STATUS,
    FIRST_BYTE_US,
    WARNINGS_LEFT_OUT,
    ANSWERED_BY,
    FINISH_REASON,
    LONG_CACHE_WRITE,
    AUDIO_INPUT,
    AUDIO_OUTPUT,
    IMAGE_INPUT,
    IMAGE_OUTPUT,
    SERVICE_TIER,
    TRUNCATED,
    TEXTS,
    ROLE,
    KIND,
    TEXT,
    CHOICE,
    PART,
    EVENTS,
    BODY;

    @SuppressWarnings("ImmutableEnumChecker") // Nobody changes the array.
    private final byte[] spelled;

    Field() {
        String name = name().toLowerCase(Locale.ROOT);
        this.spelled = ('"' + name + "\":").getBytes(StandardCharsets.US_ASCII);
    }

    /** In quotes, with the colon. Not to be changed. */
    byte[] spelled() {
        return spelled;
    }
}
