package dev.sluice.proxy.model;

import dev.sluice.api.model.ModelFacts;
import dev.sluice.proxy.config.PriceListSettings;
import dev.sluice.proxy.config.engine.ConfigDocument;
import dev.sluice.proxy.config.engine.Environment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the file {@code conf/prices.yaml} knows of models. */
public final class PriceList {

    /** Nothing is known of any model. */
    public static final PriceList EMPTY = new PriceList(Map.of());

    /** What providers append to a model's name for one of its versions: a date, with or without hyphens, or {@code latest}. */
    private static final Pattern VERSION = Pattern.compile("[-@](latest|\\d{4}-?\\d{2}-?\\d{2}|\\d{4}|\\d{2}-\\d{4})$");

    /** What clouds put around it: where it runs and who made it, and a revision of their own. */
    private static final Pattern AROUND = Pattern.compile("^([a-z]+\\.)+|-v\\d+(:\\d+)?$");

    private final Map<String, Map<String, ModelFacts>> providers;

    private PriceList(Map<String, Map<String, ModelFacts>> providers) {
        this.providers = providers;
    }

    /**
     * Reads the list.
     *
     * @param file as it ships; a distribution that has none knows nothing of any model
     * @return the list
     * @throws dev.sluice.api.config.ConfigException with everything that is wrong in it
     */
    public static PriceList read(Path file) {
        return Files.exists(file)
                ? of(ConfigDocument.read(file, Environment.of(Map.of(), Map.of()))
                        .bind(PriceListSettings.class))
                : EMPTY;
    }

    static PriceList of(PriceListSettings settings) {
        Map<String, Map<String, ModelFacts>> providers = new HashMap<>();
        settings.providers().forEach((name, provider) -> {
            Map<String, ModelFacts> models = new HashMap<>();
            provider.models().forEach((model, facts) -> models.put(model, Facts.of(facts)));
            providers.put(name, models);
            provider.also().forEach(other -> providers.put(other, models));
        });
        return new PriceList(providers);
    }

    /**
     * Looks a model up.
     *
     * @param preset whose list prices hold
     * @param model by its name, or that of one of its versions
     * @return {@link ModelFacts#NONE} if the list does not have it
     */
    ModelFacts find(String preset, String model) {
        String name = name(preset, model);
        return name == null ? ModelFacts.NONE : models(preset).getOrDefault(name, ModelFacts.NONE);
    }

    /**
     * What the list calls a model.
     *
     * @param preset whose list prices hold
     * @param model by its name, or that of one of its versions
     * @return null if the list does not have it
     */
    @Nullable String name(String preset, String model) {
        Map<String, ModelFacts> models = models(preset);
        if (models.containsKey(model)) {
            return model;
        }
        String bare = VERSION.matcher(AROUND.matcher(model).replaceAll("")).replaceFirst("");
        return models.containsKey(bare) ? bare : null;
    }

    private Map<String, ModelFacts> models(String preset) {
        return providers.getOrDefault(preset, Map.of());
    }
}
