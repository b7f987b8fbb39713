package dev.sluice.plugins.record;

import dev.sluice.api.Filter;
import dev.sluice.testkit.FakePluginContext;
import dev.sluice.testkit.FilterContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** The laws of filters, kept by record as it is by default. */
class RecordContractTest implements FilterContract {

    @TempDir
    static Path folder;

    @Override
    public Filter filter(FakePluginContext context) {
        return new RecordFactory()
                .create(Configs.DEFAULT, context.withDataFolder(folder))
                .result();
    }
}
