package dev.sluice.proxy.dialect.anthropic;

import dev.sluice.api.chat.ChatRequest;
import dev.sluice.api.chat.Labels;
import dev.sluice.api.chat.Losses;
import dev.sluice.api.chat.Output;
import dev.sluice.api.chat.Sampling;
import dev.sluice.api.chat.Turn;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.prompt.Role;
import dev.sluice.proxy.dialect.Defaults;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes a request of messages. */
final class RequestWriter {

    /** The API wants a bound; every model of Anthropic's that is served can say this much. */
    static final int DEFAULT_MAX_TOKENS = 8192;

    private static final String LEFT_OUT = "has no place in this dialect and was left out";

    private final ChatRequest request;
    private final Losses losses;
    private final boolean thinks;

    private RequestWriter(ChatRequest request, Losses losses) {
        this.request = request;
        this.losses = losses;
        this.thinks = ThinkingFields.mayThink(request, losses);
    }

    static Obj write(ChatRequest request, Losses losses) {
        return new RequestWriter(request, losses).write();
    }

    private Obj write() {
        int maxTokens = maxTokens();
        Obj body = Json.object("model", request.model(), "max_tokens", maxTokens);
        body = turns(body);
        body = ToolFields.write(body, request.tools(), losses);
        body = sampling(body, request.sampling());
        body = output(body, request.output());
        Obj thinking = thinks ? ThinkingFields.write(request.thinking(), request.model(), maxTokens, losses) : null;
        body = put(body, "thinking", thinking);
        body = labels(body, request.labels());
        return request.streamed() ? body.with("stream", Json.of(true)) : body;
    }

    /** Where thinking is on, its budget comes on top of what the answer may have unless the bound says otherwise. */
    private int maxTokens() {
        Integer given = request.output().maxTokens();
        if (given != null) {
            return given;
        }
        losses.added("max_tokens", "was set, as this dialect wants a bound");
        boolean budgeted = thinks
                && ThinkingFields.isWanted(request.thinking())
                && Claude.of(request.model()).isBudgeted();
        return DEFAULT_MAX_TOKENS + (budgeted ? ThinkingFields.budget(request.thinking()) : 0);
    }

    private Obj turns(Obj body) {
        BlockWriter blocks = BlockWriter.ofTurns(losses);
        List<Json> system = new ArrayList<>();
        List<Json> messages = new ArrayList<>();
        for (int i = 0; i < request.turns().size(); i++) {
            Turn turn = request.turns().get(i);
            List<Json> content = blocks.content(turn.parts(), "messages[" + i + "].content");
            if (turn.role() == Role.SYSTEM) {
                moved(i, system, messages);
                system.addAll(content);
            } else if (!content.isEmpty()) {
                messages.add(Json.object("role", role(turn.role()), "content", content));
            }
        }
        Obj instructed = system.isEmpty() ? body : body.with("system", Json.from(system));
        return instructed.with("messages", Json.from(messages));
    }

    private void moved(int turn, List<Json> system, List<Json> messages) {
        if (!messages.isEmpty()) {
            losses.mapped(
                    "messages[" + turn + "].role", "instructions stand before all turns here, and were moved there");
        } else if (!system.isEmpty()) {
            losses.mapped("messages[" + turn + "].role", "was put together with the instructions before it");
        }
    }

    private static String role(Role role) {
        return role == Role.ASSISTANT ? "assistant" : "user";
    }

    private Obj sampling(Obj body, Sampling sampling) {
        lose("frequency_penalty", sampling.frequencyPenalty());
        lose("presence_penalty", sampling.presencePenalty());
        lose("seed", sampling.seed());
        if (Claude.of(request.model()).isSampled()) {
            Obj drawn = put(body, "temperature", temperature(sampling.temperature()));
            return put(put(drawn, "top_p", sampling.topP()), "top_k", sampling.topK());
        }
        refuse("temperature", sampling.temperature());
        refuse("top_p", sampling.topP());
        refuse("top_k", sampling.topK());
        return body;
    }

    private void refuse(String field, @Nullable Object value) {
        if (value != null) {
            losses.add(field, "was left out, as this model takes none");
        }
    }

    private @Nullable Double temperature(@Nullable Double asked) {
        if (asked == null) {
            return null;
        }
        if (thinks && ThinkingFields.isWanted(request.thinking()) && asked != 1) {
            losses.add("temperature", "was left out, as thinking allows none but 1");
            return null;
        }
        if (asked > 1) {
            losses.mapped("temperature", "became 1, the highest that there is");
        }
        return Math.min(1, asked);
    }

    private Obj output(Obj body, Output output) {
        if (output.choices() != null && output.choices() > 1) {
            losses.add("n", "became 1, as this dialect gives one answer");
        }
        lose("top_logprobs", output.topLogprobs());
        lose("verbosity", output.verbosity());
        List<String> stop =
                output.stop().stream().filter(text -> !text.isBlank()).toList();
        if (stop.size() < output.stop().size()) {
            losses.add("stop", "those of white space alone are not allowed here, and were left out");
        }
        Obj config = Json.object()
                .putIfPresent(
                        "effort", thinks ? ThinkingFields.effort(request.thinking(), request.model(), losses) : null)
                .putIfPresent("format", format(output.format()))
                .build();
        return put(
                put(body, "stop_sequences", stop.isEmpty() ? null : stop),
                "output_config",
                config.isEmpty() ? null : config);
    }

    private @Nullable Obj format(Output.@Nullable Format format) {
        return switch (format) {
            case Output.Format.Schema schema ->
                Json.object("type", "json_schema", "schema", SchemaNames.write(schema, losses));
            case Output.Format.AnyJson any -> {
                losses.add("response_format", "JSON of any shape cannot be asked for here: give a schema");
                yield null;
            }
            case Output.Format.Words words -> {
                lose("response_format", words);
                yield null;
            }
            case null -> null;
        };
    }

    private Obj labels(Obj body, Labels labels) {
        lose("prompt_cache_key", labels.cacheKey());
        labels.metadata().keySet().forEach(key -> losses.add("metadata." + key, LEFT_OUT));
        Obj named = labels.user() == null ? body : body.with("metadata", Json.object("user_id", labels.user()));
        return put(named, "service_tier", tier(labels.serviceTier()));
    }

    private @Nullable String tier(@Nullable String tier) {
        return switch (tier) {
            case null -> null;
            case "auto" -> "auto";
            case "default", "standard_only" -> "standard_only";
            default -> {
                lose("service_tier", tier);
                yield null;
            }
        };
    }

    private void lose(String field, @Nullable Object value) {
        Defaults.lose(losses, field, value, LEFT_OUT);
    }

    private static Obj put(Obj body, String name, @Nullable Object value) {
        return value == null ? body : body.with(name, Json.from(value));
    }
}
