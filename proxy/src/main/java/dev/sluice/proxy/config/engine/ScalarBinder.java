package dev.sluice.proxy.config.engine;

import dev.sluice.api.config.Nearest;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes single values of scalars: looks up their variables and parses them. */
final class ScalarBinder {

    private static final int SHOWN = 60;

    /** What stands before the host of a URL. */
    private static final Pattern USER = Pattern.compile("//[^/@\\s]*@");

    private final Loading loading;
    private final Findings findings;

    ScalarBinder(Loading loading, Findings findings) {
        this.loading = loading;
        this.findings = findings;
    }

    Optional<Object> bind(ScalarType type, Yaml.Scalar scalar, KeyPath path) {
        if (!type.isSecret() && !USER.matcher(scalar.text()).find()) {
            loading.source().show(scalar.span());
        }
        return resolve(scalar, path).flatMap(resolved -> parse(type, scalar, resolved, path));
    }

    /** A scalar where any value may be: what YAML says it is, or a string if variables are in it. */
    Optional<Object> free(Yaml.Scalar scalar, KeyPath path) {
        loading.source().show(scalar.span());
        if (!Interpolation.isIn(scalar.text())) {
            return Optional.of(scalar.value());
        }
        return resolve(scalar, path).map(resolved -> {
            note(resolved, path, resolved.text());
            return resolved.text();
        });
    }

    private Optional<Interpolation.Resolved> resolve(Yaml.Scalar scalar, KeyPath path) {
        try {
            Interpolation.Resolved resolved = Interpolation.parse(scalar.text()).resolve(loading.environment());
            resolved.failures()
                    .forEach(failure -> findings.add(scalar.span(), path, failure.message(), failure.hint()));
            return resolved.failures().isEmpty() ? Optional.of(resolved) : Optional.empty();
        } catch (IllegalArgumentException e) {
            findings.add(scalar.span(), path, String.valueOf(e.getMessage()), "write '$${' for a plain '${'");
            return Optional.empty();
        }
    }

    private Optional<Object> parse(ScalarType type, Yaml.Scalar scalar, Interpolation.Resolved resolved, KeyPath path) {
        try {
            Object value = placed(type.parser().apply(resolved.text()));
            note(resolved, path, value);
            if (type.isSecret()) {
                loading.provenance().hide(resolved.text());
            }
            return Optional.of(value);
        } catch (IllegalArgumentException e) {
            String message = e.getMessage() + ", found " + found(scalar, resolved);
            findings.add(scalar.span(), path, message, hint(type, resolved));
            return Optional.empty();
        }
    }

    private Object placed(Object value) {
        return value instanceof Path path ? loading.environment().path(path) : value;
    }

    private void note(Interpolation.Resolved resolved, KeyPath path, Object value) {
        if (resolved.tainted()) {
            loading.provenance().taint(path, resolved.text(), value);
        }
    }

    private static @Nullable String hint(ScalarType type, Interpolation.Resolved resolved) {
        return resolved.tainted()
                ? null
                : Nearest.to(resolved.text(), type.choices())
                        .map(near -> "did you mean '" + near + "'?")
                        .orElse(null);
    }

    private static String found(Yaml.Scalar scalar, Interpolation.Resolved resolved) {
        return resolved.tainted()
                ? "what " + Interpolation.parse(scalar.text()).expressions() + " holds"
                : "'" + shown(resolved.text()) + "'";
    }

    /** The text as a message may hold it: short, on one line, and without the password of a URL. */
    private static String shown(String text) {
        String tame = USER.matcher(text).replaceAll("//***@").replaceAll("\\s+", " ");
        return tame.length() > SHOWN ? tame.substring(0, SHOWN) + "…" : tame;
    }
}
