package dev.sluice.plugins.route.rules;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.cel.runtime.CelVariableResolver;

/** A condition in CEL: typed, without loops or side effects, checked when the config is read. */
public final class Expression {

    private static final CelType TEXTS = MapType.create(SimpleType.STRING, SimpleType.STRING);

    private final String source;
    private final CelRuntime.Program program;

    private Expression(String source, CelRuntime.Program program) {
        this.source = source;
        this.program = program;
    }

    /**
     * Compiles.
     *
     * @param source as the operator wrote it
     * @return ready to be asked
     * @throws IllegalArgumentException if it is none, or not one that is true or false; says where
     */
    public static Expression of(String source) {
        CelCompiler compiler = CelCompilerFactory.standardCelCompilerBuilder()
                .setStandardMacros(CelStandardMacro.HAS)
                .addVar("model", SimpleType.STRING)
                .addVar("operation", SimpleType.STRING)
                .addVar("streamed", SimpleType.BOOL)
                .addVar("caller.tenant", SimpleType.STRING)
                .addVar("caller.key", SimpleType.STRING)
                .addVar("caller.labels", TEXTS)
                .addVar("headers", TEXTS)
                .addVar("prompt.tokens", SimpleType.INT)
                .addVar("prompt.max_output", SimpleType.INT)
                .addVar("prompt.media", ListType.create(SimpleType.STRING))
                .addVar("prompt.tools", SimpleType.BOOL)
                .addVar("prompt.schema", SimpleType.BOOL)
                .addVar("time.hour", SimpleType.INT)
                .addVar("time.minute", SimpleType.INT)
                .addVar("time.weekday", SimpleType.INT)
                .setResultType(SimpleType.BOOL)
                .build();
        try {
            CelAbstractSyntaxTree tree = compiler.compile(source).getAst();
            return new Expression(
                    source,
                    CelRuntimeFactory.standardCelRuntimeBuilder().build().createProgram(tree));
        } catch (CelValidationException | CelEvaluationException e) {
            throw new IllegalArgumentException(
                    "expected a CEL expression that is true or false, found '" + source + "': " + e.getMessage(), e);
        }
    }

    /**
     * Asks.
     *
     * @param facts the variables
     * @return whether it holds; a field that is missing makes it not hold
     */
    boolean holds(CelVariableResolver facts) {
        try {
            return Boolean.TRUE.equals(program.eval(facts));
        } catch (CelEvaluationException e) {
            return false; // A label that this caller does not have, say: the rule is not for this call.
        }
    }

    @Override
    public String toString() {
        return source;
    }
}
