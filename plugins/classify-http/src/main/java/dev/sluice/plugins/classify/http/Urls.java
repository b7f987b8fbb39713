package dev.sluice.plugins.classify.http;

import java.net.URI;
import java.time.Duration;

/** What every service's config has to be. */
final class Urls {

    private Urls() {}

    static void check(URI url, Duration timeout) {
        if (!"https".equals(url.getScheme()) && !"http".equals(url.getScheme())) {
            throw new IllegalArgumentException("expected a url that begins with https:// or http://, found " + url);
        }
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("expected a timeout of more than 0s, found " + timeout);
        }
    }
}
