package dev.sluice.plugins.route.survive;

import dev.sluice.api.Call;
import dev.sluice.plugins.route.choose.Candidate;
import dev.sluice.plugins.route.config.RouteConfig.DeadlineSettings;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How long a call may take in all: as the config says, or less if the client waits for less. SDKs say by themselves how long they wait:
 * Google's in {@code x-server-timeout}, those of OpenAI and Anthropic in {@code x-stainless-timeout} or
 * {@code x-stainless-read-timeout}, all in seconds.
 */
final class Deadline {

    /** What Google's API goes by; nobody else's has such a field. */
    private static final String SERVER_TIMEOUT = "x-server-timeout";

    private static final List<String> FIELDS =
            List.of("x-sluice-timeout", SERVER_TIMEOUT, "x-stainless-timeout", "x-stainless-read-timeout");
    private static final String GEMINI = "gemini";
    private static final double LONGEST_SECONDS = 86_400;

    private Deadline() {}

    /** Zero if nobody sets one. */
    static Duration of(Call call, DeadlineSettings settings) {
        Duration shortest = settings.total();
        for (String field : FIELDS) {
            Duration asked = seconds(call.headers().get(field));
            boolean shorter = asked.isPositive() && (shortest.isZero() || asked.compareTo(shortest) < 0);
            shortest = shorter ? asked : shortest;
        }
        return shortest;
    }

    /** An attempt that tells its provider how much time is left, if it is one that goes by it. */
    static Call told(Call call, Candidate candidate, Duration left) {
        if (!left.isPositive() || !candidate.facts().dialect().equals(GEMINI)) {
            return call;
        }
        Duration asked = seconds(call.headers().get(SERVER_TIMEOUT));
        long seconds = Math.ceilDiv(left.toMillis(), 1000);
        return asked.isPositive() && asked.toSeconds() <= seconds
                ? call
                : call.withHeaders(call.headers().with(SERVER_TIMEOUT, Long.toString(seconds)));
    }

    /** Zero of what is no number of seconds: the operator's deadline holds. */
    private static Duration seconds(@Nullable String text) {
        if (text == null) {
            return Duration.ZERO;
        }
        try {
            return Duration.ofMillis((long) (Math.min(Double.parseDouble(text.strip()), LONGEST_SECONDS) * 1000));
        } catch (NumberFormatException e) {
            return Duration.ZERO;
        }
    }
}
