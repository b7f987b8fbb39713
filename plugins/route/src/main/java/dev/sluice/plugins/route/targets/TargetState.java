package dev.sluice.plugins.route.targets;

import dev.sluice.api.Target;
import dev.sluice.plugins.route.config.RouteConfig.HealthSettings;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** What calls have shown of one target. */
public final class TargetState {

    private static final Duration MEMORY = Duration.ofSeconds(30);
    private static final int RETRY_TOKENS = 10;
    private static final double RETRY_RATIO = 0.1;
    private static final long NEVER = Long.MIN_VALUE;

    private final Target target;
    private final Breaker breaker;
    private final @Nullable Capacity capacity;
    private final RetryThrottle throttle = new RetryThrottle(RETRY_TOKENS, RETRY_RATIO);
    private final PeakEwma firstToken = new PeakEwma(MEMORY);
    private final PeakEwma whole = new PeakEwma(MEMORY);
    private final PeakEwma perToken = new PeakEwma(MEMORY);
    private final Latencies firstTokens = new Latencies();
    private final Latencies wholes = new Latencies();
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicLong tokensInFlight = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();
    private volatile long answeredAt = NEVER;

    /**
     * How many calls a target takes at a time, and where the others wait.
     *
     * @param limit its own
     * @param room shared with other targets
     */
    record Capacity(AimdLimit limit, WaitingRoom room) {}

    /**
     * Starts to learn.
     *
     * @param target whose state it is
     * @param health when it is ejected
     * @param random spreads ejections
     */
    public TargetState(Target target, HealthSettings health, RandomGenerator random) {
        this(target, health, random, null);
    }

    TargetState(Target target, HealthSettings health, RandomGenerator random, @Nullable Capacity capacity) {
        this.target = target;
        this.breaker = new Breaker(health, random);
        this.capacity = capacity;
    }

    /** The target. */
    public Target target() {
        return target;
    }

    /** Whether calls are welcome. */
    public boolean isHealthy(long now) {
        return breaker.gate(now) == Breaker.Gate.OPEN;
    }

    /** Whether one call is wanted to find out if it has recovered. */
    public boolean wantsProbe(long now) {
        return breaker.gate(now) == Breaker.Gate.PROBE;
    }

    /** How long it stays ejected; zero if it is not. */
    public Duration ejectedFor(long now) {
        return breaker.isOpen() ? Duration.ofNanos(Math.max(0, breaker.until() - now)) : Duration.ZERO;
    }

    /** Why it is ejected; empty if it is not. */
    public String ejectedBecause() {
        return breaker.reason();
    }

    /** Whether it is ejected. */
    public boolean isEjected() {
        return breaker.isOpen();
    }

    /** Whether it may be asked after a failure, here or elsewhere, where so many retries may wait for its next answer. */
    public boolean allowsRetry(int room) {
        return throttle.allows(room);
    }

    /** Such an attempt begins; {@link #retryOver} is told what this returns. */
    public int retryBegins() {
        return throttle.begin();
    }

    /** It was answered, has failed, or was given up. */
    public void retryOver(int begunIn) {
        throttle.end(begunIn);
    }

    /** Attempts under way. */
    public int inFlight() {
        return inFlight.get();
    }

    /** Tokens, as far as they can be guessed, of the attempts under way. */
    public long tokensInFlight() {
        return tokensInFlight.get();
    }

    /** Failures since the start. */
    public long failures() {
        return failures.get();
    }

    /** What remains of its retry tokens. */
    public double retryTokens() {
        return throttle.tokens();
    }

    /** How many calls it takes at a time; 0 if nobody bounds them. */
    public int limit() {
        return capacity == null ? 0 : capacity.limit().limit();
    }

    /** Calls that it lets in per nanosecond when it is full; 0 while nobody can say. */
    public double rate() {
        return capacity == null ? 0 : capacity.limit().rate();
    }

    /** Whether it answered a call since then. */
    public boolean answeredSince(long then) {
        return answeredAt != NEVER && answeredAt - then >= 0;
    }

    /**
     * How long a reply is expected to take to begin, in nanoseconds.
     *
     * @param streamed whether the call asks for a stream; else the whole reply counts
     */
    public double latency(boolean streamed, long now) {
        return (streamed ? firstToken : whole).at(now);
    }

    /** Nanoseconds for each further token of a stream. */
    public double perToken(long now) {
        return perToken.at(now);
    }

    /** The 95th percentile of the latency; null while too few calls have shown it. */
    public @Nullable Duration p95(boolean streamed) {
        return (streamed ? firstTokens : wholes).p95();
    }

    /** Takes room for one attempt, if there is any: {@link #begin} follows, or {@link #leave}. */
    public boolean tryEnter() {
        return capacity == null || capacity.limit().tryAcquire();
    }

    /** Gives room back that no attempt was made in. */
    public void leave() {
        if (capacity != null) {
            capacity.limit().cancel();
            capacity.room().freed(this);
        }
    }

    /** An attempt begins that has room; returns whether it is the probe. */
    public boolean begin(long tokens, long now) {
        inFlight.incrementAndGet();
        tokensInFlight.addAndGet(tokens);
        return breaker.begin(now);
    }

    /** An attempt is over, reply and all, whatever became of it, so many nanoseconds after it began. */
    public void end(long tokens, long took) {
        inFlight.decrementAndGet();
        tokensInFlight.addAndGet(-tokens);
        if (capacity != null) {
            capacity.limit().release(took);
            capacity.room().freed(this);
        }
    }

    /** A reply began, or came whole. */
    public void succeeded(boolean streamed, long took, boolean probe, long now) {
        (streamed ? firstToken : whole).observe((double) took, now);
        (streamed ? firstTokens : wholes).record(took);
        opened(probe, now);
    }

    /** A session was opened. */
    public void opened(boolean probe, long now) {
        throttle.succeeded();
        breaker.succeeded(probe, now);
        answeredAt = now;
        if (capacity != null) {
            capacity.limit().answered();
        }
    }

    /** A stream ended as it should. */
    public void streamed(double nanosPerToken, long now) {
        perToken.observe(nanosPerToken, now);
    }

    /** An attempt was given up: it would have taken at least so long. */
    public void tookAtLeast(boolean streamed, long took, long now) {
        if (took > latency(streamed, now)) {
            (streamed ? firstToken : whole).observe((double) took, now);
        }
    }

    /** An attempt was given up for a reason that says nothing of the target. */
    public void abandoned(boolean probe) {
        breaker.abandoned(probe);
    }

    /** Its rate is used up: that takes a retry token, too, though it is no failure of its own. */
    public void limited() {
        throttle.failed();
    }

    /** It had too much to do for an attempt that began then. */
    public void overloaded(long begunAt, long now) {
        if (capacity != null) {
            capacity.limit().refused(begunAt, now);
        }
    }

    /** An attempt failed by the target's fault; returns whether that ejected it. */
    public boolean failed(String why, boolean probe, long now) {
        failures.incrementAndGet();
        throttle.failed();
        return breaker.failed(probe, why, now);
    }

    /** It is much slower than its peers; returns whether that ejected it. */
    public boolean tooSlow(String why, long now) {
        return breaker.ejectNow(why, now);
    }

    /** It asked for a pause, or refuses the credentials: no calls for a while. Returns whether that is news. */
    public boolean park(Duration time, String why, long now) {
        return breaker.park(time, why, now);
    }

    /** Somebody else found that it has recovered: it wants a probe. */
    public void mayBeBack(long now) {
        breaker.probeFrom(now);
    }

    /** What it was ejected for, if it was for that, holds no longer. */
    public void forgive(String because) {
        breaker.forgive(because);
    }
}
