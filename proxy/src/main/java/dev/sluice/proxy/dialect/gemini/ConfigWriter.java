package dev.sluice.proxy.dialect.gemini;

import dev.sluice.api.chat.ChatRequest;
import dev.sluice.api.chat.Losses;
import dev.sluice.api.chat.Output;
import dev.sluice.api.chat.Sampling;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.proxy.dialect.Defaults;

/** Writes {@code generationConfig}. */
final class ConfigWriter {
    private static final int MAX_STOPS = 5;
    private static final String LEFT_OUT = "has no word in Gemini and was left out";
    private final ChatRequest request;
    private final Losses losses;
    private final Obj.Builder config = Json.object();

    ConfigWriter(ChatRequest request, Losses losses) {
        this.request = request;
        this.losses = losses;
    }

    Obj write() {
        sampling(request.sampling());
        output(request.output());
        Thoughts thoughts = new Thoughts(request.model(), losses);
        config.putIfPresent("thinkingConfig", thoughts.write(request.thinking()));
        return config.build();
    }

    private void sampling(Sampling sampling) {
        config.putIfPresent("temperature", sampling.temperature())
                .putIfPresent("topP", sampling.topP())
                .putIfPresent("topK", sampling.topK())
                .putIfPresent("frequencyPenalty", sampling.frequencyPenalty())
                .putIfPresent("presencePenalty", sampling.presencePenalty())
                .putIfPresent("seed", sampling.seed());
    }

    private void output(Output output) {
        config.putIfPresent("maxOutputTokens", output.maxTokens()).putIfPresent("candidateCount", output.choices());
        if (!output.stop().isEmpty()) {
            if (output.stop().size() > MAX_STOPS) {
                losses.add("stop", "has more than the 5 sequences that Gemini takes; the first 5 were sent");
            }
            config.put("stopSequences", output.stop().stream().limit(MAX_STOPS).toList());
        }
        if (output.topLogprobs() != null) {
            config.put("responseLogprobs", true);
            config.putIfPresent("logprobs", output.topLogprobs() == 0 ? null : output.topLogprobs());
        }
        Defaults.lose(losses, "verbosity", output.verbosity(), LEFT_OUT);
        if (output.format() != null) {
            format(output.format());
        }
    }

    private void format(Output.Format format) {
        switch (format) {
            case Output.Format.Words words -> config.put(Generation.MEDIA_TYPE, "text/plain");
            case Output.Format.AnyJson any -> config.put(Generation.MEDIA_TYPE, Generation.JSON);
            case Output.Format.Schema schema -> {
                config.put(Generation.MEDIA_TYPE, Generation.JSON).put(Generation.SCHEMA, schema.schema());
                if (schema.description() != null) {
                    losses.add("response_format.description", LEFT_OUT);
                }
                if (!schema.name().isEmpty()) {
                    losses.mapped("response_format.name", "names the schema; Gemini's have no names");
                }
                Defaults.strictAnyway(losses, "response_format.strict", schema.strict());
            }
        }
    }
}
