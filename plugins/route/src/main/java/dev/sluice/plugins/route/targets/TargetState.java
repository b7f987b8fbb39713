package dev.sluice.plugins.route.targets;

import dev.sluice.api.Target;
import dev.sluice.api.model.ModelFacts;
import dev.sluice.plugins.route.config.RouteConfig.HealthSettings;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** All that is known of one target: its facts, and what calls have shown of it. */
public final class TargetState {

    private static final Duration MEMORY = Duration.ofSeconds(30);
    private static final int RETRY_TOKENS = 10;
    private static final double RETRY_RATIO = 0.1;

    private final Target target;
    private final ModelFacts facts;
    private final Breaker breaker;
    private final RetryThrottle throttle = new RetryThrottle(RETRY_TOKENS, RETRY_RATIO);
    private final PeakEwma firstToken = new PeakEwma(MEMORY);
    private final PeakEwma whole = new PeakEwma(MEMORY);
    private final PeakEwma perToken = new PeakEwma(MEMORY);
    private final Latencies firstTokens = new Latencies();
    private final Latencies wholes = new Latencies();
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicLong tokensInFlight = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();

    /**
     * Starts to learn.
     *
     * @param target whose state it is
     * @param facts what is known beforehand
     * @param health when it is ejected
     * @param random spreads ejections
     */
    public TargetState(Target target, ModelFacts facts, HealthSettings health, RandomGenerator random) {
        this.target = target;
        this.facts = facts;
        this.breaker = new Breaker(health, random);
    }

    /** The target. */
    public Target target() {
        return target;
    }

    /** What is known of it beforehand. */
    public ModelFacts facts() {
        return facts;
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

    /** Whether it may be asked again after a failure, here or elsewhere. */
    public boolean allowsRetry() {
        return throttle.allows();
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

    /** An attempt begins; returns whether it is the probe. */
    public boolean begin(long tokens, long now) {
        inFlight.incrementAndGet();
        tokensInFlight.addAndGet(tokens);
        return breaker.begin(now);
    }

    /** An attempt is over, reply and all, whatever became of it. */
    public void end(long tokens) {
        inFlight.decrementAndGet();
        tokensInFlight.addAndGet(-tokens);
    }

    /** A reply began, or came whole. */
    public void succeeded(boolean streamed, long took, boolean probe, long now) {
        (streamed ? firstToken : whole).observe((double) took, now);
        (streamed ? firstTokens : wholes).record(took);
        throttle.succeeded();
        breaker.succeeded(probe, now);
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

    /** It asked for a pause, or refuses the credentials: no calls for a while. */
    public void park(Duration time, String why, long now) {
        breaker.park(time, why, now);
    }
}
