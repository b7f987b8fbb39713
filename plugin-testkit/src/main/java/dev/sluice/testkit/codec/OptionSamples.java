package dev.sluice.testkit.codec;

import dev.sluice.api.chat.ChatPart.CachePoint;
import dev.sluice.api.chat.ChatRequest;
import dev.sluice.api.chat.Labels;
import dev.sluice.api.chat.Output;
import dev.sluice.api.chat.Sampling;
import dev.sluice.api.chat.Thinking;
import dev.sluice.api.chat.Tools;
import dev.sluice.api.chat.Tools.Choice;
import dev.sluice.api.chat.Tools.Tool;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request with one option more each time. */
final class OptionSamples {

    private static final Obj SCHEMA = Json.object(
            "type",
            "object",
            "properties",
            Json.object("city", Json.object("type", "string")),
            "required",
            Json.array("city"),
            "additionalProperties",
            false);

    private final ChatRequest plain;
    private final Map<String, ChatRequest> all = new LinkedHashMap<>();

    private OptionSamples(ChatRequest plain) {
        this.plain = plain;
    }

    static Map<String, ChatRequest> all(ChatRequest plain) {
        OptionSamples samples = new OptionSamples(plain);
        samples.all.put("nothing else", plain);
        samples.all.put("a stream", plain.to(plain.model(), true));
        samples.tools();
        samples.sampling();
        samples.output();
        samples.thinking();
        samples.labels();
        return samples.all;
    }

    private void tools() {
        Tool tool = new Tool("weather", "Tells the weather.", SCHEMA, null, null);
        tools("a tool", new Tools(List.of(tool), null, null));
        tools("a bare tool", new Tools(List.of(new Tool("now", "", null, null, null)), null, null));
        tools("a strict tool", new Tools(List.of(new Tool("weather", "It", SCHEMA, true, null)), null, null));
        tools("a cached tool", new Tools(List.of(new Tool("a", "", SCHEMA, null, new CachePoint(null))), null, null));
        tools("tool choice auto", new Tools(List.of(tool), new Choice.Auto(), null));
        tools("tool choice none", new Tools(List.of(tool), new Choice.None(), null));
        tools("tool choice required", new Tools(List.of(tool), new Choice.Required(), null));
        tools("tool choice named", new Tools(List.of(tool), new Choice.Named("weather"), null));
        tools("one tool at a time", new Tools(List.of(tool), new Choice.Auto(), false));
        tools("parallel tools wanted", new Tools(List.of(tool), new Choice.Auto(), true));
    }

    private void sampling() {
        sampling("temperature", new Sampling(0.5, null, null, null, null, null));
        sampling("a high temperature", new Sampling(1.75, null, null, null, null, null));
        sampling("top p", new Sampling(null, 0.25, null, null, null, null));
        sampling("top k", new Sampling(null, null, 40, null, null, null));
        sampling("frequency penalty", new Sampling(null, null, null, 0.5, null, null));
        sampling("presence penalty", new Sampling(null, null, null, null, -0.5, null));
        sampling("seed", new Sampling(null, null, null, null, null, 7L));
    }

    private void output() {
        output("max tokens", 300, List.of(), null, null, null, null);
        output("stop sequences", null, List.of("END", "\n\n"), null, null, null, null);
        output("several answers", null, List.of(), 2, null, null, null);
        output("words only", null, List.of(), null, new Output.Format.Words(), null, null);
        output("any JSON", null, List.of(), null, new Output.Format.AnyJson(), null, null);
        output("a schema", null, List.of(), null, new Output.Format.Schema("place", null, SCHEMA, true), null, null);
        output("a lax schema", null, List.of(), null, new Output.Format.Schema("p", "It", SCHEMA, null), null, null);
        output("log probabilities", null, List.of(), null, null, 0, null);
        output("top log probabilities", null, List.of(), null, null, 3, null);
        output("verbosity", null, List.of(), null, null, null, "low");
    }

    private void thinking() {
        for (String effort : List.of("none", "minimal", "low", "medium", "high")) {
            thinking("effort " + effort, new Thinking(null, effort, null, null));
        }
        thinking("a budget for thinking", new Thinking(true, null, 2048, null));
        thinking("no thinking", new Thinking(false, null, null, null));
        thinking("shown thinking", new Thinking(null, "low", null, "auto"));
    }

    private void labels() {
        labels("a user", new Labels("user-1", Map.of(), null, null));
        labels("metadata", new Labels(null, Map.of("ticket", "7"), null, null));
        labels("a service tier", new Labels(null, Map.of(), "flex", null));
        labels("a cache key", new Labels(null, Map.of(), null, "key"));
    }

    private void tools(String name, Tools tools) {
        all.put(name, with(tools, plain.sampling(), plain.output(), plain.thinking(), plain.labels()));
    }

    private void sampling(String name, Sampling sampling) {
        all.put(name, with(plain.tools(), sampling, plain.output(), plain.thinking(), plain.labels()));
    }

    private void output(
            String name,
            @Nullable Integer maxTokens,
            List<String> stop,
            @Nullable Integer choices,
            Output.@Nullable Format format,
            @Nullable Integer topLogprobs,
            @Nullable String verbosity) {
        Output output = new Output(maxTokens, stop, choices, format, topLogprobs, verbosity);
        all.put(name, with(plain.tools(), plain.sampling(), output, plain.thinking(), plain.labels()));
    }

    private void thinking(String name, Thinking thinking) {
        all.put(name, with(plain.tools(), plain.sampling(), plain.output(), thinking, plain.labels()));
    }

    private void labels(String name, Labels labels) {
        all.put(name, with(plain.tools(), plain.sampling(), plain.output(), plain.thinking(), labels));
    }

    private ChatRequest with(Tools tools, Sampling sampling, Output output, Thinking thinking, Labels labels) {
        return new ChatRequest(
                plain.model(), plain.streamed(), plain.turns(), tools, sampling, output, thinking, labels);
    }
}
