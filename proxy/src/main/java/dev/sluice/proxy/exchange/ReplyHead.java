package dev.sluice.proxy.exchange;

import io.vertx.core.MultiMap;

/**
 * A reply's head; those of informational replies that come before it are passed over.
 *
 * @param status as it came: any number of three digits
 * @param fields as they came
 */
public record ReplyHead(int status, MultiMap fields) {}
