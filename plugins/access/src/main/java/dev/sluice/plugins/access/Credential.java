package dev.sluice.plugins.access;

import dev.sluice.api.Call;
import dev.sluice.api.Headers;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
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

    /**
     * The call without it, wherever it stands: our keys are nothing for a provider, and some clients send theirs in several places. What
     * stands in such a place and is another one may be for the provider, and stays.
     */
    Call removedFrom(Call call) {
        String uri = without(call.uri());
        Headers headers = without(call.headers());
        return call.toBuilder().request(call.method(), uri).headers(headers).build();
    }

    private Headers without(Headers headers) {
        Set<String> fields = new LinkedHashSet<>();
        headers.forEach((name, value) -> {
            if (isIn(name, value)) {
                fields.add(name.toLowerCase(Locale.ROOT));
            }
        });
        Headers rest = headers;
        for (String field : fields) {
            List<String> others = others(headers, field);
            rest = rest.without(field);
            for (String other : others) {
                rest = rest.plus(field, other);
            }
        }
        return rest;
    }

    private boolean isIn(String field, String value) {
        return field.equalsIgnoreCase(SUBPROTOCOLS)
                ? subprotocols(List.of(value)).anyMatch(this::isSubprotocol)
                : isValue(value);
    }

    /** What a field says besides. */
    private List<String> others(Headers headers, String field) {
        List<String> values = headers.all(field);
        if (!field.equals(SUBPROTOCOLS)) {
            return values.stream().filter(value -> !isValue(value)).toList();
        }
        String others =
                subprotocols(values).filter(name -> !isSubprotocol(name)).collect(Collectors.joining(", "));
        return others.isEmpty() ? List.of() : List.of(others);
    }

    /** By itself, or behind the word for a scheme. */
    private boolean isValue(String value) {
        String stripped = value.strip();
        int space = stripped.indexOf(' ');
        return isSecret(stripped)
                || (space > 0 && isSecret(stripped.substring(space).strip()));
    }

    private boolean isSubprotocol(String name) {
        return isSecret(name.startsWith(IN_SUBPROTOCOL) ? name.substring(IN_SUBPROTOCOL.length()) : name);
    }

    /** Whether a text is the secret, in a time that tells nothing about how much of it is right. */
    private boolean isSecret(String other) {
        return other.length() == text.length() && MessageDigest.isEqual(bytes(other), bytes(text));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static @Nullable Credential inSubprotocol(Headers headers) {
        return subprotocols(headers.all(SUBPROTOCOLS))
                .filter(name -> name.startsWith(IN_SUBPROTOCOL))
                .findFirst()
                .map(name -> new Credential(name.substring(IN_SUBPROTOCOL.length()), SUBPROTOCOLS))
                .orElse(null);
    }

    private static Stream<String> subprotocols(List<String> values) {
        return values.stream().flatMap(value -> Stream.of(value.split(",", -1))).map(String::strip);
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

    private String without(String uri) {
        int query = uri.indexOf('?');
        if (query < 0) {
            return uri;
        }
        StringBuilder rest = new StringBuilder();
        for (String pair : uri.substring(query + 1).split("&", -1)) {
            if (!isParameter(pair)) {
                rest.append(rest.isEmpty() ? '?' : '&').append(pair);
            }
        }
        return uri.substring(0, query) + rest;
    }

    /** Whatever the parameter is called: providers have several words for it. */
    private boolean isParameter(String pair) {
        String value = pair.substring(pair.indexOf('=') + 1);
        return isSecret(value) || (value.indexOf('%') >= 0 && isSecret(decoded(value)));
    }

    private static String decoded(String value) {
        try {
            return URLDecoder.decode(value, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return value; // The provider may make sense of it.
        }
    }

    /** Without the secret: what may be printed. */
    @Override
    public String toString() {
        return field.isEmpty() ? "?key=***" : field + ": ***";
    }
}
