package dev.sluice.proxy.upstream.sandbox;

import dev.sluice.api.CallError;
import dev.sluice.api.CallError.Category;
import dev.sluice.api.dialect.Endpoint;
import dev.sluice.proxy.upstream.sandbox.model.Models;
import java.time.Duration;
import java.util.Arrays;

/** The sandbox's errors: those that a model is there to cause, and those of a call that it cannot answer. */
final class Failures {

    private static final Duration SOON = Duration.ofSeconds(1);

    private final String provider;

    Failures(String provider) {
        this.provider = provider;
    }

    /** What a provider says with a status; a limit or a lack of capacity says when to try again. */
    CallError asked(int status) {
        CallError error = CallError.of(
                category(status), "sandbox_failure", "The sandbox fails with status %d, as asked.".formatted(status));
        return status == 429 || status == 503 ? error.withRetryAfter(SOON) : error;
    }

    private static Category category(int status) {
        Category other = status < 500 ? Category.INVALID_REQUEST : Category.INTERNAL;
        return Arrays.stream(Category.values())
                .filter(category -> category.status() == status)
                .findFirst()
                .orElse(other);
    }

    CallError cancelled() {
        return CallError.of(Category.CANCELLED, "cancelled", "Nobody waits for the answer any more.");
    }

    CallError unreachable() {
        return upstream("upstream_unreachable", "cannot be reached");
    }

    CallError broken() {
        return upstream("upstream_closed", "closed the connection before its reply was complete");
    }

    private CallError upstream(String code, String what) {
        return CallError.of(Category.UPSTREAM, code, "The provider '" + provider + "' " + what + ".");
    }

    CallError unknownModel(String model) {
        return CallError.of(
                Category.NOT_FOUND,
                "model_not_found",
                "The sandbox has no model '%s'; it has %s.".formatted(model, String.join(", ", Models.NAMES)));
    }

    CallError unplayed(Endpoint endpoint) {
        return CallError.of(
                Category.NOT_FOUND,
                "not_supported_by_sandbox",
                "The endpoint '%s' is not supported by the sandbox; use a real provider.".formatted(endpoint.name()));
    }

    CallError unstreamed(Endpoint endpoint) {
        return CallError.of(
                        Category.INVALID_REQUEST,
                        "not_supported_by_sandbox",
                        "The sandbox does not stream the endpoint '%s'; ask for a whole reply."
                                .formatted(endpoint.name()))
                .withParam("stream");
    }
}
