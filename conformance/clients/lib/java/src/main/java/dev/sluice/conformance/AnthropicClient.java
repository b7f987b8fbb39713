package dev.sluice.conformance;

import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.ObjectMappers;
import com.anthropic.errors.AnthropicServiceException;
import com.anthropic.helpers.MessageAccumulator;
import com.anthropic.models.messages.ContentBlock;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCountTokensParams;
import com.anthropic.models.messages.MessageCreateParams;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.util.Map;

/** Drives anthropic-java. */
public final class AnthropicClient {

    private AnthropicClient() {}

    public static void main(String[] arguments) throws IOException {
        Driver.drive(
                AnthropicOkHttpClient.class,
                Map.of(
                        "meaning", AnthropicClient::meaning,
                        "meaning-async", AnthropicClient::meaningAsync,
                        "leaving", AnthropicClient::leaving,
                        "models-list", AnthropicClient::models,
                        "counting", AnthropicClient::counting),
                thrown -> thrown instanceof AnthropicServiceException failure ? failure.statusCode() : null);
    }

    private static com.anthropic.client.AnthropicClient sdk(Driver.Task task) {
        var builder = AnthropicOkHttpClient.builder()
                .baseUrl(task.baseUrl())
                .apiKey(task.apiKey())
                .maxRetries(task.maxRetries())
                .timeout(task.timeout());
        task.headers().forEach(builder::putHeader);
        return builder.build();
    }

    private static ObjectNode counting(Driver.Task task) throws Exception {
        ObjectNode more = task.request().deepCopy();
        ArrayNode messages = more.withArray("messages");
        messages.addAll((ArrayNode) task.request().get("messages")).addAll((ArrayNode) task.request().get("messages"));
        return Driver.counted(count(task, task.request()), count(task, more));
    }

    private static long count(Driver.Task task, JsonNode request) throws Exception {
        var body = ObjectMappers.jsonMapper().treeToValue(request, MessageCountTokensParams.Body.class);
        var asked = MessageCountTokensParams.builder().body(body).build();
        return sdk(task).messages().countTokens(asked).inputTokens();
    }

    private static MessageCreateParams asked(Driver.Task task) throws Exception {
        var body = ObjectMappers.jsonMapper().treeToValue(task.request(), MessageCreateParams.Body.class);
        return MessageCreateParams.builder().body(body).build();
    }

    private static ObjectNode meaning(Driver.Task task) throws Exception {
        var sdk = sdk(task);
        return read(task.streamed() ? together(sdk, asked(task)) : sdk.messages().create(asked(task)));
    }

    private static ObjectNode meaningAsync(Driver.Task task) throws Exception {
        var messages = sdk(task).async().messages();
        if (!task.streamed()) {
            return read(messages.create(asked(task)).get());
        }
        MessageAccumulator accumulator = MessageAccumulator.create();
        messages.createStreaming(asked(task))
                .subscribe(accumulator::accumulate)
                .onCompleteFuture()
                .get();
        return read(accumulator.message());
    }

    /** The first words, after which nobody reads on. */
    private static JsonNode leaving(Driver.Task task) throws Exception {
        try (var events = sdk(task).messages().createStreaming(asked(task))) {
            return events.stream()
                    .flatMap(event -> event.contentBlockDelta().stream())
                    .flatMap(delta -> delta.delta().text().stream())
                    .map(delta -> TextNode.valueOf(delta.text()))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static JsonNode models(Driver.Task task) {
        ArrayNode names = Driver.JSON.createArrayNode();
        sdk(task).models().list().autoPager().forEach(model -> names.add(model.id()));
        return names;
    }

    private static Message together(com.anthropic.client.AnthropicClient sdk, MessageCreateParams asked) {
        MessageAccumulator accumulator = MessageAccumulator.create();
        try (var events = sdk.messages().createStreaming(asked)) {
            events.stream().forEach(accumulator::accumulate);
        }
        return accumulator.message();
    }

    private static ObjectNode read(Message message) {
        StringBuilder text = new StringBuilder();
        StringBuilder thought = new StringBuilder();
        ArrayNode calls = Driver.JSON.createArrayNode();
        for (ContentBlock block : message.content()) {
            block.text().ifPresent(words -> text.append(words.text()));
            block.thinking().ifPresent(thinking -> thought.append(thinking.thinking()));
            block.toolUse()
                    .ifPresent(use -> calls.add(Driver.call(use.name(), use._input().convert(JsonNode.class))));
        }
        return Driver.meant(text.toString(), thought.toString(), calls);
    }
}
