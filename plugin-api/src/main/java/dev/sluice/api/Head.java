package dev.sluice.api;

import dev.sluice.api.dialect.Endpoint;

/** What whole and streamed replies have in common. */
record Head(int status, Headers headers, Endpoint endpoint, Stopwatch stopwatch, Origin origin) {

    Head withHeaders(Headers changed) {
        return new Head(status, changed, endpoint, stopwatch, origin);
    }

    Head withOrigin(Origin changed) {
        return new Head(status, headers, endpoint, stopwatch, changed);
    }
}
