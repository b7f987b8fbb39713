package dev.sluice.proxy.chain;

import dev.sluice.api.Call;
import dev.sluice.api.Decision;
import dev.sluice.api.OnError;
import dev.sluice.api.plugin.Timers;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is told of one filter at its place in a chain: to the meter, to the call's journal, and of its failures to the log.
 *
 * <p>The log gets the call's id and the failure, and nothing of the call's content but what a filter puts into its own
 * exceptions. Of one that fails at every call it gets {@value #MOST} a minute, and then how many there were besides.
 */
final class Account {

    private static final Logger LOG = LoggerFactory.getLogger(Account.class);
    private static final int MOST = 10;
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    private final Link link;
    private final FilterMeter meter;
    private final Timers timers;
    private long since;
    private long failures;

    Account(Link link, FilterMeter meter, Timers timers) {
        this.link = link;
        this.meter = meter;
        this.timers = timers;
        this.since = timers.nanoTime();
    }

    void took(Call call, long nanos) {
        meter.took(link.name(), nanos);
        call.journal().took(link.name(), Duration.ofNanos(nanos));
    }

    void failed(Call call, Throwable failure) {
        meter.failed(link.name(), failure);
        call.journal()
                .decide(new Decision(link.name(), "failed", failure.getClass().getSimpleName()));
        if (isLogged()) {
            String follows = link.onError() == OnError.SKIP ? "skip" : "fail";
            LOG.error("{}: the filter '{}' failed (on-error: {})", call.id(), link.name(), follows, failure);
        }
    }

    private synchronized boolean isLogged() {
        long now = timers.nanoTime();
        if (now - since >= MINUTE) {
            if (failures > MOST) {
                LOG.error("The filter '{}' failed {} times more than was logged", link.name(), failures - MOST);
            }
            since = now;
            failures = 0;
        }
        return ++failures <= MOST;
    }
}
