/**
 * Numbers for operators, as Prometheus reads them.
 *
 * <p>What happens for every call is counted in adders that are found by one lookup of a record, a few dozen nanoseconds
 * each: {@link dev.sluice.proxy.telemetry.metrics.PrometheusCallMeter}. What happens seldom goes through Micrometer:
 * {@link dev.sluice.proxy.telemetry.metrics.Metrics}. Both are scraped as one.
 *
 * <p>No label can grow without bound: each kind of series is capped, and what is beyond the cap is counted under
 * {@code other}.
 */
@NullMarked
package dev.sluice.proxy.telemetry.metrics;

import org.jspecify.annotations.NullMarked;
