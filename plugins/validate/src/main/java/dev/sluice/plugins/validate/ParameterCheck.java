package dev.sluice.plugins.validate;

import dev.sluice.api.prompt.Parameters;
import dev.sluice.api.prompt.Prompt;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Whether one of the parameters that every dialect has is there and within its bounds.
 *
 * @param param how it is called where the dialect has no field for it
 * @param required whether it must be given
 * @param bounds of its value
 * @param value reads it
 * @param another changes it, to see which field of the dialect's that is
 */
record ParameterCheck(
        String param,
        boolean required,
        Bounds bounds,
        Function<Parameters, @Nullable Number> value,
        UnaryOperator<Parameters> another)
        implements Check<Prompt> {

    static List<Check<Prompt>> all(ValidateConfig.ParameterRules rules) {
        List<Check<Prompt>> checks = new ArrayList<>();
        add(checks, "max_output_tokens", rules.maxOutputTokens(), Parameters::maxOutputTokens, ParameterCheck::longer);
        add(checks, "temperature", rules.temperature(), Parameters::temperature, ParameterCheck::warmer);
        add(checks, "top_p", rules.topP(), Parameters::topP, ParameterCheck::wider);
        add(checks, "choices", rules.choices(), Parameters::choices, ParameterCheck::more);
        return checks;
    }

    @Override
    public void on(Prompt prompt, Violations found) {
        Number given = value.apply(prompt.parameters());
        if (given == null && required) {
            found.add(new Violation("missing", field(prompt), "a number", "nothing", "add it"));
        } else if (given != null && !bounds.allow(given.doubleValue())) {
            bounds.check(field(prompt), given.doubleValue(), found);
        }
    }

    /** As the client's dialect has it. */
    private String field(Prompt prompt) {
        return DialectField.of(prompt, another.apply(prompt.parameters()), param);
    }

    private static void add(
            List<Check<Prompt>> checks,
            String param,
            ValidateConfig.@Nullable NumberRule rule,
            Function<Parameters, @Nullable Number> value,
            UnaryOperator<Parameters> another) {
        if (rule != null) {
            checks.add(new ParameterCheck(param, rule.required(), new Bounds(rule.min(), rule.max()), value, another));
        }
    }

    private static Parameters longer(Parameters from) {
        return from.withMaxOutputTokens(other(from.maxOutputTokens()));
    }

    private static Parameters warmer(Parameters from) {
        return from.withTemperature(other(from.temperature()));
    }

    private static Parameters wider(Parameters from) {
        return new Parameters(
                from.maxOutputTokens(),
                from.temperature(),
                other(from.topP()),
                from.choices(),
                from.seed(),
                from.stop(),
                from.responseSchema());
    }

    private static Parameters more(Parameters from) {
        return new Parameters(
                from.maxOutputTokens(),
                from.temperature(),
                from.topP(),
                other(from.choices()),
                from.seed(),
                from.stop(),
                from.responseSchema());
    }

    private static int other(@Nullable Integer value) {
        return value != null && value == 1 ? 2 : 1;
    }

    private static double other(@Nullable Double value) {
        return value != null && value == 1 ? 0.5 : 1;
    }
}
