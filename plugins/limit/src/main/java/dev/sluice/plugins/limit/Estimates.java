package dev.sluice.plugins.limit;

import dev.sluice.api.Body;
import dev.sluice.api.Call;
import dev.sluice.api.Operation;
import dev.sluice.api.Usage;
import dev.sluice.api.json.JsonSyntaxException;
import dev.sluice.api.model.Models;
import dev.sluice.api.prompt.Parameters;
import dev.sluice.api.prompt.Prompt;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Says what a call will probably use, before it is sent. */
final class Estimates {

    private static final int CALLERS = 10_000;
    private static final int BYTES_A_TOKEN = 4;

    /** How much of the caller's usual the newest answer makes. */
    private static final double NEWEST = 0.2;

    private static final Set<Operation> ANSWERLESS = Set.of(
            Operation.EMBEDDINGS,
            Operation.RERANK,
            Operation.MODERATION,
            Operation.COUNT_TOKENS,
            Operation.LIST_MODELS,
            Operation.OTHER);

    private final Models models;
    private final ModelNames names;
    private final long expectedOutput;
    private final Map<String, Double> usual = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Double> eldest) {
            return size() > CALLERS;
        }
    });

    Estimates(Models models, ModelNames names, long expectedOutput) {
        this.models = models;
        this.names = names;
        this.expectedOutput = expectedOutput;
    }

    Usage of(Call call) {
        try {
            Prompt prompt = call.prompt();
            return prompt == null ? unread(call) : read(call, prompt);
        } catch (JsonSyntaxException e) {
            return unread(call); // The provider says what is wrong with it.
        }
    }

    /** Notes how long an answer was, for the next estimate. */
    void learn(Call call, Usage used) {
        if (used.output() > 0) {
            usual.merge(caller(call), (double) used.output(), (was, is) -> was + NEWEST * (is - was));
        }
    }

    private Usage read(Call call, Prompt prompt) {
        long input = models.tokens(Tab.target(call).model(), prompt.texts());
        return new Usage(input, output(call, prompt.parameters()), 0, 0, 0, 0, 0, true);
    }

    private long output(Call call, Parameters parameters) {
        if (ANSWERLESS.contains(call.operation())) {
            return 0;
        }
        Integer bound = parameters.maxOutputTokens();
        long each = bound == null || bound <= 0 ? usual(call) : bound; // Some servers read 0 and -1 as no end.
        Integer choices = parameters.choices();
        return each * (choices == null ? 1 : Math.clamp(choices, 1, 128));
    }

    private Usage unread(Call call) {
        long bytes = call.body() instanceof Body.Bytes all ? all.bytes().length() : 0;
        long output = ANSWERLESS.contains(call.operation()) ? 0 : usual(call);
        return new Usage(bytes / BYTES_A_TOKEN, output, 0, 0, 0, 0, 0, true);
    }

    private long usual(Call call) {
        return Math.round(usual.getOrDefault(caller(call), (double) expectedOutput));
    }

    private String caller(Call call) {
        return call.caller().tenant() + " " + call.caller().key() + " " + names.counted(call);
    }
}
