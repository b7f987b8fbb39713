package dev.sluice.proxy.upstream.sandbox.voice;

import dev.sluice.api.dialect.Endpoint;
import java.util.Optional;

/** How the sandbox speaks one dialect. */
public interface Voice {

    /**
     * The dialect.
     *
     * @return its name
     */
    String dialect();

    /**
     * How an endpoint is answered.
     *
     * @param endpoint of this dialect
     * @return empty if the sandbox does not play it
     */
    Optional<Manner> manner(Endpoint endpoint);
}
