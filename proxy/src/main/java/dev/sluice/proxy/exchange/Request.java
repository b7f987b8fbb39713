package dev.sluice.proxy.exchange;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;

/**
 * A request's head.
 *
 * @param method any
 * @param uri path and query
 * @param fields all of them, {@code host} and those that frame the body included
 */
public record Request(HttpMethod method, String uri, MultiMap fields) {}
