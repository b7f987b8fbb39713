package dev.sluice.proxy.server;

import dev.sluice.api.Body;
import dev.sluice.api.CallError;
import dev.sluice.api.CallError.Category;
import dev.sluice.api.json.JsonLimits;
import dev.sluice.api.json.JsonSyntaxException;
import dev.sluice.api.json.Scan;
import dev.sluice.api.json.Slice;
import io.vertx.core.buffer.Buffer;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Checks a JSON body, and finds in it what a call is routed on. */
final class Intake {

    private final Scan scan;

    Intake(JsonLimits limits) {
        this.scan = Scan.forKeys("model", "stream").within(limits);
    }

    /**
     * What a call is routed on.
     *
     * @param body the body, decoded, and what the scan found
     * @param model empty if the body names none
     * @param stream null if the body does not say
     */
    record Routing(Body body, String model, @Nullable Boolean stream) {}

    Routing read(Buffer body) {
        try {
            Scan.Found found = scan.over(body);
            return new Routing(Body.of(body, found), model(found), found.bool("stream"));
        } catch (JsonSyntaxException e) {
            throw invalid(
                    "invalid_json", "The request's body is not the JSON object that was expected: " + e.getMessage());
        }
    }

    /** Refuses a body that says of itself that it is something else than JSON. */
    static void checkType(@Nullable String contentType) {
        if (contentType == null) {
            return;
        }
        String type = contentType.toLowerCase(Locale.ROOT);
        if (!type.startsWith("application/json") && !type.contains("+json") && !type.startsWith("text/plain")) {
            throw CallError.of(
                    Category.UNSUPPORTED_MEDIA_TYPE,
                    "unsupported_media_type",
                    "Expected content-type application/json but found '" + shortened(contentType) + "'.");
        }
    }

    private static String model(Scan.Found found) {
        Slice raw = found.raw("model");
        if (raw == null) {
            return "";
        }
        String model = found.text("model");
        if (model == null) {
            throw invalid("invalid_type", "Expected a string as 'model' but found " + shortened(raw.toString()) + ".")
                    .withParam("model");
        }
        return model;
    }

    private static CallError invalid(String code, String message) {
        return CallError.of(Category.INVALID_REQUEST, code, message);
    }

    private static String shortened(String text) {
        return text.length() <= 60 ? text : text.substring(0, 60) + "...";
    }
}
