package dev.sluice.proxy.config;

import dev.sluice.api.config.DataSize;
import dev.sluice.api.config.Default;
import dev.sluice.api.config.Doc;
import dev.sluice.api.config.HostPort;
import dev.sluice.api.config.Max;
import dev.sluice.api.config.Min;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The data plane's listener and its limits. */
@Doc("The data plane's listener and its limits.")
public record ServerSettings(
        @Default("127.0.0.1:8080") @Doc("Address and port.") HostPort listen,

        @Doc("Say 'open' to serve beyond loopback to anybody, without a filter that knows callers.") @Nullable AccessPolicy access,

        @Doc("Without it, plain HTTP/1.1 and h2c are served.") @Nullable TlsSettings tls,

        @Default("0") @Min(0) @Max(1024) @Doc("Event loops; 0 for one per processor.")
        int eventLoops,

        @Default("32MiB") @Doc("Largest JSON body of a request.")
        DataSize maxBody,

        @Doc(
                "Most that the JSON bodies of all calls under way may have together; more get a 503 with retry-after. A quarter of the heap if not given.")
        @Nullable DataSize maxBodies,

        @Doc(
                "Most that the replies of all calls under way which are taken in whole may have together; more become a 503 with retry-after. A quarter of the heap if not given.")
        @Nullable DataSize maxReplies,

        @Default("1GiB") @Doc("Largest body that is streamed through, such as an upload.")
        DataSize maxUpload,

        @Default("64KiB") @Doc("Largest header of a request.")
        DataSize maxHeader,

        @Default("8KiB") @Doc("Longest request line.") DataSize maxRequestLine,

        @Default("256") @Min(8) @Max(1024) @Doc("Deepest nesting of a JSON body.")
        int maxJsonDepth,

        @Default("20000") @Min(1) @Doc("Most open connections; more are closed at once.")
        int maxConnections,

        @Default("10000") @Min(1) @Doc("Most calls under way; more get a 503 with retry-after.")
        int maxCalls,

        @Default("10s") @Doc("Time for a client to send the header of a request.")
        Duration headerTimeout,

        @Default("60s") @Doc("Time for a client to send the next piece of a body.")
        Duration bodyTimeout,

        @Default("120s")
        @Doc(
                "Time after which a connection without a call is closed, and a realtime session of which one side sends nothing, not even a pong.")
        Duration idleTimeout,

        @Default("60s")
        @Doc("Time that a client, or the provider of a realtime session, may take to read what waits for it.")
        Duration writeTimeout,

        @Default("15s")
        @Doc(
                "A comment is sent on an event stream, and a ping to a side of a realtime session, that was silent for so long; 0s for never, but pings come after half the idle-timeout at the latest.")
        Duration keepAlive,

        @Default("2h") @Doc("Longest time that a realtime session may be open; 0s for any.")
        Duration maxSession,

        @Default("30s")
        @Doc(
                "Time that calls have to end after SIGTERM; realtime sessions are closed with 1012 a second before it is over.")
        Duration drain,

        @Default("10s") @Doc("Time that a filter may take by itself for one call.")
        Duration filterTimeout,

        @Default("drop") @Doc("What becomes of forwarded and x-forwarded-* fields.")
        ForwardedPolicy forwarded) {

    public ServerSettings {
        if (maxBodies != null && maxBodies.bytes() < maxBody.bytes()) {
            throw new IllegalArgumentException("expected max-bodies of at least max-body (" + maxBody.bytes()
                    + " bytes), found " + maxBodies.bytes() + ": raise the one or lower the other");
        }
    }

    /** Who may call where no filter asks. */
    public enum AccessPolicy {
        /** Anybody who can connect. */
        OPEN
    }

    /** What becomes of fields that say where a request came from. */
    public enum ForwardedPolicy {
        /** Providers learn nothing of the client. */
        DROP,
        /** As they came. */
        PASS,
        /** The client's address is added to what came. */
        APPEND
    }
}
