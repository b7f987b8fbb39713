package dev.sluice.plugins.route.choose;

import dev.sluice.api.Call;
import dev.sluice.api.Whole;
import dev.sluice.api.dialect.ReplyLens;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.JsonSyntaxException;
import dev.sluice.api.json.Obj;
import dev.sluice.api.text.Channel;
import dev.sluice.plugins.route.config.StrategySettings;
import dev.sluice.plugins.route.config.StrategySettings.Check;
import io.vertx.core.buffer.Buffer;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an answer of a cascade has to pass, the cheapest checks first. */
final class CascadeCheck implements AnswerCheck {

    /** Dialects' words for an answer that was cut off at its limit. */
    private static final Set<String> CUT_OFF = Set.of("length", "max_tokens", "max_output_tokens", "incomplete");

    private static final int REFUSAL_WITHIN = 160;

    /** How models commonly begin to refuse; only the beginning of an answer is compared. */
    private static final List<String> REFUSALS = List.of(
            "i can't help with",
            "i cannot help with",
            "i can't assist",
            "i cannot assist",
            "i'm sorry, but i can",
            "i am sorry, but i can",
            "i'm unable to",
            "i am unable to",
            "i don't have enough information",
            "i do not know",
            "i don't know");

    private final StrategySettings.Cascade settings;
    private final Ask ask;

    CascadeCheck(StrategySettings.Cascade settings, Ask ask) {
        this.settings = settings;
        this.ask = ask;
    }

    @Override
    public Call prepare(Call call) {
        return has(Check.CONFIDENCE) ? Confidence.ask(call) : call;
    }

    @Override
    public Whole restore(Whole answer) {
        return has(Check.CONFIDENCE) && Confidence.isToBeAskedFor(ask.call()) ? Confidence.without(answer) : answer;
    }

    @Override
    public @Nullable String fault(Whole answer) {
        ReplyLens lens = answer.endpoint().replyLens();
        Obj body = lens == null ? null : answer.json();
        if (lens == null || body == null) {
            return null;
        }
        Map<Channel.Kind, StringBuilder> texts = texts(answer);
        String content = texts.getOrDefault(Channel.Kind.CONTENT, new StringBuilder())
                .toString()
                .strip();
        if (has(Check.SCHEMA) && ask.hasSchema() && !isJson(content)) {
            return "the answer is not the JSON that was asked for";
        }
        if (has(Check.REFUSAL) && (texts.containsKey(Channel.Kind.REFUSAL) || refuses(content))) {
            return "the model refused";
        }
        boolean calls = texts.containsKey(Channel.Kind.TOOL_ARGUMENTS) || texts.containsKey(Channel.Kind.TOOL_INPUT);
        String length =
                has(Check.LENGTH) && !calls ? length(content, lens.summary(body).finishReason()) : null;
        return length != null ? length : doubt(body, content, calls);
    }

    /** What makes an answer doubtful that is one by its form. */
    private @Nullable String doubt(Obj body, String content, boolean calls) {
        double sure = has(Check.CONFIDENCE) ? Confidence.of(body) : 1;
        if (sure < settings.minConfidence()) {
            return String.format(Locale.ROOT, "the model is not sure: %.2f", sure);
        }
        double support = has(Check.GROUNDING) && !calls ? Support.of(ask.texts(), content) : 1;
        return support < settings.minSupport()
                ? String.format(Locale.ROOT, "little of the answer stands in the prompt: %.2f", support)
                : null;
    }

    private boolean has(Check check) {
        return settings.checks().contains(check);
    }

    private @Nullable String length(String content, @Nullable String finish) {
        if (finish != null && CUT_OFF.contains(finish.toLowerCase(Locale.ROOT))) {
            return "the answer was cut off";
        }
        return content.length() < settings.minCharacters() ? "the answer is too short" : null;
    }

    private static Map<Channel.Kind, StringBuilder> texts(Whole answer) {
        Map<Channel.Kind, StringBuilder> texts = new EnumMap<>(Channel.Kind.class);
        answer.mapText(channel -> piece -> {
            if (!piece.isEmpty()) {
                texts.computeIfAbsent(channel.kind(), kind -> new StringBuilder())
                        .append(piece);
            }
            return piece;
        });
        return texts;
    }

    private static boolean isJson(String content) {
        try {
            Json.parse(Buffer.buffer(content));
            return true;
        } catch (JsonSyntaxException e) {
            return false;
        }
    }

    private static boolean refuses(String content) {
        String beginning = content.substring(0, Math.min(REFUSAL_WITHIN, content.length()))
                .toLowerCase(Locale.ROOT)
                .replace('\u2019', '\'');
        return REFUSALS.stream().anyMatch(beginning::startsWith);
    }
}
