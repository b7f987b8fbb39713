package dev.sluice.plugins.redact.detect;

import dev.sluice.plugins.redact.check.Checks;
import dev.sluice.plugins.redact.check.Phones;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** Detectors as a config would make them. */
public final class Detectors {

    /** What counts where an entity is named. */
    public static final double THRESHOLD = 0.3;

    /** What counts where all are meant, but for secrets. */
    private static final double ALL_THRESHOLD = 0.6;

    private static final List<String> REGIONS =
            List.of("US", "GB", "DE", "FR", "IT", "ES", "NL", "IN", "BR", "JP", "CN", "AU");
    private static final Phones PHONES = new Phones(REGIONS);

    /** Everything that comes with the plugin. */
    public static final Catalogue CATALOGUE = Catalogue.load(Detectors::check);

    private Detectors() {}

    /** A detector of some entities or groups, by name. */
    public static Detector of(String... names) {
        return of(Arrays.stream(names).flatMap(name -> CATALOGUE.named(name).stream()));
    }

    /** A detector of everything, as sure as 'all' has to be. */
    public static Detector all() {
        return of(CATALOGUE.all().stream(), entity -> entity.isSecret() ? THRESHOLD : ALL_THRESHOLD);
    }

    /** A detector of some entities. */
    public static Detector of(Stream<Entity> entities) {
        return of(entities, entity -> THRESHOLD);
    }

    private static Detector of(Stream<Entity> entities, ToDoubleFunction<Entity> threshold) {
        return new Detector(
                entities.map(entity -> new Detector.Want(entity, threshold.applyAsDouble(entity)))
                        .toList(),
                value -> false);
    }

    private static Predicate<String> check(String name) {
        return name.equals("phone") ? PHONES : Checks.named(name);
    }
}
