package dev.sluice.plugins.guard;

import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * Whether an address names a host that is not on a list.
 *
 * <p>The host is read as browsers read it: after the last {@code @}, a backslash counts as a slash, and what cannot be read as
 * a host is on no list.
 */
record UrlList(List<String> allowed) implements Predicate<String> {

    UrlList {
        allowed = allowed.stream().map(host -> host.toLowerCase(Locale.ROOT)).toList();
    }

    @Override
    public boolean test(String address) {
        String host = host(address);
        return allowed.stream().noneMatch(known -> host.equals(known) || host.endsWith("." + known));
    }

    static String host(String address) {
        String rest = address.strip().toLowerCase(Locale.ROOT).replace('\\', '/');
        int slashes = rest.indexOf("//");
        rest = slashes < 0 ? rest : rest.substring(slashes + 2);
        int end = rest.length();
        for (char stop : new char[] {'/', '?', '#'}) {
            int at = rest.indexOf(stop);
            end = at >= 0 && at < end ? at : end;
        }
        String authority = rest.substring(0, end);
        String host = authority.substring(authority.lastIndexOf('@') + 1);
        int port = host.lastIndexOf(':');
        String bare = port < 0 ? host : host.substring(0, port);
        return bare.endsWith(".") ? bare.substring(0, bare.length() - 1) : bare;
    }
}
