package dev.sluice.proxy.config.engine;

import dev.sluice.api.config.NamedNode;
import java.util.function.Consumer;

/**
 * What everybody who binds a part of one file shares.
 *
 * @param onNamed sees each named node when it is reached, and may bind it to have its problems reported with the others
 */
record Loading(SourceText source, Environment environment, Provenance provenance, Consumer<NamedNode> onNamed) {

    Loading(SourceText source, Environment environment) {
        this(source, environment, new Provenance(), named -> {});
    }

    Loading reporting(Consumer<NamedNode> consumer) {
        return new Loading(source, environment, provenance, consumer);
    }

    /** The same without its observer, for nodes that outlive the binding and must not keep the observer alive. */
    Loading unobserved() {
        return reporting(named -> {});
    }
}
