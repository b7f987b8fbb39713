package dev.sluice.proxy.state.redis;

import dev.sluice.api.state.Limit;
import dev.sluice.api.state.Standing;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.Objects;

/** The numbers that the script answered with, read one after the other. */
final class Answer {

    private final Response numbers;
    private final long now;
    private int at = 1;

    Answer(Response numbers) {
        this.numbers = numbers;
        this.now = number(0);
    }

    /** The server's time, in milliseconds since the epoch. */
    long now() {
        return now;
    }

    long next() {
        return number(at++);
    }

    Standing standing(Limit limit) {
        long spent = next();
        long held = next();
        boolean fits = next() > 0;
        Duration reset = Duration.ofMillis(next());
        long retry = next();
        return new Standing(limit, spent, held, fits, reset, retry < 0 ? null : Duration.ofMillis(retry));
    }

    private long number(int place) {
        return Objects.requireNonNull(numbers.get(place).toLong(), "the script answers with numbers");
    }
}
