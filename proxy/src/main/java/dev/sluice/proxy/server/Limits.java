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
 * @param maxCalls most calls under way
 * @param bodyTimeout how long to wait for the next piece of a body
 * @param pace how replies are written
 * @param json what a JSON body may be
 */
record Limits(
        long maxBody,
        long maxBodies,
        long maxUpload,
        int maxCalls,
        Duration bodyTimeout,
        ReplyWriter.Pace pace,
        JsonLimits json) {

    /** The rest is for what is made of bodies, for replies, and for all else. */
    private static final int SHARE_OF_HEAP = 4;

    static Limits of(ServerSettings settings) {
        return new Limits(
                settings.maxBody().bytes(),
                settings.maxBodies() == null
                        ? Math.max(
                                settings.maxBody().bytes(), Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP)
                        : settings.maxBodies().bytes(),
                settings.maxUpload().bytes(),
                settings.maxCalls(),
                settings.bodyTimeout(),
                new ReplyWriter.Pace(settings.keepAlive(), settings.writeTimeout()),
                JsonLimits.DEFAULT.withDepth(settings.maxJsonDepth()));
    }
}
