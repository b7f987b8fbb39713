package dev.sluice.proxy.config;

import dev.sluice.api.config.Default;
import dev.sluice.api.config.Doc;
import java.time.Duration;

/** How long to wait for an upstream; each timer is its own. */
@Doc("How long to wait for an upstream; each timer is its own.")
public record TimeoutSettings(
        @Default("5s") @Doc("For a connection, TLS included.")
        Duration connect,

        @Default("5m")
        @Doc("For the first byte of the reply, once the request is sent; for a realtime session, until it is open.")
        Duration firstByte,

        @Default("2m")
        @Doc(
                "For the next byte of a reply that has begun; not of a realtime session, which server.idle-timeout bounds.")
        Duration idle,

        @Default("30m") @Doc("For all of one attempt; not for a realtime session, which server.max-session bounds.")
        Duration total,

        @Default("20s") @Doc("After which an unused connection is closed: before the provider does.")
        Duration pooled) {}
