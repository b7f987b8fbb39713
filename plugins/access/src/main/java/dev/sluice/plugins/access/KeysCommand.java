package dev.sluice.plugins.access;

import dev.sluice.api.admin.CommandContext;
import dev.sluice.plugins.access.KeyDesk.Issued;
import dev.sluice.plugins.access.StoredKey.Terms;
import dev.sluice.plugins.access.asked.Times;
import java.io.PrintWriter;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code sluice keys}: makes keys and takes them back, whether or not a proxy is serving. */
@Command(
        name = "keys",
        description = "Make keys for callers, list them, replace them, take them back.",
        mixinStandardHelpOptions = true)
final class KeysCommand implements Callable<Integer> {

    private final CommandContext context;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the command runs.
    private CommandSpec spec;

    KeysCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        throw new CommandLine.ParameterException(
                spec.commandLine(), "Expected one of create, list, rotate, revoke after 'keys'.");
    }

    @Command(
            name = "create",
            description = "Make a key. It is printed once, and kept nowhere.",
            mixinStandardHelpOptions = true)
    int create(
            @Option(
                            names = "--name",
                            required = true,
                            paramLabel = "NAME",
                            description = "What people will know it by.")
                    String name,
            @Option(
                            names = "--tenant",
                            defaultValue = "default",
                            paramLabel = "TENANT",
                            description = "Whose calls these are (${DEFAULT-VALUE}).")
                    String tenant,
            @Option(names = "--label", paramLabel = "NAME=VALUE", description = "A free attribute; may be repeated.")
                    @Nullable Map<String, String> labels,
            @Option(
                            names = "--model",
                            paramLabel = "MODEL",
                            description = "A model it may ask for; may be repeated. All unless given.")
                    @Nullable List<String> models,
            @Option(
                            names = "--route",
                            paramLabel = "ROUTE",
                            description = "A route it may use; may be repeated. All unless given.")
                    @Nullable List<String> routes,
            @Option(
                            names = "--expires",
                            converter = Moment.class,
                            paramLabel = "TIME",
                            description = "When it ends, such as 2027-01-31T00:00:00Z. Never unless given.")
                    @Nullable Instant expires)
            throws SQLException {
        Terms terms = new Terms(
                name,
                tenant,
                Objects.requireNonNullElse(labels, Map.of()),
                Objects.requireNonNullElse(models, List.of()),
                Objects.requireNonNullElse(routes, List.of()));
        return with(desk -> {
            try {
                return made(desk.create(terms, expires));
            } catch (IllegalArgumentException e) {
                spec.commandLine().getErr().println(e.getMessage() + ".");
                return 1;
            }
        });
    }

    @Command(name = "list", description = "List all keys, without their secrets.", mixinStandardHelpOptions = true)
    int list() throws SQLException {
        return with(desk -> {
            Instant now = desk.clock().instant();
            print("ID", "STATE", "NAME", "TENANT", "EXPIRES", "LABELS", "MODELS", "ROUTES");
            for (StoredKey key : desk.list()) {
                Terms terms = key.terms();
                print(
                        key.id(),
                        key.state(now).word(),
                        terms.name(),
                        terms.tenant(),
                        key.expires() == null ? "never" : key.expires(),
                        terms.labels().isEmpty() ? "-" : labels(terms.labels()),
                        allUnlessGiven(terms.models()),
                        allUnlessGiven(terms.routes()));
            }
            return 0;
        });
    }

    @Command(
            name = "rotate",
            description = "Make a key on the terms of another one, which ends after a while.",
            mixinStandardHelpOptions = true)
    int rotate(
            @Parameters(paramLabel = "ID", description = "The old key's id, as `list` shows it.") String id,
            @Option(
                            names = "--overlap",
                            defaultValue = "24h",
                            converter = Span.class,
                            paramLabel = "DURATION",
                            description = "How long the old key goes on (${DEFAULT-VALUE}).")
                    Duration overlap)
            throws SQLException {
        return with(desk -> {
            Optional<Issued> issued = desk.rotate(id, overlap);
            return issued.isPresent() ? print(issued.get()) : unknown(id);
        });
    }

    @Command(name = "revoke", description = "Take a key back at once.", mixinStandardHelpOptions = true)
    int revoke(@Parameters(paramLabel = "ID", description = "The key's id, as `list` shows it.") String id)
            throws SQLException {
        return with(desk -> {
            if (!desk.revoke(id)) {
                return unknown(id);
            }
            out().println("Revoked. Proxies that serve refuse it within a second.");
            return 0;
        });
    }

    private void print(Object... columns) {
        out().printf("%-13s %-8s %-20s %-14s %-20s %-24s %-24s %s%n", columns);
    }

    private static String labels(Map<String, String> labels) {
        return new TreeMap<>(labels)
                .entrySet().stream()
                        .map(label -> label.getKey() + "=" + label.getValue())
                        .collect(Collectors.joining(","));
    }

    private static String allUnlessGiven(List<String> names) {
        return names.isEmpty() ? "all" : String.join(",", names);
    }

    private int made(Issued issued) {
        int code = print(issued);
        if (context.configs(AccessFactory.class).stream().noneMatch(AccessConfig::store)) {
            spec.commandLine()
                    .getErr()
                    .println(
                            "Warning: no chain of the config has the filter 'access' that takes keys made here, so this one"
                                    + " opens nothing yet: add 'access' to a chain.");
        }
        return code;
    }

    private int print(Issued issued) {
        out().println(issued.text().text());
        out().flush();
        spec.commandLine()
                .getErr()
                .println("Its id is " + issued.key().id() + ". This is the only time that the key is shown.");
        return 0;
    }

    private int unknown(String id) {
        spec.commandLine()
                .getErr()
                .println("Expected the id of a key that is accepted, found '" + id + "'; see `sluice keys list`.");
        return 1;
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private int with(Work work) throws SQLException {
        var folder = context.dataFolder(AccessFilter.NAME);
        try (KeyStore store = KeyStore.open(folder.resolve(AccessFactory.DATABASE))) {
            int code = work.at(new KeyDesk(store, hash(), Clock.systemUTC()));
            out().flush();
            return code;
        }
    }

    /** As the serving filter hashes. */
    private KeyHash hash() {
        return context.configs(AccessFactory.class).stream()
                .map(AccessConfig::pepper)
                .filter(Objects::nonNull)
                .findFirst()
                .map(KeyHash::of)
                .orElseGet(() -> new KeyHash(Pepper.in(context.dataFolder(AccessFilter.NAME), new SecureRandom())));
    }

    /** A moment as it is typed. */
    private static final class Moment implements ITypeConverter<Instant> {

        @Override
        public Instant convert(String typed) {
            return read(typed, Times::moment);
        }
    }

    /** A duration as it is typed. */
    private static final class Span implements ITypeConverter<Duration> {

        @Override
        public Duration convert(String typed) {
            return read(typed, Times::duration);
        }
    }

    private static <T> T read(String typed, Function<String, T> reader) {
        try {
            return reader.apply(typed);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage() + ", found '" + typed + "'");
        }
    }

    /** Something that is done with keys. */
    private interface Work {
        int at(KeyDesk desk) throws SQLException;
    }
}
