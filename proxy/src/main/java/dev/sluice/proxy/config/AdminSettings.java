package dev.sluice.proxy.config;

import dev.sluice.api.config.Default;
import dev.sluice.api.config.Doc;
import dev.sluice.api.config.HostPort;
import dev.sluice.api.config.Secret;
import org.jspecify.annotations.Nullable;

/** The admin listener. */
@Doc("Health, metrics and the admin API.")
public record AdminSettings(
        @Default("127.0.0.1:9090") @Doc("Address and port. Beyond loopback a token is required.")
        HostPort listen,

        @Doc("What callers of /admin send as a bearer token.") @Nullable Secret token) {

    /**
     * Whether nobody but this machine's users and holders of the token can reach it.
     *
     * @return false if it must not be served
     */
    public boolean isGuarded() {
        return token != null || listen.isLoopback();
    }
}
