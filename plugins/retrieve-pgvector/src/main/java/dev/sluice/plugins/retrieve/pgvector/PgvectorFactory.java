package dev.sluice.plugins.retrieve.pgvector;

import dev.sluice.api.plugin.PluginContext;
import dev.sluice.api.retrieve.Retriever;
import dev.sluice.api.retrieve.RetrieverFactory;
import io.vertx.core.Future;
import org.pf4j.Extension;

/** Makes {@link PgvectorRetriever}s. */
@Extension
public final class PgvectorFactory implements RetrieverFactory<PgvectorConfig> {

    private final DriverUse driver = new DriverUse();

    @Override
    public String name() {
        return "pgvector";
    }

    @Override
    public Class<PgvectorConfig> configType() {
        return PgvectorConfig.class;
    }

    @Override
    public Future<Retriever> create(PgvectorConfig config, PluginContext context) {
        return context.blocking(() -> {
            Database database = Database.open(config, driver);
            context.onClose(() -> context.blocking(() -> {
                database.close();
                return null;
            }));
            return new PgvectorRetriever(config, Table.inspect(database, config), database, context);
        });
    }
}
