package dev.sluice.proxy.config.engine;

import dev.sluice.api.config.Key;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** How Java names are written in a config file. */
final class Names {

    private Names() {}

    static String kebab(String camel) {
        return camel.replaceAll("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "-")
                .toLowerCase(Locale.ROOT);
    }

    static String of(RecordComponent component) {
        Key key = component.getAnnotation(Key.class);
        return key == null ? kebab(component.getName()) : key.value();
    }

    static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** A name for a record among those that are {@code taken}: its own, then its outer class's as well, then with a number. */
    static String unique(Class<?> type, Collection<String> taken) {
        String own = kebab(type.getSimpleName());
        String outer = type.getEnclosingClass() == null
                ? own
                : kebab(type.getEnclosingClass().getSimpleName()) + "-" + own;
        Stream<String> numbered = IntStream.iterate(2, n -> n + 1).mapToObj(n -> outer + "-" + n);
        return Stream.concat(Stream.of(own, outer), numbered)
                .filter(name -> !taken.contains(name))
                .findFirst()
                .orElseThrow();
    }

    /** The name of a variant of a sealed interface: {@code FileSink} of {@code Sink} is {@code file}. */
    static String of(Class<?> variant, Class<?> family) {
        Optional<String> given =
                Optional.ofNullable(variant.getAnnotation(Key.class)).map(Key::value);
        return given.orElseGet(() -> {
            String name = variant.getSimpleName();
            String suffix = family.getSimpleName();
            boolean longer = name.endsWith(suffix) && name.length() > suffix.length();
            return kebab(longer ? name.substring(0, name.length() - suffix.length()) : name);
        });
    }
}
