package dev.sluice.plugins.retrieve;

import dev.sluice.api.Filter;
import dev.sluice.testkit.FakeEmbedder;
import dev.sluice.testkit.FakePluginContext;
import dev.sluice.testkit.FilterContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/** The laws of filters, kept by retrieve with a check of the answer. */
class RetrieveContractTest implements FilterContract {

    @TempDir
    static Path folder;

    @Override
    public Filter filter(FakePluginContext context) {
        context.withDataFolder(fresh())
                .withEmbedder(new FakeEmbedder())
                .withCollections(Map.of("handbook", Collections.collection(null)));
        var made =
                new RetrieveFactory().create(Collections.checking(RetrieveConfig.GroundingPolicy.LABEL, true), context);
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
