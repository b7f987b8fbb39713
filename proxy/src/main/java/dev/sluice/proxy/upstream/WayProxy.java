package dev.sluice.proxy.upstream;

import io.vertx.core.net.ProxyOptions;
import io.vertx.core.net.ProxyType;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The HTTP proxy on the way to a provider, as a URL names it: {@code http://user:password@host:port}. */
final class WayProxy {

    private static final int USUAL_PORT = 3128;

    private WayProxy() {}

    /**
     * Looks whether a URL names a proxy.
     *
     * @throws WrongSetting if it names none; does not tell its user and password
     */
    static void check(@Nullable URI url) {
        if (url != null && (Authority.of(url) == null || !"http".equals(url.getScheme()))) {
            throw new WrongSetting(
                    "proxy",
                    "expected a proxy such as http://proxy.example.com:3128, found " + Authority.withoutUser(url));
        }
    }

    /** What Vert.x is told of it; null if there is none. User and password go to the proxy alone, as Basic has them. */
    static @Nullable ProxyOptions options(@Nullable URI url) {
        Authority authority = url == null ? null : Authority.of(url);
        if (url == null || authority == null) {
            return null;
        }
        ProxyOptions options = new ProxyOptions()
                .setType(ProxyType.HTTP)
                .setHost(authority.host())
                .setPort(authority.portOr(USUAL_PORT));
        String user = Authority.user(url);
        if (user != null) {
            int colon = user.indexOf(':');
            options.setUsername(decoded(colon < 0 ? user : user.substring(0, colon)))
                    .setPassword(colon < 0 ? "" : decoded(user.substring(colon + 1)));
        }
        return options;
    }

    /** In a URL a plus is a plus, unlike in a form. */
    private static String decoded(String part) {
        return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
