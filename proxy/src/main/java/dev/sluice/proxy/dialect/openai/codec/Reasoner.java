package dev.sluice.proxy.dialect.openai.codec;

import dev.sluice.api.chat.ChatRequest;
import dev.sluice.api.chat.Losses;
import dev.sluice.api.chat.Output;
import dev.sluice.api.chat.Sampling;
import dev.sluice.api.chat.Thinking;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Leaves out of a request what OpenAI's reasoning models refuse: how to draw words, where to stop, probabilities. The API has no way to
 * ask which models these are, so their names decide (<a href="https://developers.openai.com/api/docs/guides/latest-model">parameter
 * compatibility</a>).
 */
final class Reasoner {

    private static final Pattern NAMES = Pattern.compile("(?:.*/)?(?:o[134](?:-.*)?|gpt-5(?!.*-chat).*)");
    /** These two draw as they are told while they do not think, which they do only if asked. */
    private static final Pattern SOMETIMES = Pattern.compile("(?:.*/)?gpt-5\\.[12](?:-\\d.*)?");

    /** These take no functions beside thinking in chat completions. */
    private static final Pattern NEWER = Pattern.compile("(?:.*/)?gpt-(?:5\\.(?:[4-9]|\\d\\d)|[6-9])(?!.*-chat).*");
    /** Of those, these think only if they are asked to. */
    private static final Pattern ASKED = Pattern.compile("(?:.*/)?gpt-5\\.4(?!\\d).*");

    /** These are not to be had by chat completions at all. */
    private static final Pattern ELSEWHERE =
            Pattern.compile("(?:.*/)?(?:o[134]|gpt-[5-9]).*-(?:pro|codex|deep-research)(?:-.*)?");

    private static final String REFUSED = "was left out, as this model takes none";

    private Reasoner() {}

    /** The request as its model takes it. */
    static ChatRequest fitted(ChatRequest request, Losses losses) {
        if (!isOne(request.model(), request.thinking())) {
            return request;
        }
        return new ChatRequest(
                request.model(),
                request.streamed(),
                request.turns(),
                request.tools(),
                sampling(request.sampling(), losses),
                output(request.output(), losses),
                request.thinking(),
                request.labels());
    }

    /**
     * Whether chat completions refuse a request that responses take: of some models any, from GPT-5.4 on functions beside thinking.
     * Later models than that think unless they are told not to.
     */
    static boolean isForResponses(ChatRequest request) {
        String model = request.model();
        if (ELSEWHERE.matcher(model).matches()) {
            return true;
        }
        if (request.tools().list().isEmpty() || !NEWER.matcher(model).matches()) {
            return false;
        }
        Thinking thinking = request.thinking();
        return ASKED.matcher(model).matches() ? isThinking(thinking) : !isRefused(thinking);
    }

    private static boolean isOne(String model, Thinking thinking) {
        return NAMES.matcher(model).matches()
                && (isThinking(thinking) || !SOMETIMES.matcher(model).matches());
    }

    private static boolean isThinking(Thinking thinking) {
        return thinking.budget() != null
                || Boolean.TRUE.equals(thinking.enabled())
                || (thinking.effort() != null && !thinking.effort().equals("none"));
    }

    private static boolean isRefused(Thinking thinking) {
        return "none".equals(thinking.effort())
                || (Boolean.FALSE.equals(thinking.enabled()) && thinking.effort() == null);
    }

    private static Sampling sampling(Sampling sampling, Losses losses) {
        return new Sampling(
                usual(sampling.temperature(), 1, "temperature", losses),
                usual(sampling.topP(), 1, "top_p", losses),
                sampling.topK(),
                usual(sampling.frequencyPenalty(), 0, "frequency_penalty", losses),
                usual(sampling.presencePenalty(), 0, "presence_penalty", losses),
                sampling.seed());
    }

    /** What is the model's own anyway it lets be said. */
    private static @Nullable Double usual(@Nullable Double value, double own, String field, Losses losses) {
        if (value == null || value == own) {
            return value;
        }
        losses.add(field, REFUSED);
        return null;
    }

    private static Output output(Output output, Losses losses) {
        if (!output.stop().isEmpty()) {
            losses.add("stop", REFUSED);
        }
        if (output.topLogprobs() != null) {
            losses.add("top_logprobs", REFUSED);
        }
        return new Output(output.maxTokens(), List.of(), output.choices(), output.format(), null, output.verbosity());
    }
}
