package dev.sluice.proxy.server;

import dev.sluice.api.json.JsonLimits;
import dev.sluice.proxy.config.ServerSettings;
import java.time.Duration;

/**
 * What one request may take, read from the config once.
 *
 * @param maxBody largest JSON body, in bytes
 * @param maxBodies what all JSON bodies of calls under way may have together, in bytes
 * @param maxUpload largest body that is streamed through, in bytes
 * @param maxTarget longest path and query, in characters
 * @param maxCalls most calls under way
 * @param bodyTimeout how long to wait for the next piece of a body
 * @param pace how replies are written
 * @param session how long either side of a session may take for what
 * @param json what a JSON body may be
 */
record Limits(
        long maxBody,
        long maxBodies,
        long maxUpload,
        long maxTarget,
        int maxCalls,
        Duration bodyTimeout,
        ReplyWriter.Pace pace,
        Relay.Bounds session,
        JsonLimits json) {

    /** The rest is for what is made of bodies, for replies, and for all else. */
    private static final int SHARE_OF_HEAP = 4;

    /**
     * Reads them.
     *
     * @param silence how long a connection may say nothing, which is the listener's and set when that begins to listen
     */
    static Limits of(ServerSettings settings, Duration silence) {
        return new Limits(
                settings.maxBody().bytes(),
                settings.maxBodies() == null
                        ? Math.max(
                                settings.maxBody().bytes(), Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP)
                        : settings.maxBodies().bytes(),
                settings.maxUpload().bytes(),
                settings.maxRequestLine().bytes(),
                settings.maxCalls(),
                settings.bodyTimeout(),
                new ReplyWriter.Pace(settings.keepAlive(), settings.writeTimeout()),
                Relay.Bounds.of(settings, silence),
                JsonLimits.DEFAULT.withDepth(settings.maxJsonDepth()));
    }
}
