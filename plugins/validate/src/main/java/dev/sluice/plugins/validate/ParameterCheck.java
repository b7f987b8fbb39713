package dev.sluice.plugins.validate;

import dev.sluice.api.prompt.Parameters;
import dev.sluice.api.prompt.Prompt;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Whether one of the parameters that every dialect has is there and within its bounds. */
record ParameterCheck(String param, boolean required, Bounds bounds, Function<Parameters, @Nullable Number> value)
        implements Check<Prompt> {

    static List<Check<Prompt>> all(ValidateConfig.ParameterRules rules) {
        List<Check<Prompt>> checks = new ArrayList<>();
        add(checks, "max_output_tokens", rules.maxOutputTokens(), Parameters::maxOutputTokens);
        add(checks, "temperature", rules.temperature(), Parameters::temperature);
        add(checks, "top_p", rules.topP(), Parameters::topP);
        add(checks, "choices", rules.choices(), Parameters::choices);
        return checks;
    }

    @Override
    public void on(Prompt prompt, Violations found) {
        Number given = value.apply(prompt.parameters());
        if (given != null) {
            bounds.check(param, given.doubleValue(), found);
        } else if (required) {
            found.add(new Violation("missing", param, "a number", "nothing", "add it"));
        }
    }

    private static void add(
            List<Check<Prompt>> checks,
            String param,
            ValidateConfig.@Nullable NumberRule rule,
            Function<Parameters, @Nullable Number> value) {
        if (rule != null) {
            checks.add(new ParameterCheck(param, rule.required(), new Bounds(rule.min(), rule.max()), value));
        }
    }
}
