package dev.sluice.plugins.classify.http;

import dev.sluice.api.classify.Classifier;
import dev.sluice.api.classify.ClassifierFactory;
import dev.sluice.api.plugin.PluginContext;
import io.vertx.core.Future;
import org.pf4j.Extension;

/** Makes {@link Moderation}s. */
@Extension
public final class ModerationFactory implements ClassifierFactory<ModerationConfig> {

    @Override
    public String name() {
        return "moderation";
    }

    @Override
    public Class<ModerationConfig> configType() {
        return ModerationConfig.class;
    }

    @Override
    public Future<Classifier> create(ModerationConfig config, PluginContext context) {
        Service service = Service.at(config.url(), config.apiKey(), config.timeout(), context);
        Classifier.Limits limits = new Classifier.Limits(config.parallel(), config.waiting(), config.timeout());
        return Future.succeededFuture(new Moderation(service, config.model(), limits));
    }
}
