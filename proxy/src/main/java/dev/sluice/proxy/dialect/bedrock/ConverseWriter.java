package dev.sluice.proxy.dialect.bedrock;

import dev.sluice.api.chat.ChatRequest;
import dev.sluice.api.chat.Labels;
import dev.sluice.api.chat.Losses;
import dev.sluice.api.chat.Output;
import dev.sluice.api.chat.Sampling;
import dev.sluice.api.chat.Thinking;
import dev.sluice.api.chat.Turn;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.prompt.Role;
import dev.sluice.proxy.dialect.Defaults;
import dev.sluice.proxy.dialect.anthropic.Claude;
import dev.sluice.proxy.dialect.anthropic.ThinkingFields;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes a request of Converse. */
final class ConverseWriter {

    private static final String LEFT_OUT = "has no place in this dialect and was left out";

    private final ChatRequest request;
    private final Losses losses;
    private final boolean isAnthropic;
    private final boolean thinks;

    private ConverseWriter(ChatRequest request, Losses losses) {
        this.request = request;
        this.losses = losses;
        this.isAnthropic = request.model().contains("anthropic.");
        this.thinks = isAnthropic && ThinkingFields.mayThink(request, losses);
    }

    static Obj request(ChatRequest request, Losses losses) {
        return new ConverseWriter(request, losses).write();
    }

    private Obj write() {
        Obj body = turns();
        body = put(body, ConverseParameters.CONFIG, config(request.sampling(), request.output()));
        body = put(body, "toolConfig", orNull(ConverseTools.write(request, losses)));
        body = put(body, "outputConfig", output(request.output(), request.thinking()));
        body = put(body, "additionalModelRequestFields", more());
        return labels(body, request.labels());
    }

    private static Obj orNull(@Nullable Obj object) {
        return object == null ? Json.object().build() : object;
    }

    /** Turns must alternate here, so those of the same role that follow each other are one. */
    private Obj turns() {
        ConverseBlockWriter blocks = ConverseBlockWriter.ofTurns(losses);
        List<Json> system = new ArrayList<>();
        List<Run> runs = new ArrayList<>();
        for (int i = 0; i < request.turns().size(); i++) {
            Turn turn = request.turns().get(i);
            List<Json> content = blocks.content(turn.parts(), "messages[" + i + "].content");
            if (turn.role() == Role.SYSTEM) {
                moved(i, system, runs);
                system.addAll(content);
            } else if (!content.isEmpty()) {
                add(runs, turn.role(), content, i);
            }
        }
        Obj instructed = system.isEmpty() ? Json.object().build() : Json.object("system", system);
        return instructed.with(
                "messages", Json.from(runs.stream().map(Run::message).toList()));
    }

    private void moved(int turn, List<Json> system, List<Run> runs) {
        if (!runs.isEmpty()) {
            losses.mapped(
                    "messages[" + turn + "].role", "instructions stand before all turns here, and were moved there");
        } else if (!system.isEmpty()) {
            losses.mapped("messages[" + turn + "].role", "was put together with the instructions before it");
        }
    }

    private void add(List<Run> runs, Role role, List<Json> content, int turn) {
        boolean assistant = role == Role.ASSISTANT;
        if (runs.isEmpty() || runs.getLast().assistant != assistant) {
            runs.add(new Run(assistant));
        } else if (runs.getLast().last == role) {
            losses.mapped("messages[" + turn + "]", "was put together with the turn before it");
        }
        runs.getLast().last = role;
        runs.getLast().content.addAll(content);
    }

    /** Turns that are one here. */
    private static final class Run {
        private final boolean assistant;
        private final List<Json> content = new ArrayList<>();
        private @Nullable Role last;

        Run(boolean assistant) {
            this.assistant = assistant;
        }

        Obj message() {
            if (has("document") && !has("text")) {
                content.add(Json.object("text", ".")); // The API refuses documents beside which nothing is said.
            }
            return Json.object("role", assistant ? "assistant" : "user", "content", content);
        }

        private boolean has(String kind) {
            return content.stream().anyMatch(block -> block instanceof Obj object && object.has(kind));
        }
    }

    private Obj config(Sampling sampling, Output output) {
        lose("frequency_penalty", sampling.frequencyPenalty());
        lose("presence_penalty", sampling.presencePenalty());
        lose("seed", sampling.seed());
        lose("top_logprobs", output.topLogprobs());
        lose("verbosity", output.verbosity());
        if (output.choices() != null && output.choices() > 1) {
            losses.add("n", "became 1, as this dialect gives one answer");
        }
        return Json.object()
                .putIfPresent("maxTokens", output.maxTokens())
                .putIfPresent("temperature", temperature(sampling.temperature()))
                .putIfPresent("topP", sampled("top_p", sampling.topP()))
                .putIfPresent("stopSequences", output.stop().isEmpty() ? null : output.stop())
                .build();
    }

    private @Nullable Double temperature(@Nullable Double asked) {
        Double taken = sampled("temperature", asked);
        if (taken == null) {
            return null;
        }
        if (thinks && ThinkingFields.isWanted(request.thinking()) && taken != 1) {
            losses.add("temperature", "was left out, as thinking allows none but 1");
            return null;
        }
        if (taken > 1) {
            losses.mapped("temperature", "became 1, the highest that there is");
        }
        return Math.min(1, taken);
    }

    /** Anthropic's newer models refuse to be told how to draw their words. */
    private <T> @Nullable T sampled(String field, @Nullable T asked) {
        if (asked == null || !isAnthropic || Claude.of(request.model()).isSampled()) {
            return asked;
        }
        losses.add(field, "was left out, as this model takes none");
        return null;
    }

    private Obj output(Output output, Thinking thinking) {
        return Json.object()
                .putIfPresent("textFormat", format(output.format()))
                .putIfPresent("effort", thinks ? effort(thinking) : null)
                .build();
    }

    /** The API has more than high for those alone that think. */
    private @Nullable String effort(Thinking thinking) {
        String effort = ThinkingFields.effort(thinking, request.model(), losses);
        boolean isTooMuch = "xhigh".equals(effort) || "max".equals(effort);
        if (!isTooMuch || !Boolean.FALSE.equals(thinking.enabled())) {
            return effort;
        }
        losses.mapped("reasoning_effort", "became high, the most that there is without thinking");
        return "high";
    }

    private @Nullable Obj format(Output.@Nullable Format format) {
        return switch (format) {
            case Output.Format.Schema schema -> {
                if (!Boolean.TRUE.equals(schema.strict())) {
                    losses.mapped("response_format.json_schema.strict", "is always true here");
                }
                yield ConverseParameters.format(Json.object()
                        .put("schema", schema.schema().toString())
                        .putIfPresent("name", schema.name().isEmpty() ? null : schema.name())
                        .putIfPresent("description", schema.description())
                        .build());
            }
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

    /** What Converse has no field for, and models of Anthropic's take beside it. */
    private Obj more() {
        Thinking thinking = request.thinking();
        if (!isAnthropic) {
            lose("top_k", request.sampling().topK());
            boolean says = thinking.enabled() != null || thinking.effort() != null || thinking.budget() != null;
            lose("thinking", says ? thinking : null);
            return Json.object().build();
        }
        lose("reasoning.summary", thinking.shown());
        return Json.object()
                .putIfPresent("top_k", sampled("top_k", request.sampling().topK()))
                .putIfPresent("thinking", thinks ? thinking(thinking) : null)
                .build();
    }

    private @Nullable Obj thinking(Thinking thinking) {
        Integer bound = request.output().maxTokens();
        Thinking said = new Thinking(thinking.enabled(), thinking.effort(), thinking.budget(), null);
        return ThinkingFields.write(said, request.model(), bound == null ? Integer.MAX_VALUE : bound, losses);
    }

    private Obj labels(Obj body, Labels labels) {
        lose("user", labels.user());
        lose("prompt_cache_key", labels.cacheKey());
        Obj labelled = labels.metadata().isEmpty() ? body : body.with("requestMetadata", Json.from(labels.metadata()));
        String tier = labels.serviceTier();
        return switch (tier) {
            case null -> labelled;
            case "priority", "default", "flex", "reserved" -> labelled.with("serviceTier", Json.object("type", tier));
            default -> {
                lose("service_tier", tier);
                yield labelled;
            }
        };
    }

    private void lose(String field, @Nullable Object value) {
        Defaults.lose(losses, field, value, LEFT_OUT);
    }

    private static Obj put(Obj body, String name, Obj value) {
        return value.isEmpty() ? body : body.with(name, value);
    }
}
