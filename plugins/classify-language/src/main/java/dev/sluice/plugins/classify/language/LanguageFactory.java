package dev.sluice.plugins.classify.language;

import dev.sluice.api.classify.Classifier;
import dev.sluice.api.classify.ClassifierFactory;
import dev.sluice.api.plugin.PluginContext;
import io.vertx.core.Future;
import java.io.IOException;
import java.io.InputStream;
import opennlp.tools.langdetect.LanguageDetectorModel;
import org.pf4j.Extension;

/** Makes {@link LanguageClassifier}s. */
@Extension
public final class LanguageFactory implements ClassifierFactory<LanguageConfig> {

    /** Where the model's jar has it. */
    private static final String MODEL = "/langdetect-183.bin";

    @Override
    public String name() {
        return "language";
    }

    @Override
    public Class<LanguageConfig> configType() {
        return LanguageConfig.class;
    }

    @Override
    public Future<Classifier> create(LanguageConfig config, PluginContext context) {
        return context.blocking(() -> new LanguageClassifier(
                read(), new Classifier.Limits(config.parallel(), config.waiting(), config.timeout()), context));
    }

    static LanguageDetectorModel read() throws IOException {
        try (InputStream file = LanguageFactory.class.getResourceAsStream(MODEL)) {
            if (file == null) {
                throw new IOException("expected " + MODEL + " in the plugin's jar, found none");
            }
            return new LanguageDetectorModel(file);
        }
    }
}
