package dev.sluice.proxy.state.redis;

import dev.sluice.api.state.Quotas;
import dev.sluice.api.state.Use;
import java.time.Instant;
import java.util.UUID;

/** A real Redis whose quotas go by a clock that a test sets. */
public final class SteeredRedis implements AutoCloseable {

    private static final String CLOCK = "local time = redis.call('TIME')";
    private static final String STEERED = "local time = redis.call('LRANGE', 'clock', 0, 1)";

    private final TestRedis redis = TestRedis.start();
    private final Replica replica;

    public SteeredRedis() {
        setClock(Instant.now());
        replica = new Replica(Replica.settings(redis.port()), 1, steered(Script.load("quota.lua"))).open();
    }

    /** Quotas that nobody has used. */
    public Quotas quotas() {
        return replica.state.quotas(new Use("test-" + UUID.randomUUID(), Use.Fallback.FAIL));
    }

    /** Sets the clock, forwards or back. */
    public void setClock(Instant now) {
        String micros = Long.toString(now.getNano() / 1000);
        redis.command("DEL", "clock");
        redis.command("RPUSH", "clock", Long.toString(now.getEpochSecond()), micros);
    }

    private static Script steered(Script script) {
        if (!script.text().contains(CLOCK)) {
            throw new IllegalStateException("the script asks for the time in another way than " + CLOCK);
        }
        return Script.of(script.text().replace(CLOCK, STEERED));
    }

    @Override
    public void close() {
        replica.close();
        redis.close();
    }
}
