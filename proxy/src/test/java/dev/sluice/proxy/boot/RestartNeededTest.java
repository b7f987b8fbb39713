package dev.sluice.proxy.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.proxy.config.Settings;
import dev.sluice.proxy.config.engine.ConfigDocument;
import dev.sluice.proxy.config.engine.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RestartNeededTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            server: { listen: 127.0.0.1:1 }                                | server.listen
            server: { event-loops: 3, tls: { certificate: a, key: b } }    | server.tls, server.event-loops
            server: { drain: 1s, access: open, filter-timeout: 3s }        | ''
            server: { max-body: 1KiB, max-calls: 3, forwarded: append }    | ''
            server: { max-header: 1KiB, idle-timeout: 3s, max-body: 1KiB } | server.max-header, server.idle-timeout
            admin: { token: other }                                        | admin.token
            log: { level: debug }                                          | log.level
            plugins: { folders: [ more ] }                                 | plugins.folders
            data: elsewhere                                                | data
            providers: { sandbox: {} }                                     | ''
            """)
    void namesWhatAReloadCannotChange(String yaml, String keys) {
        assertThat(RestartNeeded.keys(settings("server: {}"), settings(yaml)))
                .isEqualTo(keys.isEmpty() ? java.util.List.of() : java.util.List.of(keys.split(", ")));
    }

    @Test
    void theManualNamesThemAll() throws IOException {
        String manual = Files.readString(Path.of("../docs/operations.md"));

        String told =
                manual.substring(manual.indexOf("What stands under"), manual.indexOf("takes effect at the next start"));
        assertThat(Stream.concat(RestartNeeded.PARTS.stream(), RestartNeeded.RELOADED.stream()))
                .allSatisfy(key -> assertThat(told).contains("`" + key + "`"));
    }

    private static Settings settings(String yaml) {
        return ConfigDocument.parse("test.yaml", "version: 1\n" + yaml, Environment.of(Map.of(), Map.of()))
                .bind(Settings.class);
    }
}
