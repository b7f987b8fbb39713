package dev.sluice.plugins.guard.scan;

import java.util.Locale;
import java.util.Set;

/** Reads addresses as browsers do (the URL Standard), where that differs from how people do: in doubt, as one that leads away. */
public final class Address {

    private static final String WWW = "www.";
    private static final Set<String> WEB = Set.of("http", "https", "ftp", "ws", "wss");

    private Address() {}

    /**
     * The host of an address: behind the last {@code @}, a backslash counts as a slash, and it does not matter how many of them there are.
     *
     * @param address with or without a scheme
     * @return in lower case, without port and what punctuation follows; empty if there is none
     */
    public static String host(String address) {
        String rest = behindScheme(address.strip().toLowerCase(Locale.ROOT).replace('\\', '/'));
        int end = 0;
        while (end < rest.length() && "/?#".indexOf(rest.charAt(end)) < 0) {
            end++;
        }
        String authority = rest.substring(0, end);
        String host = authority.substring(authority.lastIndexOf('@') + 1);
        int port = host.lastIndexOf(':');
        int last = port < 0 ? host.length() : port;
        while (last > 0 && !Character.isLetterOrDigit(host.charAt(last - 1))) {
            last--;
        }
        return host.substring(0, last);
    }

    private static String behindScheme(String address) {
        int colon = address.indexOf(':');
        String scheme = colon < 0 ? "" : address.substring(0, colon);
        boolean hasScheme = colon > 0
                && scheme.chars().allMatch(c -> (c < 128 && Character.isLetterOrDigit(c)) || "+-.".indexOf(c) >= 0)
                && (WEB.contains(scheme) || address.startsWith("/", colon + 1));
        int at = hasScheme ? colon + 1 : 0;
        boolean hasHost = hasScheme || address.startsWith("//");
        while (hasHost && address.startsWith("/", at)) {
            at++;
        }
        return address.substring(at);
    }

    /** Where in a word an address begins: with its scheme if that is one of the web, else with its slashes; -1 if none does. */
    static int in(String word) {
        int slashes = word.indexOf("//");
        int www = www(word);
        if (slashes < 0 || (www >= 0 && www < slashes)) {
            return www;
        }
        int begin = Math.max(0, slashes - 1);
        while (begin > 0 && Character.isLetterOrDigit(word.charAt(begin - 1))) {
            begin--;
        }
        boolean known = slashes > 0
                && word.charAt(slashes - 1) == ':'
                && WEB.contains(word.substring(begin, slashes - 1).toLowerCase(Locale.ROOT));
        return known ? begin : slashes;
    }

    /** Whether what has come of a word since its last mark may be the beginning of an address. */
    static boolean mayBegin(CharSequence run) {
        String begun = run.toString().toLowerCase(Locale.ROOT);
        return WWW.startsWith(begun) || WEB.stream().anyMatch(scheme -> scheme.startsWith(begun));
    }

    private static int www(String word) {
        for (int at = 0; at + WWW.length() < word.length(); at++) {
            if (word.regionMatches(true, at, WWW, 0, WWW.length())
                    && (at == 0 || !Character.isLetterOrDigit(word.charAt(at - 1)))) {
                return at;
            }
        }
        return -1;
    }

    /** Whether a target of a link or an image may name a host. One that does not is a path, a place on the page, or a mail box. */
    static boolean leadsAway(String target) {
        int query = target.indexOf('?');
        String path = query < 0 ? target : target.substring(0, query);
        boolean mail = path.regionMatches(true, 0, "mailto:", 0, 7) || path.regionMatches(true, 0, "tel:", 0, 4);
        boolean plain =
                path.indexOf(':') < 0 && path.indexOf('\\') < 0 && path.indexOf('&') < 0 && !path.contains("//");
        return !plain && !mail;
    }

    /** Whether an address ends within its host, so that what follows may be the real one. */
    static boolean isOpen(String address) {
        int slashes = address.indexOf("//");
        String rest = address.substring(slashes < 0 ? 0 : slashes + 2);
        return rest.chars().noneMatch(c -> c == '/' || c == '?' || c == '#' || c == '\\');
    }
}
