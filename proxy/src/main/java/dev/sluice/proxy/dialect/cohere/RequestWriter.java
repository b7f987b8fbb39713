package dev.sluice.proxy.dialect.cohere;

import dev.sluice.api.chat.ChatRequest;
import dev.sluice.api.chat.Losses;
import dev.sluice.api.chat.Output;
import dev.sluice.api.chat.Sampling;
import dev.sluice.api.chat.Thinking;
import dev.sluice.api.chat.Tools;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.proxy.dialect.Defaults;
import dev.sluice.proxy.dialect.EffortBudgets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes a request. */
final class RequestWriter {
    private static final int MAX_STOPS = 5;
    private static final String LEFT_OUT = "has no word in Cohere's API and was left out";
    private final ChatRequest request;
    private final Losses losses;
    private final Obj.Builder body = Json.object();

    private RequestWriter(ChatRequest request, Losses losses) {
        this.request = request;
        this.losses = losses;
    }

    static Obj write(ChatRequest request, Losses losses) {
        return new RequestWriter(request, losses).document();
    }

    private Obj document() {
        body.put("model", request.model()).put("stream", request.streamed());
        MessageWriter messages = new MessageWriter(request, losses);
        body.put(ChatShape.MESSAGES, messages.write());
        if (!messages.documents().isEmpty()) {
            body.put(ChatShape.DOCUMENTS, messages.documents());
        }
        tools(request.tools());
        sampling(request.sampling());
        output(request.output());
        thinking(request.thinking());
        lose("user", request.labels().user());
        lose(
                "metadata",
                request.labels().metadata().isEmpty() ? null : request.labels().metadata());
        lose("service_tier", request.labels().serviceTier());
        lose("prompt_cache_key", request.labels().cacheKey());
        return body.build();
    }

    private void tools(Tools tools) {
        lose("parallel_tool_calls", tools.parallel());
        List<Tools.Tool> offered = offered(tools);
        if (!offered.isEmpty()) {
            body.put("tools", offered.stream().map(this::tool).toList());
            strict(offered);
        }
        switch (tools.choice()) {
            case Tools.Choice.Required required -> body.put("tool_choice", "REQUIRED");
            case Tools.Choice.Named named -> body.put("tool_choice", "REQUIRED");
            case Tools.Choice.None none -> body.put("tool_choice", "NONE");
            case Tools.Choice.Auto auto -> lose("tool_choice", auto);
            case null -> {}
        }
    }

    /** One tool cannot be named; it can be the only one. */
    private List<Tools.Tool> offered(Tools tools) {
        if (tools.choice() instanceof Tools.Choice.Named named) {
            losses.mapped("tool_choice", "became the only tool on offer, since Cohere's API cannot name one");
            return tools.list().stream()
                    .filter(tool -> tool.name().equals(named.tool()))
                    .toList();
        }
        return tools.list();
    }

    private Obj tool(Tools.Tool tool) {
        lose("tools.cache_control", tool.cache());
        Obj.Builder function = Json.object().put("name", tool.name());
        function.putIfPresent("description", tool.description().isEmpty() ? null : tool.description());
        function.putIfPresent("parameters", tool.parameters());
        return Json.object("type", "function", "function", function.build());
    }

    private void strict(List<Tools.Tool> tools) {
        if (tools.stream().allMatch(tool -> Boolean.TRUE.equals(tool.strict()))) {
            body.put("strict_tools", true);
            return;
        }
        String reason = "is said of all tools at once by Cohere's API and was left out";
        tools.forEach(tool -> Defaults.lose(losses, "tools.strict", tool.strict(), reason));
    }

    private void sampling(Sampling sampling) {
        body.putIfPresent("temperature", within(sampling.temperature(), 0, 1, "temperature"))
                .putIfPresent("p", within(sampling.topP(), 0.01, 0.99, "top_p"))
                .putIfPresent("k", sampling.topK())
                .putIfPresent("frequency_penalty", within(sampling.frequencyPenalty(), 0, 1, "frequency_penalty"))
                .putIfPresent("presence_penalty", within(sampling.presencePenalty(), 0, 1, "presence_penalty"))
                .putIfPresent("seed", sampling.seed());
    }

    private @Nullable Double within(@Nullable Double value, double least, double most, String field) {
        if (value == null || (value >= least && value <= most)) {
            return value;
        }
        losses.mapped(field, "was brought into the range from " + least + " to " + most + " that Cohere takes");
        return Math.clamp(value, least, most);
    }

    private void output(Output output) {
        body.putIfPresent("max_tokens", output.maxTokens());
        if (output.stop().size() > MAX_STOPS) {
            losses.add("stop", "has more than the 5 sequences that Cohere takes; the first 5 were sent");
        }
        if (!output.stop().isEmpty()) {
            body.put(Settings.STOP, output.stop().stream().limit(MAX_STOPS).toList());
        }
        lose("n", output.choices());
        lose("logprobs", output.topLogprobs());
        lose("verbosity", output.verbosity());
        switch (output.format()) {
            case Output.Format.Words words -> body.put(Settings.FORMAT, Json.object("type", "text"));
            case Output.Format.AnyJson any -> body.put(Settings.FORMAT, Json.object("type", Settings.JSON));
            case Output.Format.Schema schema -> schema(schema);
            case null -> {}
        }
    }

    private void schema(Output.Format.Schema schema) {
        body.put(Settings.FORMAT, Json.object("type", Settings.JSON, Settings.SCHEMA, schema.schema()));
        if (!schema.name().isEmpty()) {
            losses.mapped("response_format.name", "names the schema; Cohere's have no names");
        }
        lose("response_format.description", schema.description());
        Defaults.strictAnyway(losses, "response_format.strict", schema.strict());
    }

    private void thinking(Thinking thinking) {
        String effort = thinking.effort();
        boolean off = Boolean.FALSE.equals(thinking.enabled()) || "none".equals(effort);
        if (off) {
            body.put("thinking", Json.object("type", "disabled"));
        } else if (thinking.enabled() != null || thinking.budget() != null || effort != null) {
            Integer budget = budget(thinking);
            Obj switched = Json.object("type", "enabled");
            body.put("thinking", budget == null ? switched : switched.with("token_budget", Json.of(budget)));
        }
        if (effort != null) {
            losses.mapped("reasoning_effort", off ? "became thinking that is turned off" : "became a budget of tokens");
        }
        lose("reasoning.summary", thinking.shown());
    }

    private static @Nullable Integer budget(Thinking thinking) {
        if (thinking.budget() != null || thinking.effort() == null) {
            return thinking.budget();
        }
        return EffortBudgets.tokens(thinking.effort());
    }

    private void lose(String field, @Nullable Object value) {
        Defaults.lose(losses, field, value, LEFT_OUT);
    }
}
