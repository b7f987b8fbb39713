package dev.sluice.plugins.classify.http;

import dev.sluice.api.classify.Classifier;
import dev.sluice.api.classify.ClassifierFactory;
import dev.sluice.api.plugin.PluginContext;
import io.vertx.core.Future;
import java.net.URI;
import org.pf4j.Extension;

/** Makes {@link Presidio}s. */
@Extension
public final class PresidioFactory implements ClassifierFactory<PresidioConfig> {

    @Override
    public String name() {
        return "presidio";
    }

    @Override
    public Class<PresidioConfig> configType() {
        return PresidioConfig.class;
    }

    @Override
    public Future<Classifier> create(PresidioConfig config, PluginContext context) {
        URI analyze = URI.create(config.url().toString().replaceAll("/+$", "") + "/analyze");
        Service service = Service.at(analyze, null, config.timeout(), context);
        return Future.succeededFuture(new Presidio(service, config));
    }
}
