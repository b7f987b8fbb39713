package dev.sluice.proxy.server;

import dev.sluice.api.json.JsonLimits;
import dev.sluice.proxy.config.ServerSettings;
import java.time.Duration;

/**
 * What one request may take, read from the config once.
 *
 * @param maxBody largest JSON body, in bytes
 * @param maxUpload largest body that is streamed through, in bytes
 * @param maxCalls most calls under way
 * @param bodyTimeout how long to wait for the next piece of a body
 * @param pace how replies are written
 * @param json what a JSON body may be
 */
record Limits(
        long maxBody, long maxUpload, int maxCalls, Duration bodyTimeout, ReplyWriter.Pace pace, JsonLimits json) {

    static Limits of(ServerSettings settings) {
        return new Limits(
                settings.maxBody().bytes(),
                settings.maxUpload().bytes(),
                settings.maxCalls(),
                settings.bodyTimeout(),
                new ReplyWriter.Pace(settings.keepAlive(), settings.writeTimeout()),
                JsonLimits.DEFAULT.withDepth(settings.maxJsonDepth()));
    }
}
