package dev.sluice.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.openai.helpers.ResponseAccumulator;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseOutputItem;
import com.openai.models.responses.inputtokens.InputTokenCountParams;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Scenarios of responses that need more than a request and a reply. */
final class ResponseScenarios {

    /** What is said and called. Thinking counts where it was asked for: some models show it to everybody. */
    static Object meaning(Task task) {
        var params = ResponseCreateParams.builder()
                .body(task.request(ResponseCreateParams.Body.class))
                .build();
        Response response = task.streamed() ? together(task, params) : task.sdk().responses().create(params);
        StringBuilder text = new StringBuilder();
        StringBuilder thought = new StringBuilder();
        List<Map<String, Object>> calls = new ArrayList<>();
        for (ResponseOutputItem item : response.output()) {
            item.message().ifPresent(message -> message.content()
                    .forEach(part -> part.outputText().ifPresent(words -> text.append(words.text()))));
            item.reasoning().ifPresent(thinking -> thinking.summary().forEach(part -> thought.append(part.text())));
            item.functionCall()
                    .ifPresent(call -> calls.add(
                            Map.of("name", call.name(), "arguments", ChatScenarios.json(call.arguments()))));
        }
        if (!calls.isEmpty()) {
            return Map.of("calls", calls);
        }
        boolean thinks = task.given().get("request").has("reasoning");
        return thinks
                ? Map.of("text", text.toString(), "thought", thought.toString())
                : Map.of("text", text.toString());
    }

    private static Response together(Task task, ResponseCreateParams params) {
        var accumulator = ResponseAccumulator.create();
        try (var events = task.sdk().responses().createStreaming(params)) {
            events.stream().forEach(accumulator::accumulate);
        }
        return accumulator.response();
    }

    /** Each provider counts in its own way, but none counts nothing, and more of the same is more. */
    static Object counting(Task task) {
        JsonNode request = task.given().get("request");
        ObjectNode longer = request.deepCopy();
        longer.put("input", request.get("input").asText().repeat(3));
        long few = count(task, request);
        return Map.of("counted", few > 0, "more", count(task, longer) > few);
    }

    private static long count(Task task, JsonNode request) {
        var body = Task.read(request, InputTokenCountParams.Body.class);
        var params = InputTokenCountParams.builder().body(body).build();
        return task.sdk().responses().inputTokens().count(params).inputTokens();
    }

    private ResponseScenarios() {}
}
