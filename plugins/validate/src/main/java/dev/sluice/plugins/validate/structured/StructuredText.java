package dev.sluice.plugins.validate.structured;

import dev.sluice.api.CallError;
import dev.sluice.api.json.Arr;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.JsonSyntaxException;
import dev.sluice.api.json.Obj;
import dev.sluice.api.text.TextTransformer;
import dev.sluice.plugins.validate.schema.Fault;
import dev.sluice.plugins.validate.schema.JsonSchema;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One text of a reply that has to be a document of a schema. A reply without text, one of tool calls say, has none to check. */
final class StructuredText implements TextTransformer {

    /** How many faults are told. */
    static final int MAX_TOLD = 3;

    private static final int MAX_CHARACTERS = 4 << 20;

    private final JsonSchema schema;
    private final JsonStream stream;
    private final Consumer<Set<Repair>> repaired;
    private final StringBuilder document = new StringBuilder();
    private final @Nullable Foresight foresight;

    private StructuredText(
            JsonSchema schema, Set<Repair> allowed, Consumer<Set<Repair>> repaired, @Nullable Foresight foresight) {
        this.schema = schema;
        this.stream = new JsonStream(allowed);
        this.repaired = repaired;
        this.foresight = foresight;
    }

    /** For a text that leaves as it comes: it breaks off at the first character that cannot be right. */
    static StructuredText leaving(JsonSchema schema, Set<Repair> allowed, Consumer<Set<Repair>> repaired) {
        return new StructuredText(schema, allowed, repaired, new Foresight(schema.parts()));
    }

    /** For a text of which nothing leaves before its end: all its faults are told. */
    static StructuredText held(JsonSchema schema, Set<Repair> allowed, Consumer<Set<Repair>> repaired) {
        return new StructuredText(schema, allowed, repaired, null);
    }

    @Override
    public String next(String piece) {
        try {
            return kept(stream.next(piece));
        } catch (JsonStream.NotJson e) {
            kept(stream.drained()); // What was right before may have been wrong otherwise.
            throw error(List.of(new Fault("", "expected " + e.getMessage())));
        }
    }

    @Override
    public String end() {
        if (stream.isEmpty()) {
            return "";
        }
        try {
            String rest = kept(stream.end());
            check(Json.parse(Buffer.buffer(document.toString())));
            if (!stream.repairs().isEmpty()) {
                repaired.accept(stream.repairs());
            }
            return rest;
        } catch (JsonStream.NotJson e) {
            throw error(List.of(new Fault("", "expected " + e.getMessage())));
        } catch (JsonSyntaxException e) {
            throw error(List.of(new Fault("", "expected a JSON document within limits, found another")));
        }
    }

    private String kept(String leaving) {
        document.append(leaving);
        Fault fault = foresight == null ? null : foresight.next(leaving);
        if (fault != null) {
            throw error(List.of(fault));
        }
        if (document.length() > MAX_CHARACTERS) {
            throw error(List.of(new Fault("", "expected at most " + MAX_CHARACTERS + " characters, found more")));
        }
        return leaving;
    }

    private void check(Json value) {
        List<Fault> faults = repeatsAName(value)
                ? List.of(new Fault("", "expected each name of an object once, found one again"))
                : schema.faults(value);
        if (!faults.isEmpty()) {
            throw error(faults);
        }
    }

    /** Which of two values counts, readers do not agree on. */
    static boolean repeatsAName(Json value) {
        return switch (value) {
            case Obj object ->
                object.hasDuplicateKeys() || object.stream().anyMatch(member -> repeatsAName(member.value()));
            case Arr array -> array.stream().anyMatch(StructuredText::repeatsAName);
            default -> false;
        };
    }

    static CallError error(List<Fault> faults) {
        String told = faults.stream().limit(MAX_TOLD).map(Fault::toString).collect(Collectors.joining("; "));
        return CallError.of(
                CallError.Category.UPSTREAM,
                ReplyContract.CODE,
                "Expected a reply that meets its JSON Schema, found one that does not: " + told);
    }
}
