/**
 * What operators see: meters, the access log.
 *
 * <p>Called on event loops for every call, so everything here is resolved beforehand and returns at once; writing is done
 * elsewhere. What is told here, {@link dev.sluice.proxy.telemetry.metrics} counts and
 * {@link dev.sluice.proxy.telemetry.log} writes down.
 */
@NullMarked
package dev.sluice.proxy.telemetry;

import org.jspecify.annotations.NullMarked;
