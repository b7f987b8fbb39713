package dev.sluice.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.openai.errors.OpenAIServiceException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.chat.messages.SystemMessage;
import org.springframework.ai.chat.messages.ToolResponseMessage;
import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.content.Media;
import org.springframework.ai.openai.OpenAiChatModel;
import org.springframework.ai.openai.OpenAiChatOptions;
import org.springframework.ai.openai.OpenAiEmbeddingModel;
import org.springframework.ai.openai.OpenAiEmbeddingOptions;
import org.springframework.ai.tool.ToolCallback;
import org.springframework.ai.tool.definition.ToolDefinition;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.util.MimeTypeUtils;

/** Drives Spring AI's model for OpenAI's API. */
public final class SpringAiClient {

    private static final String WEATHER = """
            {"type":"object","properties":{"city":{"type":"string"},"celsius":{"type":"number"},"windy":{"type":"boolean"}},
             "required":["city","celsius","windy"],"additionalProperties":false}""";
    private static final String CITY =
            "{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\"}},\"required\":[\"city\"]}";

    private SpringAiClient() {}

    public static void main(String[] arguments) throws IOException {
        Driver.drive(
                OpenAiChatModel.class,
                Map.of(
                        "meaning", SpringAiClient::meaning,
                        "leaving", SpringAiClient::leaving,
                        "vectors", SpringAiClient::vectors),
                SpringAiClient::status);
    }

    private static Integer status(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof OpenAIServiceException failure) {
                return failure.statusCode();
            }
        }
        return null;
    }

    private static ObjectNode meaning(Driver.Task task) throws IOException {
        OpenAiChatOptions options = options(task);
        OpenAiChatModel model = OpenAiChatModel.builder().options(options).build();
        Prompt prompt = new Prompt(messages(task.request().get("messages")), options);
        List<ChatResponse> replies =
                task.streamed() ? model.stream(prompt).collectList().block() : List.of(model.call(prompt));
        return read(replies);
    }

    /** The first words, after which nobody reads on. */
    private static JsonNode leaving(Driver.Task task) {
        OpenAiChatOptions options = options(task);
        OpenAiChatModel model = OpenAiChatModel.builder().options(options).build();
        return model.stream(new Prompt(messages(task.request().get("messages")), options))
                .mapNotNull(reply -> reply.getResult() == null ? null : reply.getResult().getOutput().getText())
                .filter(text -> !text.isEmpty())
                .map(text -> (JsonNode) TextNode.valueOf(text))
                .blockFirst();
    }

    private static JsonNode vectors(Driver.Task task) {
        OpenAiEmbeddingOptions options = OpenAiEmbeddingOptions.builder()
                .encodingFormat(OpenAiEmbeddingOptions.EncodingFormat.FLOAT)
                .baseUrl(task.baseUrl() + "/v1")
                .apiKey(task.apiKey())
                .model(task.request().get("model").asText())
                .timeout(task.timeout())
                .maxRetries(task.maxRetries())
                .customHeaders(task.headers())
                .build();
        List<String> texts = new ArrayList<>();
        task.request().get("input").forEach(text -> texts.add(text.asText()));
        return Driver.JSON.valueToTree(
                OpenAiEmbeddingModel.builder().options(options).build().embed(texts));
    }

    private static ObjectNode read(List<ChatResponse> replies) throws IOException {
        StringBuilder text = new StringBuilder();
        ArrayNode calls = Driver.JSON.createArrayNode();
        for (ChatResponse reply : replies) {
            AssistantMessage answer = reply.getResult() == null ? null : reply.getResult().getOutput();
            if (answer != null) {
                text.append(answer.getText() == null ? "" : answer.getText());
                for (AssistantMessage.ToolCall call : answer.getToolCalls()) {
                    calls.add(Driver.call(call.name(), Driver.JSON.readTree(call.arguments())));
                }
            }
        }
        return Driver.meant(text.toString(), calls);
    }

    private static OpenAiChatOptions options(Driver.Task task) {
        JsonNode given = task.request();
        OpenAiChatOptions.Builder options = OpenAiChatOptions.builder()
                .baseUrl(task.baseUrl() + "/v1")
                .apiKey(task.apiKey())
                .model(given.get("model").asText())
                .timeout(task.timeout())
                .maxRetries(task.maxRetries())
                .customHeaders(task.headers());
        if (given.has("tools")) {
            options.toolCallbacks(List.of(new Weather()));
        }
        if (given.has("response_format")) {
            options.responseFormat(OpenAiChatModel.ResponseFormat.builder()
                    .type(OpenAiChatModel.ResponseFormat.Type.JSON_SCHEMA)
                    .jsonSchema(WEATHER)
                    .build());
        }
        return options.build();
    }

    /** Said to the model, and never run: what it calls is what is compared. */
    private record Weather() implements ToolCallback {
        @Override
        public ToolDefinition getToolDefinition() {
            return ToolDefinition.builder()
                    .name("get_weather")
                    .description("The weather now, in °C")
                    .inputSchema(CITY)
                    .build();
        }

        @Override
        public String call(String input) {
            throw new IllegalStateException("Expected no tool to be run but found " + input);
        }
    }

    private static List<Message> messages(JsonNode given) {
        List<Message> messages = new ArrayList<>();
        for (JsonNode message : given) {
            String content = message.path("content").asText();
            switch (message.get("role").asText()) {
                case "system" -> messages.add(new SystemMessage(content));
                case "user" -> messages.add(user(message.get("content")));
                case "tool" -> result(messages, message.get("tool_call_id").asText(), content);
                default -> messages.add(answer(message, content));
            }
        }
        return messages;
    }

    private static UserMessage user(JsonNode content) {
        if (content.isTextual()) {
            return new UserMessage(content.asText());
        }
        String url = content.at("/1/image_url/url").asText();
        byte[] picture = Base64.getDecoder().decode(url.substring(url.indexOf(',') + 1));
        Media media = new Media(MimeTypeUtils.IMAGE_PNG, new ByteArrayResource(picture));
        return UserMessage.builder().text(content.at("/0/text").asText()).media(media).build();
    }

    /** Results that follow each other are one message here. */
    private static void result(List<Message> messages, String id, String content) {
        List<ToolResponseMessage.ToolResponse> results = new ArrayList<>();
        if (messages.getLast() instanceof ToolResponseMessage before) {
            messages.removeLast();
            results.addAll(before.getResponses());
        }
        results.add(new ToolResponseMessage.ToolResponse(id, "get_weather", content));
        messages.add(ToolResponseMessage.builder().responses(results).build());
    }

    private static AssistantMessage answer(JsonNode message, String content) {
        List<AssistantMessage.ToolCall> calls = new ArrayList<>();
        message.path("tool_calls")
                .forEach(call -> calls.add(new AssistantMessage.ToolCall(
                        call.get("id").asText(),
                        "function",
                        call.at("/function/name").asText(),
                        call.at("/function/arguments").asText())));
        return AssistantMessage.builder().content(content).toolCalls(calls).build();
    }
}
