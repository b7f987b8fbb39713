package dev.sluice.proxy.upstream;

import dev.sluice.api.Body;
import dev.sluice.api.Call;
import io.vertx.core.MultiMap;

/**
 * A request as it is about to leave.
 *
 * @param call what is asked, in the provider's dialect, with a target of the provider
 * @param origin where it goes; its {@link Origin#uri} makes of {@code uri} what stands in the request
 * @param uri path and query as the dialect has them, with the provider's own name of the model
 * @param fields the header, credentials included; nobody else's: to be changed in place
 * @param body all there, unless it is an upload
 */
public record Outgoing(Call call, Origin origin, String uri, MultiMap fields, Body body) {

    /**
     * Sends it elsewhere at the same origin.
     *
     * @param changed path and query
     * @return a copy
     */
    public Outgoing withUri(String changed) {
        return new Outgoing(call, origin, changed, fields, body);
    }

    /**
     * Sends something else.
     *
     * @param changed the body
     * @return a copy
     */
    public Outgoing withBody(Body changed) {
        return new Outgoing(call, origin, uri, fields, changed);
    }
}
