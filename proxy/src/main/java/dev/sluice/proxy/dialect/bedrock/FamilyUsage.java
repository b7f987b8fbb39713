package dev.sluice.proxy.dialect.bedrock;

import dev.sluice.api.Usage;
import dev.sluice.api.json.Num;
import dev.sluice.api.json.Obj;
import dev.sluice.proxy.dialect.Numbers;
import org.jspecify.annotations.Nullable;

/**
 * Reads the token counts of model families other than Anthropic's, by the names that each gives to them (Nova, Mistral, Llama, Titan),
 * or that Bedrock adds to the last chunk of every stream.
 */
final class FamilyUsage {

    private static final String METRICS = "amazon-bedrock-invocationMetrics";

    private FamilyUsage() {}

    /** What a reply, or a chunk of one, tells; null if it tells nothing. */
    static @Nullable Usage read(Obj body) {
        Obj counts = body.object(METRICS) == null ? body.object("usage") : body.object(METRICS);
        Obj told = counts == null ? body : counts;
        long input = Numbers.count(
                told, "inputTokenCount", "inputTokens", "prompt_tokens", "prompt_token_count", "inputTextTokenCount");
        long output =
                Numbers.count(told, "outputTokenCount", "outputTokens", "completion_tokens", "generation_token_count");
        if (output < 0 && body.at("/results/0/tokenCount") instanceof Num written) {
            output = Numbers.asInt(written, -1);
        }
        return input < 0 && output < 0 ? null : Usage.of(Math.max(0, input), Math.max(0, output));
    }
}
