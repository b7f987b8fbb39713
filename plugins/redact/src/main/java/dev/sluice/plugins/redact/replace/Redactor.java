package dev.sluice.plugins.redact.replace;

import dev.sluice.api.json.Arr;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.JsonSyntaxException;
import dev.sluice.api.json.Member;
import dev.sluice.api.json.Num;
import dev.sluice.api.json.Obj;
import dev.sluice.api.json.Str;
import dev.sluice.api.plugin.Checkpoint;
import dev.sluice.plugins.redact.detect.Finding;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Replaces what is found in the texts of one call, and counts it. */
public final class Redactor {

    private final Function<String, List<Finding>> scan;
    private final Map<String, Action> actions;
    private final Replacer replacer;
    private final Map<String, Integer> counts = new TreeMap<>();

    /**
     * Makes a redactor.
     *
     * @param scan finds what stands in a text, in order and without overlaps
     * @param actions what to do with each entity
     * @param replacer does it
     */
    public Redactor(Function<String, List<Finding>> scan, Map<String, Action> actions, Replacer replacer) {
        this.scan = scan;
        this.actions = actions;
        this.replacer = replacer;
    }

    /**
     * How often each entity was replaced.
     *
     * @return by entity
     */
    public Map<String, Integer> counts() {
        return counts;
    }

    /**
     * Redacts a text.
     *
     * @param text any
     * @return the same object if nothing was found
     * @throws BlockedException if something was found that blocks
     */
    public String text(String text) {
        return replaced(text, scan.apply(text), this::replacement);
    }

    /**
     * Replaces the values that were seen in other texts of the call, and no others: for texts that a provider has signed, whose
     * tokens become what they were when it signed them.
     *
     * @param text any
     * @return the same object if nothing was known
     */
    public String known(String text) {
        return replaced(text, scan.apply(text), replacer::known);
    }

    /**
     * Redacts a document: its strings, the names of its members, and numbers, which become strings if something is found in them. What a
     * member is called counts as a word beside its value.
     *
     * @param text a JSON document; anything else is redacted as a text
     * @return the same object if nothing was found
     */
    public String json(String text) {
        try {
            Json document = Json.parse(Buffer.buffer(text));
            Json redacted = redacted("", document);
            return redacted == document ? text : redacted.toString();
        } catch (JsonSyntaxException e) {
            return text(text); // What an earlier turn was cut off in: no document, and still to be redacted.
        }
    }

    private Json redacted(String name, Json json) {
        return switch (json) {
            case Str string -> same(string, string.value(), value(name, string.value()));
            case Num number -> same(number, number.text(), value(name, number.text()));
            case Arr list -> list.map(item -> redacted(name, item));
            case Obj object -> members(object);
            default -> json;
        };
    }

    private Obj members(Obj object) {
        Obj changed = object;
        Obj.Builder renamed = Json.object();
        boolean same = true;
        for (Member member : object) {
            String name = text(member.name());
            Json value = redacted(member.name(), member.value());
            same &= name.equals(member.name());
            renamed.put(name, value);
            changed = value == member.value() ? changed : changed.with(member.name(), value);
        }
        return same ? changed : renamed.build();
    }

    private static Json same(Json json, String said, String text) {
        return text.equals(said) ? json : Json.of(text);
    }

    private String value(String name, String value) {
        return replaced(value, found(name, value), this::replacement);
    }

    private List<Finding> found(String name, String value) {
        int begin = name.isEmpty() ? 0 : name.length() + 2;
        List<Finding> all = scan.apply(name.isEmpty() ? value : name + ": " + value);
        boolean across = all.stream().anyMatch(each -> each.start() < begin && each.end() > begin);
        return across
                ? scan.apply(value)
                : all.stream()
                        .filter(each -> each.start() >= begin)
                        .map(each -> each.back(begin))
                        .toList();
    }

    private @Nullable String replacement(String entity, String value) {
        Action action = actions.getOrDefault(entity, Action.TOKEN);
        if (action == Action.BLOCK) {
            throw new BlockedException(entity);
        }
        counts.merge(entity, 1, Integer::sum);
        return replacer.replace(action, entity, value);
    }

    private static String replaced(String text, List<Finding> findings, Replacement replacement) {
        if (findings.isEmpty()) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length() + findings.size() * 16);
        int from = 0;
        for (Finding finding : findings) {
            Checkpoint.pass();
            String value = finding.in(text);
            String other = replacement.of(finding.entity(), value);
            if (other != null) {
                out.append(text, from, finding.start()).append(other);
                from = finding.end();
            }
        }
        return from == 0 ? text : out.append(text, from, text.length()).toString();
    }

    /** What a value becomes; null to leave it. */
    @FunctionalInterface
    private interface Replacement {
        @Nullable String of(String entity, String value);
    }

    /** Something was found that must not go on. */
    public static final class BlockedException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final String entity;

        BlockedException(String entity) {
            super(entity, null, false, false);
            this.entity = entity;
        }

        /**
         * What was found.
         *
         * @return the entity's name; never its value
         */
        public String entity() {
            return entity;
        }
    }
}
