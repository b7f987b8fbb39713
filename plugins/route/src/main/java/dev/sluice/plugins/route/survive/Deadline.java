package dev.sluice.plugins.route.survive;

import dev.sluice.api.Call;
import dev.sluice.plugins.route.config.RouteConfig.DeadlineSettings;
import java.time.Duration;

/** How long a call may take in all: as the config says, or less if the client asks for less. */
final class Deadline {

    private static final String HEADER = "x-sluice-timeout";

    private Deadline() {}

    /** Zero if nobody sets one. */
    static Duration of(Call call, DeadlineSettings settings) {
        Duration own = settings.total();
        String asked = call.headers().get(HEADER);
        if (asked == null) {
            return own;
        }
        try {
            Duration clients = Duration.ofMillis((long) (Double.parseDouble(asked.strip()) * 1000));
            boolean shorter = clients.isPositive() && (own.isZero() || clients.compareTo(own) < 0);
            return shorter ? clients : own;
        } catch (NumberFormatException e) {
            return own; // Not a number of seconds: the operator's deadline holds.
        }
    }
}
