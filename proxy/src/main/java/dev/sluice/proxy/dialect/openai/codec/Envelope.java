package dev.sluice.proxy.dialect.openai.codec;

import dev.sluice.api.chat.ChatError;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Num;
import dev.sluice.api.json.Obj;
import dev.sluice.api.json.Str;
import dev.sluice.proxy.dialect.Texts;
import org.jspecify.annotations.Nullable;

/** Reads errors in the spellings of the servers that speak the dialect, and writes them in OpenAI's. */
final class Envelope {

    private static final String ERROR = "error";
    private static final int FIRST_ERROR = 400;

    private Envelope() {}

    /** What a document with an {@code error} says; of one that came with an error's status, whatever says what was wrong. */
    static @Nullable ChatError read(Obj body, int status) {
        return switch (body.get(ERROR)) {
            case Obj error -> facts(error, status);
            case Str text -> new ChatError(status, Texts.orEmpty(body.text("code")), text.value(), null, null);
            case null, default -> status < FIRST_ERROR ? null : bare(body, status);
        };
    }

    /** The event of responses whose facts stand at its top. */
    static ChatError flat(Obj event) {
        return facts(event.without("type"), 0);
    }

    private static ChatError facts(Obj error, int status) {
        String code = code(error);
        int meant = status >= FIRST_ERROR ? status : status(code, Texts.orEmpty(error.text("type")));
        return new ChatError(meant, code, Texts.orEmpty(error.text("message")), error.text("param"), null);
    }

    /** Mistral's have no envelope, FastAPI's have a {@code detail}. */
    private static @Nullable ChatError bare(Obj body, int status) {
        String message = body.text("message");
        if (message == null && body.has("detail")) {
            Json detail = body.get("detail");
            message = detail instanceof Str text ? text.value() : String.valueOf(detail);
        }
        return message == null ? null : new ChatError(status, code(body), message, body.text("param"), null);
    }

    private static String code(Obj error) {
        return switch (error.get("code")) {
            case Str text -> text.value();
            case Num number -> number.text();
            case null, default -> Texts.orEmpty(error.text("type"));
        };
    }

    /** Within a stream only words tell what status an error would have had; some put it into its code. */
    private static int status(String code, String type) {
        int number = code.matches("[45][0-9][0-9]") ? Integer.parseInt(code) : 0;
        if (number > 0) {
            return number;
        }
        String words = code + " " + type;
        if (words.contains("rate_limit") || words.contains("insufficient_quota")) {
            return 429;
        }
        if (words.contains("authentication") || words.contains("invalid_api_key")) {
            return 401;
        }
        if (words.contains("permission")) {
            return 403;
        }
        if (words.contains("not_found")) {
            return 404;
        }
        if (words.contains("overloaded") || words.contains("unavailable")) {
            return 503;
        }
        return words.contains("invalid_request") ? FIRST_ERROR : 500;
    }

    static Obj write(ChatError error) {
        return Json.object(ERROR, written(error));
    }

    static Obj written(ChatError error) {
        String type = type(error.status());
        return Json.object(
                "message",
                error.message(),
                "type",
                type,
                "param",
                error.param(),
                "code",
                error.code().isEmpty() ? null : error.code());
    }

    private static String type(int status) {
        return switch (status) {
            case 401 -> "authentication_error";
            case 403 -> "permission_error";
            case 429 -> "rate_limit_error";
            default -> status < 500 ? "invalid_request_error" : "server_error";
        };
    }
}
