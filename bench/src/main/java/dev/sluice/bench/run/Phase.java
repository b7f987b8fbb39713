package dev.sluice.bench.run;

import dev.sluice.bench.wire.ReplyShape;
import java.time.Duration;

/**
 * One thing that is measured.
 *
 * @param requestBytes size of the request's body
 * @param settle load before the window, which is not counted
 * @param window load that is counted
 */
public record Phase(
        String name, ReplyShape shape, int requestBytes, Arrival arrival, Duration settle, Duration window) {

    public static final String CLOSED = "closed-";
    public static final String STREAM = "stream";
    public static final String SINGLE = "single";
    public static final String LOW = "low";
    public static final String HALF = "half";
    public static final String CROWD = "crowd";

    Phase arrivingAs(Arrival newArrival) {
        return new Phase(name, shape, requestBytes, newArrival, settle, window);
    }

    Phase lasting(Duration newWindow) {
        return new Phase(name, shape, requestBytes, arrival, settle, newWindow);
    }
}
