package dev.sluice.proxy.config.engine;

import dev.sluice.api.config.ConfigException;
import dev.sluice.api.config.NamedNode;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One config file that was read, ready to be bound to records and to show what they became. */
public final class ConfigDocument {

    private final Loading loading;
    private final Yaml root;
    private final Findings flaws;

    private ConfigDocument(Loading loading, Yaml root, Findings flaws) {
        this.loading = loading;
        this.root = root;
        this.flaws = flaws;
    }

    /**
     * Reads a file.
     *
     * @throws ConfigException if it cannot be read or is not YAML
     */
    public static ConfigDocument read(Path file, Environment environment) {
        try {
            if (Files.size(file) > 4L * Limits.STANDARD.codePoints()) {
                throw unreadable(file, "is larger than 4 MiB", "split it");
            }
            return parse(file.toString(), Files.readString(file), environment);
        } catch (NoSuchFileException e) {
            throw unreadable(file, "does not exist", "name another by --config");
        } catch (CharacterCodingException e) {
            throw unreadable(file, "is not UTF-8", "save it as UTF-8");
        } catch (IOException e) {
            throw unreadable(file, "cannot be read (" + e.getMessage() + ")", "check its permissions");
        }
    }

    /**
     * Parses a text that is known in messages as {@code name}.
     *
     * @throws ConfigException if it is not YAML
     */
    public static ConfigDocument parse(String name, String text, Environment environment) {
        String content = text.startsWith("\uFEFF") ? text.substring(1) : text;
        SourceText source = new SourceText(name, content);
        Findings flaws = new Findings(source);
        Yaml root = YamlSource.parse(source, content, Limits.STANDARD, flaws);
        return new ConfigDocument(new Loading(source, environment), root, flaws);
    }

    /**
     * Makes the record that the whole file says.
     *
     * @throws ConfigException with everything that is wrong in the file
     */
    public <T extends Record> T bind(Class<T> type) {
        return bind(type, named -> {});
    }

    /**
     * Makes the record that the whole file says, and shows each {@link NamedNode} in it to {@code onNamed} when it is reached: what that
     * throws as a {@link ConfigException} is reported together with the other problems of the file.
     *
     * @throws ConfigException with everything that is wrong in the file
     */
    public <T extends Record> T bind(Class<T> type, Consumer<NamedNode> onNamed) {
        Findings findings = new Findings(loading.source());
        findings.addAll(flaws);
        Binder binder = new Binder(loading.reporting(onNamed), findings);
        Optional<Object> bound = binder.records().bind(RecordShape.of(type), root, KeyPath.ROOT);
        findings.throwIfAny();
        return type.cast(bound.orElseThrow());
    }

    /**
     * A problem that only the whole file shows.
     *
     * @param keys lead to its place, or as near to it as the file goes
     */
    public ConfigException problem(String message, @Nullable String hint, String... keys) {
        Yaml node = root;
        KeyPath path = KeyPath.ROOT;
        Span span = root.span();
        for (String key : keys) {
            if (!(node instanceof Yaml.Mapping mapping) || !mapping.entries().containsKey(key)) {
                break;
            }
            Yaml.Entry entry = mapping.entries().get(key);
            node = entry.value();
            span = entry.key();
            path = path.child(key);
        }
        Findings findings = new Findings(loading.source());
        findings.add(span, path, loading.provenance().scrub(message), hint);
        return findings.exception();
    }

    /** Shows what was bound, without secrets. */
    public Masked masked() {
        return new Masked(loading.provenance());
    }

    private static ConfigException unreadable(Path file, String what, String hint) {
        Findings findings = new Findings(new SourceText(file.toString(), ""));
        findings.add(Span.at(1, 1), KeyPath.ROOT, "the config file " + what, hint);
        return findings.exception();
    }
}
