package dev.sluice.plugins.route.choose;

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

/** Tries the first target and escalates to the next when its answer fails a check. */
final class Cascade implements Strategy {

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

    Cascade(StrategySettings.Cascade settings) {
        this.settings = settings;
    }

    @Override
    public Choice choose(Ask ask, List<Candidate> candidates) {
        if (ask.call().streamed()) {
            return new Choice(candidates.reversed(), "cascade: a stream cannot be checked before it is sent");
        }
        boolean schema = settings.checks().contains(Check.SCHEMA) && ask.hasSchema();
        return new Choice(candidates, "cascade", answer -> fault(answer, schema));
    }

    private @Nullable String fault(Whole answer, boolean schema) {
        ReplyLens lens = answer.endpoint().replyLens();
        Obj body = lens == null ? null : answer.json();
        if (lens == null || body == null) {
            return null;
        }
        Map<Channel.Kind, StringBuilder> texts = texts(answer);
        String content = texts.getOrDefault(Channel.Kind.CONTENT, new StringBuilder())
                .toString()
                .strip();
        if (schema && !isJson(content)) {
            return "the answer is not the JSON that was asked for";
        }
        if (settings.checks().contains(Check.REFUSAL)
                && (texts.containsKey(Channel.Kind.REFUSAL) || refuses(content))) {
            return "the model refused";
        }
        boolean calls = texts.containsKey(Channel.Kind.TOOL_ARGUMENTS) || texts.containsKey(Channel.Kind.TOOL_INPUT);
        boolean measured = settings.checks().contains(Check.LENGTH) && !calls;
        return measured ? length(content, lens.summary(body).finishReason()) : null;
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
