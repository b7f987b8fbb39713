package dev.sluice.proxy.dialect.bedrock;

import dev.sluice.api.CallError;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import java.util.Locale;

/**
 * Spells errors, and reads the words for them. SDKs take the type from a header or from {@code __type}; here it is the
 * latter.
 */
final class Errors {

    static final String TYPE = "__type";

    private Errors() {}

    static Obj envelope(CallError error) {
        return of(type(error.status()), error.message());
    }

    static Obj of(String type, String message) {
        return Json.object(TYPE, type, "message", message);
    }

    /** The API's exception for a status. */
    static String type(int status) {
        return switch (status) {
            case 401, 403 -> "AccessDeniedException";
            case 404 -> "ResourceNotFoundException";
            case 408, 504 -> "ModelTimeoutException";
            case 424 -> "ModelErrorException";
            case 429 -> "ThrottlingException";
            case 503, 529 -> "ServiceUnavailableException";
            default -> status < 500 ? "ValidationException" : "InternalServerException";
        };
    }

    /** The exception that a stream ends with. */
    static String inStream(int status) {
        return switch (status) {
            case 429 -> "throttlingException";
            case 502, 504 -> "modelStreamErrorException";
            case 503, 529 -> "serviceUnavailableException";
            default -> status < 500 ? "validationException" : "internalServerException";
        };
    }

    /** The status that an exception stands for, however it is capitalised. */
    static int status(String type) {
        return switch (type.toLowerCase(Locale.ROOT)) {
            case "validationexception", "servicequotaexceededexception" -> 400;
            case "accessdeniedexception", "unrecognizedclientexception" -> 403;
            case "resourcenotfoundexception" -> 404;
            case "modeltimeoutexception" -> 408;
            case "throttlingexception", "modelnotreadyexception" -> 429;
            case "serviceunavailableexception" -> 503;
            case "modelerrorexception", "modelstreamerrorexception" -> 424;
            default -> 500;
        };
    }
}
