package dev.sluice.proxy.boot;

import dev.sluice.proxy.config.RouteSettings;
import java.util.Set;

/** The route of a config that has none: every call goes through the chain {@code default}, or through no filter at all. */
final class DefaultRoute {

    static final String NAME = "default";

    private DefaultRoute() {}

    static RouteSettings of(Set<String> chains) {
        String chain = chains.contains(NAME) ? NAME : "";
        return new RouteSettings(NAME, null, chain, null, null);
    }
}
