package dev.sluice.proxy.dialect.openai;

import dev.sluice.api.CallError;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.stream.Event;

/**
 * Spells errors.
 *
 * <p>In a stream, SDKs raise their exception at any event whose document has an {@code error}, whatever the endpoint; the
 * {@code error} event of responses carries the same facts at its top level too, as its own schema has them. No
 * {@code [DONE]} follows, since that would tell plain readers that all went well.
 */
final class Errors {

    private static final String ERROR = "error";

    private Errors() {}

    static Obj envelope(CallError error) {
        return Json.object(ERROR, facts(error));
    }

    static Event responsesEvent(CallError error) {
        Obj event =
                Json.object("type", ERROR, "code", error.code(), "message", error.message(), "param", error.param());
        return Event.of(ERROR, event.with("sequence_number", Json.of(0)).with(ERROR, facts(error)));
    }

    private static Obj facts(CallError error) {
        return Json.object(
                "message", error.message(), "type", type(error), "param", error.param(), "code", error.code());
    }

    private static String type(CallError error) {
        return switch (error.category()) {
            case INVALID_REQUEST,
                    NOT_FOUND,
                    METHOD_NOT_ALLOWED,
                    REQUEST_TIMEOUT,
                    TOO_LARGE,
                    UNSUPPORTED_MEDIA_TYPE,
                    UPGRADE_REQUIRED,
                    HEADERS_TOO_LARGE,
                    CANCELLED -> "invalid_request_error";
            case AUTHENTICATION -> "authentication_error";
            case PERMISSION -> "permission_error";
            case RATE_LIMITED -> "rate_limit_error";
            case INTERNAL, UPSTREAM, OVERLOADED, TIMEOUT -> "server_error";
        };
    }
}
