package dev.sluice.api;

import dev.sluice.api.dialect.Endpoint;

/** What whole and streamed replies have in common. */
record Head(int status, Headers headers, Endpoint endpoint, Stopwatch stopwatch, Origin origin, Metering metering) {

    /** The head of a reply that nobody was asked for yet. */
    static Head of(int status, Headers headers, Endpoint endpoint, Stopwatch stopwatch) {
        return new Head(status, headers, endpoint, stopwatch, Origin.INSIDE, Metering.NONE);
    }

    Head withHeaders(Headers changed) {
        return new Head(status, changed, endpoint, stopwatch, origin, metering);
    }

    Head withOrigin(Origin changed) {
        return new Head(status, headers, endpoint, stopwatch, changed, metering);
    }

    Head withMetering(Metering changed) {
        return new Head(status, headers, endpoint, stopwatch, origin, changed);
    }
}
