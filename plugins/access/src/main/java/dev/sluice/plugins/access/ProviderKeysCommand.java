package dev.sluice.plugins.access;

import dev.sluice.api.admin.CommandContext;
import dev.sluice.api.config.Secret;
import dev.sluice.plugins.access.byok.KeySeal;
import dev.sluice.plugins.access.byok.ProviderKeyDesk;
import dev.sluice.plugins.access.byok.SealedKey;
import dev.sluice.plugins.access.byok.SealedStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sluice provider-keys}: sets the keys that tenants have with providers, whether or not a proxy is serving. */
@Command(
        name = "provider-keys",
        description = "Set the keys that tenants have with providers by themselves, list them, take them back.",
        mixinStandardHelpOptions = true)
final class ProviderKeysCommand implements Callable<Integer> {

    private final CommandContext context;
    private final InputStream in;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the command runs.
    private CommandSpec spec;

    ProviderKeysCommand(CommandContext context) {
        this(context, System.in);
    }

    /** With something else to read keys from. */
    ProviderKeysCommand(CommandContext context, InputStream in) {
        this.context = context;
        this.in = in;
    }

    @Override
    public Integer call() {
        throw new CommandLine.ParameterException(
                spec.commandLine(), "Expected one of set, list, remove after 'provider-keys'.");
    }

    @Command(
            name = "set",
            description =
                    "Set a tenant's key with a provider: one line of the standard input. It is never shown again.",
            mixinStandardHelpOptions = true)
    int set(
            @Option(names = "--tenant", required = true, paramLabel = "TENANT", description = "Whose key it is.")
                    String tenant,
            @Option(
                            names = "--provider",
                            required = true,
                            paramLabel = "PROVIDER",
                            description = "For whom it is, by its name in the config.")
                    String provider)
            throws SQLException, IOException {
        Secret key;
        try {
            String line = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)).readLine();
            key = ProviderKeyDesk.checked(Objects.requireNonNullElse(line, "").strip());
        } catch (IllegalArgumentException e) {
            spec.commandLine().getErr().println(e.getMessage() + " on the standard input.");
            return 1;
        }
        return with(desk -> {
            out().println("Set. Its fingerprint is " + desk.set(tenant, provider, key)
                    + "; proxies that serve send it within a second.");
            return 0;
        });
    }

    @Command(name = "list", description = "List all keys by their fingerprints.", mixinStandardHelpOptions = true)
    int list() throws SQLException {
        return with(desk -> {
            out().printf("%-20s %-20s %-11s %s%n", "TENANT", "PROVIDER", "FINGERPRINT", "SET");
            for (SealedKey key : desk.list()) {
                out().printf("%-20s %-20s %-11s %s%n", key.tenant(), key.provider(), key.fingerprint(), key.changed());
            }
            return 0;
        });
    }

    @Command(
            name = "remove",
            description = "Take a tenant's key with a provider back.",
            mixinStandardHelpOptions = true)
    int remove(
            @Option(names = "--tenant", required = true, paramLabel = "TENANT", description = "Whose key it is.")
                    String tenant,
            @Option(
                            names = "--provider",
                            required = true,
                            paramLabel = "PROVIDER",
                            description = "For whom it is, by its name in the config.")
                    String provider)
            throws SQLException {
        return with(desk -> {
            if (desk.remove(tenant, provider)) {
                out().println("Taken back. Proxies that serve send it no more within a second.");
                return 0;
            }
            spec.commandLine()
                    .getErr()
                    .println("Expected a tenant and a provider with a key, found '" + tenant + "' and '" + provider
                            + "'; see `sluice provider-keys list`.");
            return 1;
        });
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private int with(Work work) throws SQLException {
        Secret secret = context.configs(AccessFactory.class).stream()
                .map(AccessConfig::providerKeySecret)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
        if (secret == null) {
            spec.commandLine()
                    .getErr()
                    .println("Expected access' 'provider-key-secret' in the config, to seal keys under; found none.");
            return 1;
        }
        try (SealedStore store = SealedStore.open(context.dataFolder(AccessFilter.NAME))) {
            int code = work.at(new ProviderKeyDesk(store, new KeySeal(secret), Clock.systemUTC()));
            out().flush();
            return code;
        }
    }

    /** Something that is done with keys. */
    private interface Work {
        int at(ProviderKeyDesk desk) throws SQLException;
    }
}
