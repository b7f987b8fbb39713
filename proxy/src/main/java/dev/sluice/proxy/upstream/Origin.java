package dev.sluice.proxy.upstream;

import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Where a provider's paths begin.
 *
 * <p>A base URL that ends with the dialect's version segment ({@code /v1}), as SDKs write it, takes the place of that
 * segment in the client's path; any other stands before it. The fragment {@code #v1} says that the segment is dropped.
 *
 * @param host name or address
 * @param port of TCP
 * @param ssl whether TLS is spoken
 * @param path what comes before the client's path; no slash at its end
 * @param dropped the segment at the beginning of a client's path that {@code path} stands for; empty for none
 * @param query parameters that every request has, in the place of the client's of these names; empty or {@code a=b&c=d}
 * @param names of these parameters, as they read
 */
public record Origin(String host, int port, boolean ssl, String path, String dropped, String query, Set<String> names) {

    private static final String KEY = "base-url";
    private static final String VERSION = "/v1";

    /**
     * Reads a base URL.
     *
     * @param base http or https
     * @param parameters of every request's query, in the place of the client's of these names
     * @return the origin
     * @throws IllegalArgumentException if it is no such URL; says what was expected
     */
    public static Origin of(URI base, Map<String, String> parameters) {
        checkExtras(base);
        String scheme = base.getScheme();
        boolean ssl = "https".equals(scheme);
        Authority authority = Authority.of(base);
        if (authority == null || (!ssl && !"http".equals(scheme))) {
            throw new WrongSetting(KEY, "expected a URL such as https://api.example.com/v1, found " + base);
        }
        int port = authority.portOr(ssl ? 443 : 80);
        String path = base.getRawPath() == null ? "" : base.getRawPath().replaceAll("/+$", "");
        boolean versioned = path.endsWith(VERSION) || "v1".equals(base.getFragment());
        Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER); // As some servers read them.
        names.addAll(parameters.keySet());
        return new Origin(authority.host(), port, ssl, path, versioned ? VERSION : "", query(parameters), names);
    }

    /** What would be left out of every request. */
    private static void checkExtras(URI base) {
        if (Authority.hasUser(base)) {
            throw new WrongSetting(
                    KEY,
                    "expected a base-url without a user and a password: write them as headers: { authorization: Basic ... },"
                            + " or the key as api-key");
        }
        String query = base.getRawQuery();
        if (query != null) {
            String names = Arrays.stream(query.split("&", -1))
                    .map(parameter -> parameter.split("=", 2)[0])
                    .collect(Collectors.joining(", "));
            throw new WrongSetting(
                    KEY,
                    names.isEmpty()
                            ? "expected a base-url without a query, found an empty one: leave out the question mark"
                            : "expected a base-url without a query, found one with " + names
                                    + ": write it as query: { NAME: VALUE }");
        }
        String fragment = base.getRawFragment();
        if (fragment != null && !fragment.equals("v1")) {
            throw new WrongSetting(KEY, "expected a base-url without a fragment but #v1, found #" + fragment);
        }
    }

    /**
     * The request's target at this origin.
     *
     * @param uri the client's path and query
     * @return path and query as the provider gets them
     */
    public String uri(String uri) {
        boolean drop = !dropped.isEmpty()
                && uri.startsWith(dropped)
                && uri.length() > dropped.length()
                && uri.charAt(dropped.length()) == '/';
        if (query.isEmpty() && (drop ? path.equals(dropped) : path.isEmpty())) {
            return uri;
        }
        String target = path + (drop ? uri.substring(dropped.length()) : uri);
        if (query.isEmpty()) {
            return target;
        }
        int mark = target.indexOf('?');
        return mark < 0 ? target + '?' + query : target.substring(0, mark + 1) + replaced(target.substring(mark + 1));
    }

    /** What the operator has set is not the client's to say otherwise, or a second time. */
    private String replaced(String own) {
        StringJoiner joined = new StringJoiner("&");
        if (!own.isEmpty()) {
            for (String parameter : own.split("&", -1)) {
                if (!names.contains(name(parameter))) {
                    joined.add(parameter);
                }
            }
        }
        return joined.add(query).toString();
    }

    private static String name(String parameter) {
        int sign = parameter.indexOf('=');
        String name = sign < 0 ? parameter : parameter.substring(0, sign);
        if (name.indexOf('%') < 0 && name.indexOf('+') < 0) {
            return name;
        }
        try {
            return URLDecoder.decode(name, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return name; // No server reads it as one of ours.
        }
    }

    /**
     * Host and port as the header field {@code host} has them.
     *
     * @return without the port where it is the scheme's own
     */
    public String authority() {
        return port == (ssl ? 443 : 80) ? host : host + ":" + port;
    }

    private static String query(Map<String, String> parameters) {
        StringJoiner joined = new StringJoiner("&");
        parameters.forEach((name, value) -> joined.add(encode(name) + "=" + encode(value)));
        return joined.toString();
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
