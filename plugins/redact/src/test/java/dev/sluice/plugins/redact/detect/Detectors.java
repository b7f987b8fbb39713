package dev.sluice.plugins.redact.detect;

import dev.sluice.plugins.redact.check.Checks;
import dev.sluice.plugins.redact.check.Phones;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Detectors as a config would make them. */
public final class Detectors {

    /** What counts unless an entity says otherwise. */
    public static final double THRESHOLD = 0.3;

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

    /** A detector of some entities. */
    public static Detector of(Stream<Entity> entities) {
        return new Detector(
                entities.map(entity -> new Detector.Want(entity, THRESHOLD)).toList(), value -> false);
    }

    private static Predicate<String> check(String name) {
        return name.equals("phone") ? PHONES : Checks.named(name);
    }
}
