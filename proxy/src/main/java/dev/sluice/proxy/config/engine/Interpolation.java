package dev.sluice.proxy.config.engine;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A text with {@code ${NAME}}, {@code ${NAME:-default}} and {@code ${file:path}} in it; <code>$${</code> stands for <code>${</code>.
 *
 * <p>{@code ${ONE|OTHER}} is the first that is set: some SDKs read the same key from several variables.
 *
 * <p>As in a shell, {@code :-} also serves where the variable is empty; without a default, an empty variable counts as not set.
 */
record Interpolation(List<Part> parts) {

    /** A piece of the text. */
    sealed interface Part {

        record Literal(String text) implements Part {}

        record Variable(String name, @Nullable String otherwise) implements Part {

            /** Its value in {@code environment}: of the first name that has one which is not empty. */
            Optional<String> in(Environment environment) {
                return Stream.of(name.split("\\|"))
                        .flatMap(one -> environment.variable(one).stream())
                        .filter(value -> !value.isEmpty())
                        .findFirst();
            }
        }

        record FileText(String path) implements Part {}
    }

    /** What a part cannot be resolved for, and what to do. */
    record Failure(String message, String hint) {}

    /**
     * The text after look-up.
     *
     * @param tainted whether some of it came from outside the config file
     */
    record Resolved(String text, boolean tainted, List<Failure> failures) {}

    private static final Pattern TOKEN = Pattern.compile("\\$\\$\\{|\\$\\{([^{}\\n]*)}|\\$\\{");
    private static final Pattern BODY =
            Pattern.compile("file:(.+)|([A-Za-z_][A-Za-z0-9_]*(?:\\|[A-Za-z_][A-Za-z0-9_]*)*)(?::-(.*))?");

    /** Reads {@code text}; an {@code IllegalArgumentException} says what is wrong with it. */
    static Interpolation parse(String text) {
        List<Part> parts = new ArrayList<>();
        int done = 0;
        for (Matcher token = TOKEN.matcher(text); token.find(); done = token.end()) {
            parts.add(new Part.Literal(text.substring(done, token.start())));
            parts.add(token.group().equals("$${") ? new Part.Literal("${") : expression(token.group(1)));
        }
        parts.add(new Part.Literal(text.substring(done)));
        return new Interpolation(List.copyOf(parts));
    }

    private static Part expression(@Nullable String body) {
        Matcher match = BODY.matcher(body == null ? "" : body);
        if (!match.matches()) {
            throw new IllegalArgumentException(
                    "expected ${NAME}, ${NAME:-default} or ${file:path}, found a '${' that is none of them");
        }
        String path = match.group(1);
        return path == null ? new Part.Variable(match.group(2), match.group(3)) : new Part.FileText(path.strip());
    }

    /** Whether {@code text} has anything to resolve. */
    static boolean isIn(String text) {
        return text.contains("${");
    }

    /** The variables that have no value in {@code environment} and no default. */
    List<String> unresolved(Environment environment) {
        return parts.stream()
                .filter(part -> part instanceof Part.Variable variable && value(variable, environment) == null)
                .map(part -> ((Part.Variable) part).name())
                .toList();
    }

    /** The expressions that bring in text from outside, as they are written, for messages. */
    String expressions() {
        return parts.stream()
                .map(Interpolation::written)
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(" and "));
    }

    Resolved resolve(Environment environment) {
        StringBuilder text = new StringBuilder();
        List<Failure> failures = new ArrayList<>();
        boolean tainted = false;
        for (Part part : parts) {
            tainted |= comesFromOutside(part, environment);
            text.append(lookUp(part, environment, failures));
        }
        return new Resolved(text.toString(), tainted, List.copyOf(failures));
    }

    private static String lookUp(Part part, Environment environment, List<Failure> failures) {
        return switch (part) {
            case Part.Literal literal -> literal.text();
            case Part.Variable variable -> {
                String value = value(variable, environment);
                if (value == null) {
                    failures.add(notSet(variable.name()));
                }
                yield value == null ? "" : value;
            }
            case Part.FileText file -> read(file.path(), environment, failures);
        };
    }

    private static boolean comesFromOutside(Part part, Environment environment) {
        return switch (part) {
            case Part.Literal literal -> false;
            case Part.Variable variable -> variable.in(environment).isPresent();
            case Part.FileText file -> true;
        };
    }

    private static @Nullable String value(Part.Variable variable, Environment environment) {
        return variable.in(environment).orElse(variable.otherwise());
    }

    private static String read(String path, Environment environment, List<Failure> failures) {
        try {
            return environment.file(path).replaceFirst("\\r?\\n\\z", "");
        } catch (NoSuchFileException e) {
            failures.add(new Failure("file '" + path + "' does not exist", "the path is relative to the config file"));
        } catch (IOException e) {
            failures.add(new Failure(
                    "file '" + path + "' cannot be read (" + e.getMessage() + ")", "check its permissions and size"));
        }
        return "";
    }

    private static Failure notSet(String name) {
        return new Failure(
                "environment variable " + name + " is not set",
                "set it, or write a default as in ${" + name + ":-default}");
    }

    private static String written(Part part) {
        return switch (part) {
            case Part.Literal literal -> "";
            case Part.Variable variable -> "${" + variable.name() + "}";
            case Part.FileText file -> "${file:" + file.path() + "}";
        };
    }
}
