package dev.sluice.proxy.dialect.anthropic;

import dev.sluice.api.CallError;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;

/** Spells errors, and reads the words for them. */
final class Errors {

    static final String ERROR = "error";

    private static final int BILLING = 402;
    private static final int TOO_LARGE = 413;
    private static final int OVERLOADED = 529;

    private Errors() {}

    static Obj envelope(CallError error) {
        return of(type(error), error.message(), error.code());
    }

    /** The code goes where the SDKs look for the cause beside the type. */
    static Obj of(String type, String message, String code) {
        Obj said = Json.object("type", type, "message", message);
        Obj facts = code.isEmpty() || code.equals(type) ? said : said.with("details", Json.object("error_code", code));
        return Json.object("type", ERROR, ERROR, facts);
    }

    private static String type(CallError error) {
        return switch (error.category()) {
            case INVALID_REQUEST,
                    METHOD_NOT_ALLOWED,
                    REQUEST_TIMEOUT,
                    UNSUPPORTED_MEDIA_TYPE,
                    UPGRADE_REQUIRED,
                    HEADERS_TOO_LARGE,
                    CANCELLED -> "invalid_request_error";
            case AUTHENTICATION -> "authentication_error";
            case PERMISSION -> "permission_error";
            case NOT_FOUND -> "not_found_error";
            case TOO_LARGE -> "request_too_large";
            case RATE_LIMITED -> "rate_limit_error";
            case OVERLOADED -> "overloaded_error";
            case TIMEOUT -> "timeout_error";
            case INTERNAL, UPSTREAM -> "api_error";
        };
    }

    /** The word for an error of another provider, by its status. */
    static String type(int status) {
        return switch (status) {
            case 401 -> "authentication_error";
            case BILLING -> "billing_error";
            case 403 -> "permission_error";
            case 404 -> "not_found_error";
            case TOO_LARGE -> "request_too_large";
            case 429 -> "rate_limit_error";
            case 503, OVERLOADED -> "overloaded_error";
            case 408, 504 -> "timeout_error";
            default -> status < 500 ? "invalid_request_error" : "api_error";
        };
    }

    /** The status that a word stands for, as an error within a stream comes without one. */
    static int status(String type) {
        return switch (type) {
            case "invalid_request_error" -> 400;
            case "authentication_error" -> 401;
            case "billing_error" -> BILLING;
            case "permission_error" -> 403;
            case "not_found_error" -> 404;
            case "request_too_large" -> TOO_LARGE;
            case "rate_limit_error" -> 429;
            case "overloaded_error" -> OVERLOADED;
            case "timeout_error" -> 504;
            default -> 500;
        };
    }
}
