package dev.sluice.proxy.dialect.gemini;

import dev.sluice.api.chat.ChatError;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.json.Str;
import dev.sluice.proxy.dialect.Numbers;
import dev.sluice.proxy.dialect.Texts;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Spells and reads errors: google.rpc.Status, with its well-known details. */
final class Errors {
    static final String ERROR = "error";
    private static final String TYPES = "type.googleapis.com/google.rpc.";
    private static final String STATUS = "status";
    private static final String TYPE = "@type";
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9}+(?:\\.\\d{1,9}+)?+)s");

    private Errors() {}

    static Obj write(ChatError error) {
        Obj facts =
                Json.object("code", error.status(), "message", error.message(), STATUS, Statuses.word(error.status()));
        List<Obj> details = details(error);
        return Json.object(ERROR, details.isEmpty() ? facts : facts.with("details", Json.from(details)));
    }

    private static List<Obj> details(ChatError error) {
        List<Obj> details = new ArrayList<>(2);
        if (!error.code().isEmpty()) {
            details.add(Json.object(TYPE, TYPES + "ErrorInfo", "reason", error.code(), "domain", "sluice"));
        }
        if (error.param() != null) {
            Obj violation = Json.object("field", error.param(), "description", error.message());
            details.add(Json.object(TYPE, TYPES + "BadRequest", "fieldViolations", Json.array(violation)));
        }
        if (error.retryAfter() != null) {
            details.add(Json.object(TYPE, TYPES + "RetryInfo", "retryDelay", seconds(error.retryAfter())));
        }
        return details;
    }

    private static String seconds(Duration delay) {
        return BigDecimal.valueOf(delay.toMillis(), 3).stripTrailingZeros().toPlainString() + "s";
    }

    /** Reads the document of a whole reply, or of an event; null if it is no error. */
    static @Nullable ChatError read(Obj body, int status) {
        Obj error = body.object(ERROR);
        if (error == null) {
            return null;
        }
        String word = Texts.orEmpty(error.text(STATUS));
        int code = Numbers.asInt(error.number("code"), word.isEmpty() ? 500 : Statuses.status(word));
        String reason = detail(error, "ErrorInfo")
                .map(info -> Texts.orEmpty(info.text("reason")))
                .orElse(word);
        String field = detail(error, "BadRequest")
                .map(bad -> bad.at("/fieldViolations/0/field") instanceof Str name ? name.value() : "")
                .orElse("");
        return new ChatError(
                status > 0 ? status : code,
                reason,
                Texts.orEmpty(error.text("message")),
                field.isEmpty() ? null : field,
                detail(error, "RetryInfo")
                        .flatMap(info -> duration(Texts.orEmpty(info.text("retryDelay"))))
                        .orElse(null));
    }

    private static Optional<Obj> detail(Obj error, String type) {
        return Texts.objects(error.get("details"))
                .filter(detail -> Texts.orEmpty(detail.text(TYPE)).endsWith("google.rpc." + type))
                .findFirst();
    }

    /** A duration as protocol buffers write it, such as {@code 3.5s}. */
    private static Optional<Duration> duration(String text) {
        Matcher matcher = DURATION.matcher(text);
        return matcher.matches()
                ? Optional.of(Duration.ofMillis(
                        new BigDecimal(matcher.group(1)).movePointRight(3).longValue()))
                : Optional.empty();
    }
}
