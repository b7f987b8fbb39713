package dev.sluice.proxy.server;

import dev.sluice.api.dialect.Dialect;
import io.vertx.core.http.HttpServerRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.StringJoiner;

/** Moves a key that a client sent in its query into the header, so that no provider and no log meets it in a URI. */
final class ClientKey {

    private ClientKey() {}

    /**
     * Takes the key out of a URI and sets the field that says the same, unless the client has set it.
     *
     * @param uri path and query
     * @param dialect says which parameter it is
     * @param request whose header gets it
     * @return the URI without the key; the same object if it has none
     */
    static String moved(String uri, Dialect dialect, HttpServerRequest request) {
        Dialect.KeyParameter parameter = dialect.keyParameter();
        int query = uri.indexOf('?');
        if (parameter == null || query < 0) {
            return uri;
        }
        StringJoiner rest = new StringJoiner("&");
        boolean found = false;
        for (String field : uri.substring(query + 1).split("&", -1)) {
            int equals = field.indexOf('=');
            if (equals > 0 && decoded(field.substring(0, equals)).equals(parameter.name())) {
                set(parameter.header(), decoded(field.substring(equals + 1)), request);
                found = true;
            } else {
                rest.add(field);
            }
        }
        String without = uri.substring(0, query) + (rest.length() == 0 ? "" : "?" + rest);
        return found ? without : uri;
    }

    private static void set(String field, String key, HttpServerRequest request) {
        boolean plain = key.chars().allMatch(c -> c > ' ' && c < 0x7f);
        if (plain && !key.isEmpty() && !request.headers().contains(field)) {
            request.headers().set(field, key);
        }
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text; // Not encoded as it should be: no key of ours.
        }
    }
}
