package dev.sluice.proxy.upstream;

import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Host and port of a URL. {@link URI} tells neither where the host has an underscore, as names of containers may.
 *
 * @param host name or address
 * @param port of TCP; negative where the URL names none
 */
record Authority(String host, int port) {

    private static final int LAST_PORT = 65_535;
    private static final Pattern NAME_AND_PORT = Pattern.compile("([A-Za-z0-9._-]+)(?::([0-9]{1,5}))?");

    /** That of a URL; null if it names no host that can be asked. */
    static @Nullable Authority of(URI url) {
        if (url.getHost() != null) {
            return checked(url.getHost(), url.getPort());
        }
        String authority = url.getRawAuthority();
        Matcher named =
                NAME_AND_PORT.matcher(authority == null ? "" : authority.substring(authority.lastIndexOf('@') + 1));
        if (!named.matches()) {
            return null;
        }
        return checked(named.group(1), named.group(2) == null ? -1 : Integer.parseInt(named.group(2)));
    }

    /** Whether a URL has a user before its host. */
    static boolean hasUser(URI url) {
        return user(url) != null;
    }

    /** What stands before a URL's host, percent-encoded: a user, or user and password with a colon between; null if nothing does. */
    static @Nullable String user(URI url) {
        String authority = url.getRawAuthority();
        int end = authority == null ? -1 : authority.lastIndexOf('@');
        return end < 0 ? null : authority.substring(0, end);
    }

    /** A URL as a message may hold it. */
    static String withoutUser(URI url) {
        String user = user(url);
        return user == null ? url.toString() : url.toString().replace(user + "@", "***@");
    }

    int portOr(int usual) {
        return port < 0 ? usual : port;
    }

    private static @Nullable Authority checked(String host, int port) {
        return port > LAST_PORT ? null : new Authority(host, port);
    }
}
