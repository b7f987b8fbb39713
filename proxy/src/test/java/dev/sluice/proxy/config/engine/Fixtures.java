package dev.sluice.proxy.config.engine;

import dev.sluice.api.config.Binds;
import dev.sluice.api.config.ConfigException;
import dev.sluice.api.config.ConfigNode;
import dev.sluice.api.config.DataSize;
import dev.sluice.api.config.Default;
import dev.sluice.api.config.Doc;
import dev.sluice.api.config.HostPort;
import dev.sluice.api.config.Max;
import dev.sluice.api.config.Min;
import dev.sluice.api.config.NamedNode;
import dev.sluice.api.config.Problem;
import dev.sluice.api.config.Secret;
import dev.sluice.api.config.Shorthand;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;

/** Config records that use all that the engine can do, and short ways to bind them. */
final class Fixtures {

    private Fixtures() {}

    @Doc("A shop that sells tea.")
    record Shop(
            @Doc("Where it listens.") @Default("127.0.0.1:8080")
            HostPort listen,

            @Default("30s") Duration timeout,
            @Default("1MiB") @Doc("The largest order.") DataSize maxSize,
            @Min(0) @Max(2) @Nullable Double temperature,
            @Default("3") @Min(1) int retries,
            @Default("true") boolean open,
            @Default("cheapest-fit") Strategy strategy,
            Optional<URI> site,
            Set<Strategy> allowed,
            List<String> teas,
            Map<String, Supplier> suppliers,
            @Default("{}") Cache cache,
            Optional<Sink> sink,
            Map<String, Object> extra,
            @Binds(Account.class) Map<String, ConfigNode> accounts,
            Map<String, List<NamedNode>> chains) {}

    enum Strategy {
        CHEAPEST_FIT,
        ROUND_ROBIN
    }

    @Shorthand("name")
    record Supplier(
            @Doc("Who it is.") String name, @Default("1") int weight) {
        Supplier {
            if (name.contains(" ")) {
                throw new IllegalArgumentException("expected a name without blanks, found '" + name + "'");
            }
        }
    }

    @Doc("Keeps answers.")
    record Cache(@Default("1h") Duration ttl, @Default("10") long entries) {}

    record Account(
            @Doc("The key.") Secret apiKey,
            @Default("https://api.example.com") URI baseUrl) {}

    record Common(
            @Default("fail") @Doc("What a failure means.") String onError) {}

    @Doc("Slows callers down.")
    record LimitConfig(@Doc("How many calls a minute.") int requestsPerMinute) {}

    sealed interface Sink permits FileSink, StdoutSink {}

    record FileSink(java.nio.file.Path path) implements Sink {}

    record StdoutSink(@Default("false") boolean color) implements Sink {}

    static ConfigDocument document(String yaml) {
        return document(yaml, Map.of());
    }

    static ConfigDocument document(String yaml, Map<String, String> variables) {
        return ConfigDocument.parse("shop.yaml", yaml, Environment.of(variables, Map.of("key.txt", "from-the-file\n")));
    }

    static Shop shop(String yaml) {
        return document(yaml).bind(Shop.class);
    }

    /** The messages of what is wrong with {@code yaml}, without excerpts. */
    static List<String> errors(String yaml) {
        return failure(yaml, Map.of()).problems().stream()
                .map(Problem::headline)
                .toList();
    }

    static ConfigException failure(String yaml, Map<String, String> variables) {
        return Assertions.catchThrowableOfType(
                ConfigException.class, () -> document(yaml, variables).bind(Shop.class));
    }
}
