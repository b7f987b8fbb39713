package dev.sluice.proxy.config.engine;

import dev.sluice.api.config.DataSize;
import dev.sluice.api.config.HostPort;
import dev.sluice.api.config.Secret;
import java.lang.invoke.MethodType;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A type that is written as one value.
 *
 * @param name how the reference calls it
 * @param json the JSON Schema type
 * @param pattern what the text looks like, where JSON's own type does not say it
 * @param choices all values, if they can be listed
 * @param parser throws an {@code IllegalArgumentException} that says what was expected and never what was found
 */
record ScalarType(
        Class<?> type,
        String name,
        String json,
        @Nullable String pattern,
        List<String> choices,
        Function<String, Object> parser) {

    private static final int MAX_DIGITS = 40;
    private static final String NUMBER = "[-+]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([eE][-+]?[0-9]+)?";
    private static final String MOMENT = "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+(Z|[-+][0-9]{2}:[0-9]{2})";
    private static final Map<Class<?>, ScalarType> KNOWN = Stream.of(
                    new ScalarType(String.class, "text", "string", null, List.of(), text -> text),
                    new ScalarType(Boolean.class, "boolean", "boolean", null, List.of(), ScalarType::truth),
                    new ScalarType(Integer.class, "integer", "integer", null, List.of(), ScalarType::integer),
                    new ScalarType(Long.class, "integer", "integer", null, List.of(), ScalarType::whole),
                    new ScalarType(BigDecimal.class, "number", "number", null, List.of(), ScalarType::decimal),
                    new ScalarType(Double.class, "number", "number", null, List.of(), ScalarType::number),
                    new ScalarType(
                            Duration.class, "duration", "string", Durations.PATTERN, List.of(), Durations::parse),
                    new ScalarType(Instant.class, "moment", "string", MOMENT, List.of(), ScalarType::moment),
                    new ScalarType(DataSize.class, "size", "string", DataSize.PATTERN, List.of(), DataSize::parse),
                    new ScalarType(HostPort.class, "host:port", "string", HostPort.PATTERN, List.of(), HostPort::parse),
                    new ScalarType(Secret.class, "secret", "string", null, List.of(), Secret::of),
                    new ScalarType(
                            URI.class, "URL", "string", "[A-Za-z][A-Za-z0-9+.-]*:.+", List.of(), ScalarType::uri),
                    new ScalarType(Path.class, "path", "string", null, List.of(), ScalarType::path))
            .collect(Collectors.toUnmodifiableMap(ScalarType::type, known -> known));

    /** The scalar that a Java class is, boxed or not. */
    static Optional<ScalarType> of(Class<?> type) {
        if (type.isEnum()) {
            return Optional.of(choice(type));
        }
        return Optional.ofNullable(KNOWN.get(
                type.isPrimitive() ? MethodType.methodType(type).wrap().returnType() : type));
    }

    boolean isSecret() {
        return type == Secret.class;
    }

    /** Words that others write in capitals, such as RS256, are taken as they are; the choices are told in lower case. */
    private static ScalarType choice(Class<?> type) {
        Map<String, Object> constants = new LinkedHashMap<>();
        Arrays.stream(type.getEnumConstants())
                .forEach(constant -> constants.put(Names.of((Enum<?>) constant), constant));
        List<String> names = List.copyOf(constants.keySet());
        return new ScalarType(type, "choice", "string", null, names, text -> {
            String expected = "expected " + (names.size() == 1 ? "" : "one of ") + String.join(", ", names);
            Object constant = constants.get(text.toLowerCase(Locale.ROOT));
            return Optional.ofNullable(constant).orElseThrow(() -> new IllegalArgumentException(expected));
        });
    }

    private static Object truth(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("expected true or false");
        };
    }

    private static Object integer(String text) {
        long value = (long) whole(text);
        if (value != (int) value) {
            throw new IllegalArgumentException("expected a whole number of at most " + Integer.MAX_VALUE);
        }
        return (int) value;
    }

    private static Object whole(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("expected a whole number", e);
        }
    }

    private static Object number(String text) {
        if (!text.matches(NUMBER)) {
            throw new IllegalArgumentException("expected a number");
        }
        return Double.parseDouble(text);
    }

    private static Object decimal(String text) {
        if (!text.matches(NUMBER) || text.length() > MAX_DIGITS) {
            throw new IllegalArgumentException("expected a number");
        }
        return new BigDecimal(text);
    }

    private static Object moment(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("expected a moment such as 2027-01-31T00:00:00Z", e);
        }
    }

    private static Object uri(String text) {
        try {
            URI uri = new URI(text);
            if (uri.isAbsolute()) {
                return uri;
            }
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("expected a URL such as https://api.example.com", e);
        }
        throw new IllegalArgumentException("expected a URL with its scheme, such as https://api.example.com");
    }

    private static Object path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("expected the path of a file or directory", e);
        }
    }
}
