package dev.sluice.proxy.boot;

import dev.sluice.api.Caller;
import dev.sluice.api.Headers;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.JsonSyntaxException;
import dev.sluice.api.json.Obj;
import dev.sluice.api.json.Str;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A call as written in a file, to be looked at rather than sent.
 *
 * @param path of the request
 * @param headers of the request
 * @param caller who would be calling
 * @param body of the request
 */
record CallFile(String path, Headers headers, Caller caller, Obj body) {

    private static final String USUAL_PATH = "/v1/chat/completions";

    static CallFile read(Path file) {
        Obj document = document(file);
        Obj body = document.object("body");
        if (body == null) {
            return new CallFile(USUAL_PATH, Headers.empty(), Caller.ANONYMOUS, document);
        }
        return new CallFile(
                Objects.requireNonNullElse(document.text("path"), USUAL_PATH),
                headers(document.object("headers")),
                caller(document.object("caller")),
                body);
    }

    private static Obj document(Path file) {
        try {
            if (Json.parse(Buffer.buffer(Files.readAllBytes(file))) instanceof Obj document) {
                return document;
            }
            throw new IllegalArgumentException("Expected a JSON object in " + file + ", found another value.");
        } catch (JsonSyntaxException e) {
            throw new IllegalArgumentException("Expected a JSON object in " + file + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new IllegalArgumentException("Expected a file with a call at " + file + ", which cannot be read.", e);
        }
    }

    private static Headers headers(@Nullable Obj fields) {
        Headers headers = Headers.empty();
        for (Map.Entry<String, String> field : texts(fields).entrySet()) {
            headers = headers.with(field.getKey(), field.getValue());
        }
        return headers;
    }

    private static Caller caller(@Nullable Obj caller) {
        if (caller == null) {
            return Caller.ANONYMOUS;
        }
        return new Caller(
                Objects.requireNonNullElse(caller.text("tenant"), Caller.ANONYMOUS.tenant()),
                Objects.requireNonNullElse(caller.text("key"), Caller.ANONYMOUS.key()),
                texts(caller.object("labels")));
    }

    private static Map<String, String> texts(@Nullable Obj fields) {
        Map<String, String> texts = new HashMap<>();
        if (fields != null) {
            fields.forEach(field -> {
                if (field.value() instanceof Str text) {
                    texts.put(field.name(), text.value());
                }
            });
        }
        return texts;
    }
}
