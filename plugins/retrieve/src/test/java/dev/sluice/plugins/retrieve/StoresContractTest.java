package dev.sluice.plugins.retrieve;

import dev.sluice.api.Filter;
import dev.sluice.api.config.DataSize;
import dev.sluice.testkit.FakeEmbedder;
import dev.sluice.testkit.FakePluginContext;
import dev.sluice.testkit.FilterContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/** The laws of filters, kept by vector-stores for all that is none of its business. */
class StoresContractTest implements FilterContract {

    @TempDir
    static Path folder;

    @Override
    public Filter filter(FakePluginContext context) {
        context.withDataFolder(fresh())
                .withEmbedder(new FakeEmbedder())
                .withCollections(Map.of("uploads", Collections.collection(null)));
        DataSize size = new DataSize(1 << 20);
        var made = new StoresFactory()
                .create(
                        new StoresConfig("uploads", 5, 5, size, size, size, 4, 1_000, 0, Duration.ofSeconds(3), null),
                        context);
        context.timers().run();
        return made.result();
    }

    private static Path fresh() {
        try {
            return Files.createTempDirectory(folder, "data");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
