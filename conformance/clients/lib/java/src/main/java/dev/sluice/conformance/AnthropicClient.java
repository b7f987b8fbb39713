package dev.sluice.conformance;

import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.ObjectMappers;
import com.anthropic.errors.AnthropicServiceException;
import com.anthropic.helpers.MessageAccumulator;
import com.anthropic.models.messages.ContentBlock;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCreateParams;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;

/** Drives anthropic-java. */
public final class AnthropicClient {

    private AnthropicClient() {}

    public static void main(String[] arguments) throws IOException {
        Driver.drive(
                AnthropicOkHttpClient.class,
                AnthropicClient::meaning,
                thrown -> thrown instanceof AnthropicServiceException failure ? failure.statusCode() : null);
    }

    private static ObjectNode meaning(Driver.Task task) throws Exception {
        var builder = AnthropicOkHttpClient.builder()
                .baseUrl(task.baseUrl())
                .apiKey(task.apiKey())
                .maxRetries(0)
                .timeout(Duration.ofSeconds(20));
        task.headers().forEach(builder::putHeader);
        var sdk = builder.build();
        var body = ObjectMappers.jsonMapper().treeToValue(task.request(), MessageCreateParams.Body.class);
        var asked = MessageCreateParams.builder().body(body).build();
        return read(task.streamed() ? together(sdk, asked) : sdk.messages().create(asked));
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
