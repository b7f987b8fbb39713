package dev.sluice.conformance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.openai.core.http.HttpResponse;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionContentPart;
import com.openai.models.chat.completions.ChatCompletionContentPartImage;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Scenarios of chat completions that need more than a request and a reply. */
final class ChatScenarios {

    /** What the SDK derives the JSON schema from, and parses the answer into. */
    public static final class Weather {
        public String city;
        public double celsius;
        public boolean windy;
    }

    /** What is said and called, put together by the SDK. Words beside calls are a plan that only some models tell. */
    static Object meaning(Task task) {
        var completions = task.sdk().chat().completions();
        var params = Scenarios.chatParams(task);
        var message = (task.streamed() ? together(task) : completions.create(params)).choices().getFirst().message();
        var calls = message.toolCalls().orElse(List.of()).stream()
                .map(call -> call.asFunction().function())
                .map(function -> Map.of("name", function.name(), "arguments", json(function.arguments())))
                .toList();
        return calls.isEmpty() ? Map.of("text", message.content().orElse("")) : Map.of("calls", calls);
    }

    /** The same, by the SDK's asynchronous client. */
    static Object meaningAsync(Task task) {
        var completions = task.sdk().async().chat().completions();
        var params = Scenarios.chatParams(task);
        if (!task.streamed()) {
            return Map.of("text", completions.create(params).join().choices().getFirst().message().content().orElse(""));
        }
        var accumulator = ChatCompletionAccumulator.create();
        completions.createStreaming(params).subscribe(accumulator::accumulate).onCompleteFuture().join();
        return Map.of("text", accumulator.chatCompletion().choices().getFirst().message().content().orElse(""));
    }

    /** The first words, after which nobody reads on. */
    static Object leaving(Task task) {
        try (var chunks = task.sdk().chat().completions().createStreaming(Scenarios.chatParams(task))) {
            return chunks.stream()
                    .flatMap(chunk -> chunk.choices().stream())
                    .flatMap(choice -> choice.delta().content().stream())
                    .filter(text -> !text.isEmpty())
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static ChatCompletion together(Task task) {
        var accumulator = ChatCompletionAccumulator.create();
        try (var events = task.sdk().chat().completions().createStreaming(Scenarios.chatParams(task))) {
            events.stream().forEach(accumulator::accumulate);
        }
        return accumulator.chatCompletion();
    }

    static JsonNode json(String text) {
        try {
            return Task.JSON.readTree(text);
        } catch (JsonProcessingException wrong) {
            throw new IllegalArgumentException("expected JSON, found " + text, wrong);
        }
    }

    static Object parse(Task task) {
        var params = ChatCompletionCreateParams.builder()
                .model(task.requestText("model"))
                .addUserMessage("Weather in Zürich?")
                .responseFormat(Weather.class)
                .build();
        var choice = task.sdk().chat().completions().create(params).choices().getFirst();
        var weather = choice.message().content().orElseThrow();
        return Map.of("city", weather.city, "celsius", weather.celsius, "windy", weather.windy);
    }

    static Object large(Task task) {
        var image = Base64.getEncoder().encodeToString(new byte[task.given().get("image_bytes").asInt()]);
        var url = ChatCompletionContentPartImage.ImageUrl.builder().url("data:image/png;base64," + image).build();
        var part = ChatCompletionContentPart.ofImageUrl(
                ChatCompletionContentPartImage.builder().imageUrl(url).build());
        var params = ChatCompletionCreateParams.builder()
                .model(task.requestText("model"))
                .addUserMessageOfArrayOfContentParts(List.of(part))
                .build();
        return task.sdk().chat().completions().create(params);
    }

    static Object async(Task task) {
        var completions = task.sdk().async().chat().completions();
        var params = Scenarios.chatParams(task);
        List<CompletableFuture<ChatCompletion>> replies =
                concurrently(task).map(i -> completions.create(params)).toList();
        return replies.stream().map(CompletableFuture::join).toList();
    }

    static Object asyncStreamed(Task task) {
        var params = Scenarios.chatParams(task);
        var replies = concurrently(task).map(i -> collect(task, params)).toList();
        return replies.stream().map(CompletableFuture::join).toList();
    }

    private static CompletableFuture<List<ChatCompletionChunk>> collect(Task task, ChatCompletionCreateParams params) {
        var events = Collections.synchronizedList(new ArrayList<ChatCompletionChunk>());
        var reply = task.sdk().async().chat().completions().createStreaming(params);
        return reply.subscribe(events::add).onCompleteFuture().thenApply(done -> events);
    }

    private static Stream<Integer> concurrently(Task task) {
        return Stream.iterate(0, i -> i + 1).limit(task.given().get("concurrency").asInt());
    }

    /** Whether the first event came well before the last one: the upstream takes 0.75 s over them. */
    static Object drip(Task task) {
        try (var events = task.sdk().chat().completions().createStreaming(Scenarios.chatParams(task))) {
            List<Long> arrivals = events.stream().map(event -> System.nanoTime()).toList();
            var spread = Duration.ofNanos(arrivals.getLast() - arrivals.getFirst());
            return Map.of("events", arrivals.size(), "spread", spread.toMillis() > 300);
        }
    }

    static Object cancelStreamed(Task task) {
        try (var events = task.sdk().chat().completions().createStreaming(Scenarios.chatParams(task))) {
            return events.stream().findFirst().orElseThrow();
        }
    }

    /** Cancels a future that would never complete. */
    static Object cancelWhole(Task task) {
        var params = Scenarios.chatParams(task).toBuilder().model("fault-hang").build();
        var reply = task.sdk().async().chat().completions().create(params);
        CompletableFuture.runAsync(() -> reply.cancel(true), CompletableFuture.delayedExecutor(500, TimeUnit.MILLISECONDS))
                .join();
        return reply.isCancelled() ? "cancelled" : "answered";
    }

    static Object raw(Task task) throws IOException {
        try (var reply = task.sdk().chat().completions().withRawResponse().create(Scenarios.chatParams(task))) {
            return exposed(reply);
        }
    }

    static Object rawStreamed(Task task) throws IOException {
        var raw = task.sdk().chat().completions().withRawResponse();
        try (var reply = raw.createStreaming(Scenarios.chatParams(task))) {
            return exposed(reply);
        }
    }

    private static Object exposed(HttpResponse reply) throws IOException {
        var headers = new TreeMap<String, String>();
        reply.headers().asMap().forEach((name, values) -> headers.put(name, String.join(", ", values)));
        var body = new String(reply.body().readAllBytes(), StandardCharsets.UTF_8);
        var id = reply.requestId().orElse("none");
        return Map.of("status", reply.statusCode(), "reply_headers", headers, "body", body, "request_id", id);
    }

    private ChatScenarios() {}
}
