package dev.sluice.plugins.access;

import dev.sluice.api.Call;
import dev.sluice.api.Headers;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A credential, where an SDK puts it.
 *
 * @param text the secret
 * @param field the header's name; empty if it stands in the query
 */
record Credential(String text, String field) {

    /** Longest that is looked at: a token with many claims has a few thousand characters. */
    static final int LONGEST = 16_384;

    /** For callers who send the provider's own key, too. */
    private static final String OWN = "x-sluice-key";

    private static final List<String> FIELDS = List.of(OWN, "authorization", "x-api-key", "x-goog-api-key", "api-key");
    private static final String BEARER = "Bearer ";
    private static final String PARAMETER = "key=";

    /** Browsers cannot set fields of a WebSocket: OpenAI's SDK sends the key as one of its subprotocols there. */
    private static final String SUBPROTOCOLS = "sec-websocket-protocol";

    private static final String IN_SUBPROTOCOL = "openai-insecure-api-key.";

    /** The first credential that a call carries; null if it carries none. */
    static @Nullable Credential of(Call call) {
        for (String field : FIELDS) {
            String value = call.headers().get(field);
            if (value != null && !value.isBlank()) {
                return new Credential(bare(field, value), field);
            }
        }
        String key = parameter(call.uri());
        return key == null ? inSubprotocol(call.headers()) : new Credential(key, "");
    }

    /** The call without it: our keys are nothing for a provider. */
    Call removedFrom(Call call) {
        if (field.isEmpty()) {
            return call.toBuilder()
                    .request(call.method(), withoutParameter(call.uri()))
                    .build();
        }
        Headers rest = call.headers().without(field);
        String others = field.equals(SUBPROTOCOLS) ? otherSubprotocols(call.headers()) : "";
        return call.withHeaders(others.isEmpty() ? rest : rest.plus(SUBPROTOCOLS, others));
    }

    private static @Nullable Credential inSubprotocol(Headers headers) {
        return subprotocols(headers)
                .filter(name -> name.startsWith(IN_SUBPROTOCOL))
                .findFirst()
                .map(name -> new Credential(name.substring(IN_SUBPROTOCOL.length()), SUBPROTOCOLS))
                .orElse(null);
    }

    private static String otherSubprotocols(Headers headers) {
        return subprotocols(headers)
                .filter(name -> !name.startsWith(IN_SUBPROTOCOL))
                .collect(Collectors.joining(", "));
    }

    private static Stream<String> subprotocols(Headers headers) {
        return headers.all(SUBPROTOCOLS).stream()
                .flatMap(value -> Stream.of(value.split(",", -1)))
                .map(String::strip);
    }

    private static String bare(String field, String value) {
        boolean bearer = field.equals("authorization") && value.regionMatches(true, 0, BEARER, 0, BEARER.length());
        return (bearer ? value.substring(BEARER.length()) : value).strip();
    }

    private static @Nullable String parameter(String uri) {
        int query = uri.indexOf('?');
        if (query < 0) {
            return null;
        }
        for (String pair : uri.substring(query + 1).split("&", -1)) {
            if (pair.startsWith(PARAMETER) && pair.length() > PARAMETER.length()) {
                return pair.substring(PARAMETER.length());
            }
        }
        return null;
    }

    private static String withoutParameter(String uri) {
        int query = uri.indexOf('?');
        StringBuilder rest = new StringBuilder();
        for (String pair : uri.substring(query + 1).split("&", -1)) {
            if (!pair.startsWith(PARAMETER)) {
                rest.append(rest.isEmpty() ? '?' : '&').append(pair);
            }
        }
        return uri.substring(0, query) + rest;
    }

    /** Without the secret: what may be printed. */
    @Override
    public String toString() {
        return field.isEmpty() ? "?key=***" : field + ": ***";
    }
}
