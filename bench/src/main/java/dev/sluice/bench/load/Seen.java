package dev.sluice.bench.load;

/**
 * What the client's side saw in one window.
 *
 * @param calls replies that ended in it
 * @param events streamed events that came in it
 * @param latency from the moment a call was to be sent to the last byte of its reply
 * @param firstEvent from that moment to the first byte of a streamed reply's body
 * @param eventLag from the upstream's write of an event to its read here; one event a read is looked at
 */
public record Seen(long calls, long events, Percentiles latency, Percentiles firstEvent, Percentiles eventLag) {}
