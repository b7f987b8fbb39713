package dev.sluice.proxy.config.engine;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Parses the YAML 1.2 text of one file, within limits, into a tree that knows its places. */
final class YamlSource {

    /** What to do about the YAML library's own, terse complaints. */
    private static final Map<String, String> CURES = Map.of(
            "mapping values are not allowed", "put a value that holds ': ' in quotes, or check the indentation",
            "'\\t", "indent by spaces, not tabs",
            "undefined alias", "put a value that begins with '*' in quotes",
            "Expected mapping node", "refer to a map: <<: *name");

    private final SourceText source;
    private final String text;
    private final Limits limits;
    private final Findings findings;
    private final LoadSettings settings;

    private YamlSource(SourceText source, String text, Limits limits, Findings findings) {
        this.source = source;
        this.text = text;
        this.limits = limits;
        this.findings = findings;
        this.settings = LoadSettings.builder()
                .setLabel(source.name())
                .setSchema(new CoreSchema())
                .setCodePointLimit(limits.codePoints())
                .setMaxAliasesForCollections(limits.nodes())
                .build();
    }

    /**
     * Makes the tree. What is wrong but leaves a tree, such as a duplicate key, is added to {@code findings}; what leaves none is thrown
     * with them.
     */
    static Yaml parse(SourceText source, String text, Limits limits, Findings findings) {
        Yaml root = new YamlSource(source, text, limits, findings).parse();
        source.parsed();
        return root;
    }

    private Yaml parse() {
        if (text.codePointCount(0, text.length()) > limits.codePoints()) {
            throw refused(
                    0,
                    "expected a file of at most " + limits.codePoints() + " characters, found a longer one",
                    "split it");
        }
        if (FlowSafe.reserved(text) >= 0) {
            throw refused(
                    FlowSafe.reserved(text), "expected text, found a character of a private-use range", "remove it");
        }
        try {
            String safe = FlowSafe.protect(text);
            new Parse(settings).parseString(safe).forEach(new Shallow()::check);
            YamlTree tree = new YamlTree(source, limits, settings, findings);
            return new Compose(settings)
                    .composeString(safe)
                    .map(tree::convert)
                    .orElseGet(() -> Yaml.empty(Span.at(1, 1)));
        } catch (MarkedYamlEngineException e) {
            Span at = Span.between(e.getProblemMark().or(e::getContextMark), e.getProblemMark());
            throw refused(at, "not valid YAML: " + complaint(e), hint(e.getProblem()));
        } catch (ReaderException e) {
            String found = "found character U+" + "%04X".formatted(e.getCodePoint());
            throw refused(
                    text.offsetByCodePoints(0, e.getPosition()), "expected printable text, " + found, "remove it");
        } catch (YamlEngineException e) {
            throw refused(0, "not valid YAML: " + e.getMessage(), null);
        }
    }

    /** What the library says, without the name of an alias or a tag: an unquoted secret may look like one. */
    private static String complaint(MarkedYamlEngineException e) {
        return String.valueOf(e.getProblem()).replaceFirst("undefined (alias|tag handle).*", "undefined $1");
    }

    private static @Nullable String hint(@Nullable String problem) {
        return CURES.entrySet().stream()
                .filter(cure -> String.valueOf(problem).contains(cure.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }

    private RuntimeException refused(int index, String message, @Nullable String hint) {
        String before = text.substring(0, index);
        String[] lines = before.split("\r\n|\r|\n", -1);
        String last = lines[lines.length - 1];
        return refused(Span.at(lines.length, last.codePointCount(0, last.length()) + 1), message, hint);
    }

    private RuntimeException refused(Span at, String message, @Nullable String hint) {
        findings.add(at, KeyPath.ROOT, message, hint);
        return findings.exception();
    }

    /** Refuses a second document and deep nesting before the composer, which recurses, sees the text. */
    private final class Shallow {

        private int depth;
        private int documents;

        void check(Event event) {
            switch (event.getEventId()) {
                case SequenceStart, MappingStart -> depth++;
                case SequenceEnd, MappingEnd -> depth--;
                case DocumentStart -> documents++;
                default -> {}
            }
            Span at = Span.between(event.getStartMark(), event.getEndMark());
            if (depth > limits.depth()) {
                throw refused(
                        at, "expected at most " + limits.depth() + " levels of nesting, found more", "flatten it");
            }
            if (documents > 1) {
                throw refused(
                        at, "expected one YAML document, found a second one", "remove the '---' and what follows it");
            }
        }
    }
}
