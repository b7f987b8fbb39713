package dev.sluice.plugins.record;

import dev.sluice.api.Filter;
import dev.sluice.api.FilterFactory;
import dev.sluice.api.OnError;
import dev.sluice.api.plugin.PluginContext;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.pf4j.Extension;

/** Makes {@link RecordFilter}s. */
@Extension
public final class RecordFactory implements FilterFactory<RecordConfig> {

    @Override
    public String name() {
        return "record";
    }

    @Override
    public Class<RecordConfig> configType() {
        return RecordConfig.class;
    }

    /** {@inheritDoc} A fault of the recorder costs its record, not the call. */
    @Override
    public OnError onError() {
        return OnError.SKIP;
    }

    @Override
    public Future<Filter> create(RecordConfig config, PluginContext context) {
        try {
            LogFiles files = new LogFiles(folder(config, context), config.files(), context);
            RecordQueue queue = new RecordQueue(config.queue(), new Speller(config), files, context);
            context.onClose(queue::close);
            return Future.succeededFuture(new RecordFilter(config, queue, context.timers()));
        } catch (IOException e) {
            return Future.failedFuture(e);
        }
    }

    private static Path folder(RecordConfig config, PluginContext context) throws IOException {
        Path folder = config.folder() == null ? context.dataFolder() : config.folder();
        Files.createDirectories(folder);
        if (!Files.isWritable(folder)) {
            throw new IOException("Expected a folder for records that can be written, found " + folder
                    + ": change its permissions, or set record's 'folder'.");
        }
        return folder;
    }
}
