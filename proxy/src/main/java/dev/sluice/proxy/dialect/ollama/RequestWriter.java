package dev.sluice.proxy.dialect.ollama;

import dev.sluice.api.chat.ChatPart;
import dev.sluice.api.chat.ChatRequest;
import dev.sluice.api.chat.Losses;
import dev.sluice.api.chat.Output;
import dev.sluice.api.chat.Sampling;
import dev.sluice.api.chat.Thinking;
import dev.sluice.api.chat.Tools;
import dev.sluice.api.chat.Turn;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.prompt.Role;
import dev.sluice.proxy.dialect.Defaults;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes a request. */
final class RequestWriter {
    private static final String LEFT_OUT = "has no word in Ollama and was left out";
    private static final Set<String> EFFORTS = Set.of("low", "medium", "high");
    private final ChatRequest request;
    private final Losses losses;
    private final Obj.Builder body = Json.object();

    private RequestWriter(ChatRequest request, Losses losses) {
        this.request = request;
        this.losses = losses;
    }

    static Obj write(ChatRequest request, Form form, Losses losses) {
        return new RequestWriter(request, losses).document(form);
    }

    private Obj document(Form form) {
        body.put("model", request.model());
        if (form == Form.CHAT) {
            List<Obj> messages = new ArrayList<>();
            MessageWriter writer = new MessageWriter(request, losses);
            for (int i = 0; i < request.turns().size(); i++) {
                writer.write(request.turns().get(i), "messages[" + i + "]", messages::add);
            }
            body.put("messages", messages);
        } else {
            prompt();
        }
        body.put("stream", request.streamed());
        tools(request.tools());
        options();
        output(request.output());
        thinking(request.thinking());
        labels();
        return body.build();
    }

    /** A completion has no turns: what was said so far becomes one text. */
    private void prompt() {
        List<String> words = new ArrayList<>();
        for (Turn turn : request.turns()) {
            String text = words(turn);
            if (turn.role() == Role.SYSTEM) {
                body.put("system", text);
            } else {
                words.add(text);
            }
        }
        if (words.size() != 1) {
            losses.mapped("messages", "became one text, which is all that a completion takes");
        }
        body.put("prompt", String.join("\n\n", words));
    }

    private String words(Turn turn) {
        List<String> words = new ArrayList<>();
        for (ChatPart part : turn.parts()) {
            if (part instanceof ChatPart.Text text) {
                words.add(text.text());
            } else {
                losses.add("messages", "have parts that are no text; a completion takes nothing else");
            }
        }
        return String.join("\n", words);
    }

    private void tools(Tools tools) {
        lose("tool_choice", tools.choice());
        lose("parallel_tool_calls", tools.parallel());
        if (tools.list().isEmpty() || tools.choice() instanceof Tools.Choice.None) {
            return;
        }
        List<Obj> written = new ArrayList<>();
        for (Tools.Tool tool : tools.list()) {
            lose("tools.strict", tool.strict());
            if (tool.cache() != null) {
                losses.mapped("tools.cache_control", "marks what may be cached; the server decides by itself");
            }
            Obj.Builder function = Json.object().put("name", tool.name());
            function.putIfPresent("description", tool.description().isEmpty() ? null : tool.description());
            function.putIfPresent("parameters", tool.parameters());
            written.add(Json.object("type", "function", "function", function.build()));
        }
        body.put("tools", written);
    }

    private void options() {
        Sampling sampling = request.sampling();
        Output output = request.output();
        Obj options = Json.object()
                .putIfPresent("temperature", sampling.temperature())
                .putIfPresent("top_p", sampling.topP())
                .putIfPresent("top_k", sampling.topK())
                .putIfPresent("frequency_penalty", sampling.frequencyPenalty())
                .putIfPresent("presence_penalty", sampling.presencePenalty())
                .putIfPresent("seed", sampling.seed())
                .putIfPresent(Options.MAX_TOKENS, output.maxTokens())
                .putIfPresent("stop", output.stop().isEmpty() ? null : output.stop())
                .build();
        if (!options.isEmpty()) {
            body.put(Options.OPTIONS, options);
        }
    }

    private void output(Output output) {
        if (output.choices() != null && output.choices() > 1) {
            losses.add("n", "was left out: Ollama gives one answer at a time");
        }
        if (output.topLogprobs() != null) {
            body.put("logprobs", true);
            body.putIfPresent("top_logprobs", output.topLogprobs() == 0 ? null : output.topLogprobs());
        }
        lose("verbosity", output.verbosity());
        switch (output.format()) {
            case Output.Format.Words words -> body.put(Options.FORMAT, "");
            case Output.Format.AnyJson any -> body.put(Options.FORMAT, "json");
            case Output.Format.Schema schema -> schema(schema);
            case null -> {}
        }
    }

    private void schema(Output.Format.Schema schema) {
        body.put(Options.FORMAT, schema.schema());
        if (!schema.name().isEmpty()) {
            losses.mapped("response_format.name", "names the schema; Ollama's have no names");
        }
        lose("response_format.description", schema.description());
        Defaults.strictAnyway(losses, "response_format.strict", schema.strict());
    }

    private void thinking(Thinking thinking) {
        String effort = thinking.effort();
        if (effort != null && EFFORTS.contains(effort) && !Boolean.FALSE.equals(thinking.enabled())) {
            body.put("think", effort);
        } else if (effort != null) {
            boolean wanted = !effort.equals("none") && !Boolean.FALSE.equals(thinking.enabled());
            body.put("think", wanted);
            losses.mapped(
                    "reasoning_effort", "became " + (wanted ? "thinking" : "no thinking") + ", for want of a word");
        } else if (thinking.enabled() != null || thinking.budget() != null) {
            body.put("think", !Boolean.FALSE.equals(thinking.enabled()));
        }
        lose("thinking.budget_tokens", thinking.budget());
        lose("reasoning.summary", thinking.shown());
    }

    private void labels() {
        lose("user", request.labels().user());
        lose(
                "metadata",
                request.labels().metadata().isEmpty() ? null : request.labels().metadata());
        lose("service_tier", request.labels().serviceTier());
        lose("prompt_cache_key", request.labels().cacheKey());
    }

    private void lose(String field, @Nullable Object value) {
        Defaults.lose(losses, field, value, LEFT_OUT);
    }
}
