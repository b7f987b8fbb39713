package dev.sluice.proxy.state.redis;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is wrong with which connection to Redis. Thread-safe; says it in the log when it begins, and when it is over. */
final class Health {

    private static final Logger LOG = LoggerFactory.getLogger(Health.class);

    private final Map<Object, String> troubles = new ConcurrentHashMap<>();

    void trouble(Object connection, String why) {
        boolean begins = troubles.isEmpty();
        troubles.put(connection, why);
        if (begins) {
            LOG.atWarn()
                    .addKeyValue("reason", why)
                    .log("The shared state cannot be reached: {}. Each use does what its fallback says.", why);
        }
    }

    void well(Object connection) {
        if (troubles.remove(connection) != null && troubles.isEmpty()) {
            LOG.info("The shared state can be reached again.");
        }
    }

    /** What is wrong with one. */
    String of(Object connection) {
        return troubles.getOrDefault(connection, "it is being connected to");
    }

    /** What is wrong; empty if all is well. */
    List<String> all() {
        return troubles.values().stream().distinct().sorted().toList();
    }
}
