package dev.sluice.proxy.dialect.gemini;

import dev.sluice.api.chat.Losses;
import dev.sluice.api.chat.Output;
import dev.sluice.api.chat.Sampling;
import dev.sluice.api.chat.Thinking;
import dev.sluice.api.json.Arr;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Num;
import dev.sluice.api.json.Obj;
import dev.sluice.api.json.Str;
import dev.sluice.proxy.dialect.Fields;
import dev.sluice.proxy.dialect.Texts;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads {@code generationConfig}. */
final class ConfigReader {
    private static final int DYNAMIC = -1;
    private final Obj config;
    private final Fields fields;
    private final Losses losses;

    private ConfigReader(Obj config, Losses losses) {
        this.config = config;
        this.fields = Fields.of(config, Generation.CONFIG, losses);
        this.losses = losses;
    }

    static ConfigReader of(@Nullable Obj config, Losses losses) {
        return new ConfigReader(config == null ? Json.object().build() : unquoted(Spelling.normal(config)), losses);
    }

    /** Numbers that stand in quotes, without them. */
    private static Obj unquoted(Obj config) {
        Obj plain = config;
        for (String name : List.of("maxOutputTokens", "temperature", "topP", "topK", "candidateCount", "seed")) {
            Num number = Spelling.number(config, name);
            if (number != null && config.get(name) instanceof Str) {
                plain = plain.with(name, number);
            }
        }
        return plain;
    }

    Sampling sampling() {
        return new Sampling(
                fields.decimal("temperature"),
                fields.decimal("topP"),
                topK(),
                fields.decimal("frequencyPenalty"),
                fields.decimal("presencePenalty"),
                fields.whole("seed"));
    }

    private @Nullable Integer topK() {
        Double topK = fields.decimal("topK");
        return topK == null ? null : (int) Math.round(topK);
    }

    Output output() {
        Arr stop = fields.array("stopSequences");
        return new Output(
                fields.integer("maxOutputTokens"),
                stop == null ? List.of() : stop.stream().map(Texts::string).toList(),
                fields.integer("candidateCount"),
                format(),
                logprobs(),
                null);
    }

    private Output.@Nullable Format format() {
        String type = fields.text(Generation.MEDIA_TYPE);
        fields.skip(Generation.SCHEMA, "responseSchema");
        Obj schema = Schemas.response(config);
        if (schema != null) {
            return new Output.Format.Schema("", null, schema, null);
        }
        return type == null
                ? null
                : type.equals(Generation.JSON) ? new Output.Format.AnyJson() : new Output.Format.Words();
    }

    private @Nullable Integer logprobs() {
        Boolean wanted = fields.truth("responseLogprobs");
        Integer top = fields.integer("logprobs");
        return Boolean.TRUE.equals(wanted) ? Integer.valueOf(top == null ? 0 : top) : null;
    }

    Thinking thinking() {
        Obj config = fields.object("thinkingConfig");
        if (config == null) {
            return Thinking.NONE;
        }
        Fields thinking = Fields.of(Spelling.normal(config), fields.at("thinkingConfig"), losses);
        Integer budget = thinking.integer("thinkingBudget");
        String level = thinking.text("thinkingLevel");
        Boolean shown = thinking.truth("includeThoughts");
        thinking.rest();
        boolean isOn = budget != null && budget != 0;
        return new Thinking(
                budget == null ? null : (Boolean) isOn,
                level == null ? null : level.toLowerCase(Locale.ROOT).replace("thinking_level_", ""),
                budget == null || budget == DYNAMIC || budget == 0 ? null : budget,
                shown(shown, isOn));
    }

    /** Thinking that is on and shown is what it is elsewhere without another word. */
    private static @Nullable String shown(@Nullable Boolean asked, boolean isOn) {
        if (asked == null || (asked && isOn)) {
            return null;
        }
        return asked ? "auto" : "none";
    }

    /** Tells of what is left. */
    void rest() {
        if (config.get("responseModalities") instanceof Arr kinds
                && kinds.stream().allMatch(kind -> Texts.string(kind).equalsIgnoreCase("text"))) {
            fields.skip("responseModalities");
        }
        fields.rest();
    }
}
