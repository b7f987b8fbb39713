package dev.sluice.plugins.redact;

import dev.sluice.api.Filter;
import dev.sluice.api.FilterFactory;
import dev.sluice.api.config.Secret;
import dev.sluice.api.plugin.CheckContext;
import dev.sluice.api.plugin.PluginContext;
import dev.sluice.api.state.Cache;
import dev.sluice.api.state.Use;
import dev.sluice.plugins.redact.recognise.ClassifiedNames;
import dev.sluice.plugins.redact.recognise.Recogniser;
import dev.sluice.plugins.redact.token.Keys;
import dev.sluice.plugins.redact.token.Vault;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.pf4j.Extension;

/** Makes {@link RedactFilter}s. */
@Extension
public final class RedactFactory implements FilterFactory<RedactConfig> {

    @Override
    public String name() {
        return RedactFilter.NAME;
    }

    @Override
    public Class<RedactConfig> configType() {
        return RedactConfig.class;
    }

    @Override
    public void check(RedactConfig config, CheckContext context) {
        Plan.check(config, context);
        Secret key = config.key();
        if (key != null) {
            context.attempt("key", () -> new Keys(bytes(key)));
        }
        RedactConfig.Recogniser recogniser = config.recogniser();
        if (recogniser != null) {
            context.classifier("recogniser.classifier", recogniser.classifier());
        }
    }

    @Override
    public Future<Filter> create(RedactConfig config, PluginContext context) {
        try {
            Keys keys = new Keys(key(config.key(), context));
            Cache cache = context.state().cache(new Use("redact-tokens", Use.Fallback.LOCAL));
            Plan plan = Plan.of(config);
            Vault vault = new Vault(keys, cache, config.ttl());
            return recogniser(config.recogniser(), context)
                    .map(recogniser ->
                            new RedactFilter(config, new Tools(plan, plan.alike(), keys, vault, recogniser), context));
        } catch (IOException | IllegalArgumentException e) {
            return Future.failedFuture(e);
        }
    }

    private static byte[] key(@Nullable Secret given, PluginContext context) throws IOException {
        return given == null ? KeyFile.in(context.dataFolder()) : bytes(given);
    }

    private static byte[] bytes(Secret key) {
        return key.reveal().getBytes(StandardCharsets.UTF_8);
    }

    private static Future<@Nullable Recogniser> recogniser(
            RedactConfig.@Nullable Recogniser config, PluginContext context) {
        return config == null
                ? Future.succeededFuture()
                : context.classifier(config.classifier())
                        .map(classifier -> new ClassifiedNames(config, classifier, context.logger()));
    }
}
