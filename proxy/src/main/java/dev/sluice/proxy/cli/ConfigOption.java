package dev.sluice.proxy.cli;

import dev.sluice.proxy.boot.Bootstrap;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of every command that reads the config. */
final class ConfigOption {

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "The config file; SLUICE_CONFIG, or conf/sluice.yaml of the distribution, unless given.")
    private @Nullable Path file;

    @Option(names = "--plugins", paramLabel = "FOLDER", description = "One more folder of plugin jars.")
    private @Nullable Path plugins;

    Bootstrap.Place place() {
        Path home = Path.of(System.getProperty("sluice.home", "."));
        if (plugins != null && !Files.isDirectory(plugins)) {
            throw new IllegalArgumentException("Expected a folder of plugin jars at " + plugins
                    + ", found none; name another by --plugins FOLDER.");
        }
        return new Bootstrap.Place(config(), home, plugins);
    }

    private Path config() {
        if (file != null) {
            return file;
        }
        String named = System.getenv("SLUICE_CONFIG");
        if (named != null && !named.isEmpty()) {
            return Path.of(named);
        }
        Path standard = Path.of(System.getProperty("sluice.conf", "conf"), "sluice.yaml");
        if (!Files.exists(standard)) {
            throw new IllegalArgumentException("There is no config at " + standard + "; name one by --config FILE.");
        }
        return standard;
    }
}
