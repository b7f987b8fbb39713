package dev.sluice.plugins.validate.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.path.PathType;
import com.networknt.schema.regex.RegularExpression;
import com.networknt.schema.regex.RegularExpressionFactory;
import dev.sluice.api.json.Json;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** A compiled schema. */
public final class JsonSchema {

    private final Json document;
    private final Schema schema;
    private final Effort effort;

    private JsonSchema(Json document, Schema schema, Effort effort) {
        this.document = document;
        this.schema = schema;
        this.effort = effort;
    }

    /**
     * What can be said of a document before it is over.
     *
     * @return the whole schema, to be followed part by part
     */
    public Subschema parts() {
        return Subschema.of(document);
    }

    /**
     * Compiles a schema. Takes up to milliseconds.
     *
     * @param document an object or a boolean; of draft 2020-12 unless its {@code $schema} says draft 7
     * @return the schema
     * @throws IllegalArgumentException if it is too large, refers outside itself, leads back to itself without going into the
     *     value, has a pattern that is not linear, or is wrong; the message says what was expected
     */
    public static JsonSchema of(Json document) {
        return of(document, Draft.DRAFT_2020_12, Map.of());
    }

    /**
     * Compiles a schema that refers to others.
     *
     * @param document an object or a boolean
     * @param draft of which it is if it does not say so
     * @param others all that it may refer to, by address
     * @return the schema
     */
    public static JsonSchema of(Json document, Draft draft, Map<String, String> others) {
        SchemaShape.check(document, others.keySet());
        Circles.check(document, draft.of(document));
        Thread thread = Thread.currentThread();
        ClassLoader usual = thread.getContextClassLoader();
        thread.setContextClassLoader(
                JsonSchema.class.getClassLoader()); // Has the drafts' own schemas; the library asks the thread's.
        try {
            Patterns patterns = new Patterns();
            Schema schema = registry(draft.of(document), others, patterns).getSchema(Nodes.of(document));
            schema.initializeValidators();
            patterns.compiled();
            return new JsonSchema(document, schema, Effort.of(document, draft.of(document)));
        } catch (SchemaException | PatternSyntaxException e) {
            throw new IllegalArgumentException(Unusable.why(document), e);
        } finally {
            thread.setContextClassLoader(usual);
        }
    }

    /**
     * Checks a document.
     *
     * @param document any
     * @return what is wrong with it, in order; empty if nothing is; one fault if finding out would take too long
     */
    public List<Fault> faults(Json document) {
        JsonNode node = Nodes.of(document);
        if (effort.isTooMuch(node)) {
            return List.of(new Fault(
                    "", "takes more than " + Effort.MOST + " checks by this schema, whose references multiply"));
        }
        List<Error> errors = schema.validate(node);
        return errors.stream()
                .map(error -> new Fault(error.getInstanceLocation().toString(), error.getMessage()))
                .distinct()
                .toList();
    }

    private static SchemaRegistry registry(Draft draft, Map<String, String> others, Patterns patterns) {
        SchemaRegistryConfig config = SchemaRegistryConfig.builder()
                .regularExpressionFactory(patterns)
                .pathType(PathType.JSON_POINTER)
                .locale(Locale.ENGLISH)
                .preloadSchema(true)
                .build();
        return SchemaRegistry.withDefaultDialect(
                draft.version(), builder -> builder.schemaRegistryConfig(config).schemas(others));
    }

    /**
     * Compiles patterns. The library would log what it is thrown as an error, and patterns are the caller's: what is refused is kept while
     * the schema is compiled, and thrown after that.
     */
    private static final class Patterns implements RegularExpressionFactory {

        private @Nullable PatternSyntaxException refused;
        private volatile boolean compiled;

        @Override
        public RegularExpression getRegularExpression(String pattern) {
            try {
                return LinearPattern.of(pattern);
            } catch (PatternSyntaxException e) {
                if (compiled) {
                    throw e;
                }
                refused = e;
                return text -> false;
            }
        }

        void compiled() {
            compiled = true;
            if (refused != null) {
                throw refused;
            }
        }
    }
}
