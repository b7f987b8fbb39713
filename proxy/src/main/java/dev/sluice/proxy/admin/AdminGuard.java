package dev.sluice.proxy.admin;

import dev.sluice.api.config.HostPort;
import dev.sluice.api.config.Secret;
import dev.sluice.proxy.config.AdminSettings;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/**
 * Keeps strangers off the admin listener: callers without the token, and pages of other sites in a browser that can reach
 * it. Those come by a name of their own that resolves to loopback (so the host is checked there), or send a form across (so
 * the origin is checked wherever something is changed).
 */
final class AdminGuard implements Handler<RoutingContext> {

    private static final String BEARER = "Bearer ";

    private final boolean loopback;
    private final @Nullable Secret token;

    private AdminGuard(boolean loopback, @Nullable Secret token) {
        this.loopback = loopback;
        this.token = token;
    }

    /**
     * Makes the guard of a listener.
     *
     * @throws IllegalStateException if nothing would guard it
     */
    static AdminGuard of(AdminSettings settings) {
        if (!settings.isGuarded()) {
            throw new IllegalStateException("admin.listen is " + settings.listen()
                    + ", which others can reach, and admin.token is not set. Set admin.token, such as ${SLUICE_ADMIN_TOKEN}, "
                    + "or listen on 127.0.0.1.");
        }
        return new AdminGuard(settings.listen().isLoopback(), settings.token());
    }

    @Override
    public void handle(RoutingContext context) {
        HttpServerRequest request = context.request();
        context.response().putHeader("cache-control", "no-store").putHeader("x-content-type-options", "nosniff");
        if (loopback && !isLocalName(request.authority())) {
            Answers.problem(
                    context, 403, "Host not allowed", "Ask for this listener by 127.0.0.1, [::1] or localhost.");
        } else if (changes(request) && isForeign(request)) {
            Answers.problem(context, 403, "Origin not allowed", "Pages of other sites may not change anything here.");
        } else if (context.normalizedPath().startsWith("/admin") && !isKnown(request)) {
            context.response().putHeader("www-authenticate", "Bearer");
            Answers.problem(
                    context, 401, "Token required", "Send 'authorization: Bearer' with the value of admin.token.");
        } else {
            context.next();
        }
    }

    private boolean isKnown(HttpServerRequest request) {
        if (token == null) {
            return true;
        }
        String sent = request.getHeader("authorization");
        return sent != null
                && sent.regionMatches(true, 0, BEARER, 0, BEARER.length())
                && token.matches(sent.substring(BEARER.length()).strip());
    }

    private static boolean changes(HttpServerRequest request) {
        return !request.method().equals(HttpMethod.GET) && !request.method().equals(HttpMethod.HEAD);
    }

    /** Whether a browser says that the request comes from a page that was not served here; other clients say nothing. */
    private static boolean isForeign(HttpServerRequest request) {
        String origin = request.getHeader("origin");
        HostAndPort here = request.authority();
        boolean ours = origin == null || (here != null && origin.equalsIgnoreCase(request.scheme() + "://" + here));
        return !ours || "cross-site".equals(request.getHeader("sec-fetch-site"));
    }

    private static boolean isLocalName(@Nullable HostAndPort authority) {
        return authority != null && isLoopback(authority.host());
    }

    private static boolean isLoopback(String host) {
        String bare = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        return new HostPort(bare, 0).isLoopback();
    }
}
