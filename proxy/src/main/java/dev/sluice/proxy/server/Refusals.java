package dev.sluice.proxy.server;

import dev.sluice.api.CallError;
import dev.sluice.api.CallError.Category;
import java.time.Duration;

/** What a refusal looks like that has nothing to do with what is asked. */
final class Refusals {

    private Refusals() {}

    static CallError overloaded() {
        return CallError.of(Category.OVERLOADED, "overloaded", "Too many calls are under way. Try again in a moment.")
                .withRetryAfter(Duration.ofSeconds(1));
    }

    static CallError full() {
        return CallError.of(
                        Category.OVERLOADED,
                        "overloaded",
                        "The bodies of the calls under way take all the room that there is. Try again in a moment.")
                .withRetryAfter(Duration.ofSeconds(1));
    }

    static CallError targetTooLong() {
        return CallError.of(Category.INVALID_REQUEST, "uri_too_long", "The request line is longer than the limit.");
    }

    static CallError noRoute() {
        return CallError.of(
                Category.NOT_FOUND,
                "no_route",
                "No route of the config takes this call. The last route should have no match.");
    }
}
