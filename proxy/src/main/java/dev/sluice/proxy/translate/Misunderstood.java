package dev.sluice.proxy.translate;

import dev.sluice.api.CallError;
import dev.sluice.api.CallError.Category;
import dev.sluice.api.Reply;
import dev.sluice.api.dialect.Dialect;
import dev.sluice.api.json.JsonSyntaxException;
import dev.sluice.api.stream.Event;
import dev.sluice.proxy.dialect.EventData;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;

/** What a client is told of a reply that is none of the provider's dialect. Nothing that it says is repeated. */
final class Misunderstood {

    private Misunderstood() {}

    /** A success that says nothing in the provider's dialect. */
    static CallError reply(String provider, Dialect expected, Reply found) {
        return CallError.of(
                Category.UPSTREAM,
                "upstream_invalid_response",
                "Expected the provider '" + provider + "' to answer in the API '" + expected.name() + "' but found "
                        + type(found) + ". Check its base-url and dialect.");
    }

    /** A failure without an error of the provider's dialect, such as a gateway's page: its status still says something. */
    static CallError failure(String provider, Reply found) {
        Category category = Arrays.stream(Category.values())
                .filter(known -> known.status() == found.status())
                .findFirst()
                .orElse(Category.UPSTREAM);
        CallError error = CallError.of(
                category,
                "upstream_error",
                "The provider '" + provider + "' answered with status " + found.status() + " and " + type(found)
                        + " instead of an error of its API.");
        Duration retryAfter = seconds(found.headers().get("retry-after"));
        return retryAfter == null ? error : error.withRetryAfter(retryAfter);
    }

    /** Whether an event is no document: it may have been some of the answer, so nobody can go on as if it had not come. */
    static boolean is(Event event) {
        try {
            event.json();
            return false;
        } catch (JsonSyntaxException e) {
            return !event.isTruncated() && !event.text().isBlank() && !EventData.isDone(event);
        }
    }

    /** An event that is no document. */
    static CallError event(String provider) {
        return CallError.of(
                Category.UPSTREAM,
                "upstream_invalid_response",
                "Expected each event of the stream of the provider '" + provider
                        + "' to be JSON but found something else." + " Try again.");
    }

    private static String type(Reply found) {
        String type = found.headers().get("content-type");
        String bare = type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return switch (bare) {
            case "" -> "something without a content-type";
            case "text/html" -> "an HTML page";
            case "application/json" -> "another JSON document";
            default -> bare.matches("[a-z0-9.+/-]{1,60}") ? bare : "something else";
        };
    }

    /** What a field says to wait; null if it says it otherwise, or not. */
    static @org.jspecify.annotations.Nullable Duration seconds(@org.jspecify.annotations.Nullable String field) {
        boolean isNumber = field != null && field.matches("[0-9]{1,6}");
        return isNumber ? Duration.ofSeconds(Long.parseLong(field)) : null;
    }
}
