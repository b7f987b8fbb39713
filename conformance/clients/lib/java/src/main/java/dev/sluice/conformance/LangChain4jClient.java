package dev.sluice.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.exception.HttpException;
import dev.langchain4j.exception.LangChain4jException;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiEmbeddingModel;
import dev.langchain4j.model.openai.OpenAiModelCatalog;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Drives LangChain4j's models for OpenAI's API. */
public final class LangChain4jClient {

    private LangChain4jClient() {}

    public static void main(String[] arguments) throws IOException {
        Driver.drive(
                OpenAiChatModel.class,
                Map.of(
                        "meaning", LangChain4jClient::meaning,
                        "leaving", LangChain4jClient::leaving,
                        "vectors", LangChain4jClient::vectors,
                        "models-list", LangChain4jClient::models),
                LangChain4jClient::status);
    }

    private static Integer status(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof HttpException http) {
                return http.statusCode();
            }
        }
        return null;
    }

    private static ObjectNode meaning(Driver.Task task) throws Exception {
        AiMessage answer = (task.streamed() ? streamed(task) : whole(task)).aiMessage();
        ArrayNode calls = Driver.JSON.createArrayNode();
        for (ToolExecutionRequest call : answer.toolExecutionRequests()) {
            calls.add(Driver.call(call.name(), Driver.JSON.readTree(call.arguments())));
        }
        return Driver.meant(answer.text(), calls);
    }

    private static ChatResponse whole(Driver.Task task) {
        return OpenAiChatModel.builder()
                .baseUrl(task.baseUrl() + "/v1")
                .apiKey(task.apiKey())
                .modelName(model(task))
                .maxRetries(task.maxRetries())
                .timeout(task.timeout())
                .customHeaders(task.headers())
                .strictJsonSchema(true)
                .build()
                .chat(request(task));
    }

    private static JsonNode vectors(Driver.Task task) {
        List<TextSegment> texts = new ArrayList<>();
        task.request().get("input").forEach(text -> texts.add(TextSegment.from(text.asText())));
        var reply = OpenAiEmbeddingModel.builder()
                .baseUrl(task.baseUrl() + "/v1")
                .apiKey(task.apiKey())
                .modelName(model(task))
                .maxRetries(0)
                .timeout(task.timeout())
                .customHeaders(task.headers())
                .build()
                .embedAll(texts);
        ArrayNode vectors = Driver.JSON.createArrayNode();
        reply.content().forEach(vector -> vectors.add(Driver.JSON.<JsonNode>valueToTree(vector.vector())));
        return vectors;
    }

    private static JsonNode models(Driver.Task task) {
        ArrayNode names = Driver.JSON.createArrayNode();
        OpenAiModelCatalog.builder()
                .baseUrl(task.baseUrl() + "/v1")
                .apiKey(task.apiKey())
                .build()
                .listModels()
                .forEach(model -> names.add(model.name()));
        return names;
    }

    private static ChatResponse streamed(Driver.Task task) throws Exception {
        CompletableFuture<ChatResponse> whole = new CompletableFuture<>();
        streaming(task).chat(request(task), new StreamingChatResponseHandler() {
            @Override
            public void onCompleteResponse(ChatResponse response) {
                whole.complete(response);
            }

            @Override
            public void onError(Throwable error) {
                whole.completeExceptionally(error);
            }
        });
        return awaited(whole);
    }

    /** The first words, after which nobody reads on. */
    private static JsonNode leaving(Driver.Task task) throws Exception {
        CompletableFuture<JsonNode> first = new CompletableFuture<>();
        streaming(task).chat(request(task), new StreamingChatResponseHandler() {
            @Override
            public void onPartialResponse(PartialResponse words, PartialResponseContext context) {
                context.streamingHandle().cancel();
                first.complete(TextNode.valueOf(words.text()));
            }

            @Override
            public void onCompleteResponse(ChatResponse response) {
                first.complete(NullNode.getInstance());
            }

            @Override
            public void onError(Throwable error) {
                first.completeExceptionally(error);
            }
        });
        return awaited(first);
    }

    private static OpenAiStreamingChatModel streaming(Driver.Task task) {
        return OpenAiStreamingChatModel.builder()
                .baseUrl(task.baseUrl() + "/v1")
                .apiKey(task.apiKey())
                .modelName(model(task))
                .timeout(task.timeout())
                .customHeaders(task.headers())
                .strictJsonSchema(true)
                .build();
    }

    private static <T> T awaited(CompletableFuture<T> answer) throws Exception {
        try {
            return answer.get();
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof LangChain4jException own ? own : failed;
        }
    }

    private static String model(Driver.Task task) {
        return task.request().get("model").asText();
    }

    private static ChatRequest request(Driver.Task task) {
        JsonNode given = task.request();
        List<ChatMessage> messages = new ArrayList<>();
        given.get("messages").forEach(message -> messages.add(message(message)));
        ChatRequest.Builder request = ChatRequest.builder().messages(messages);
        if (given.has("tools")) {
            JsonObjectSchema city = JsonObjectSchema.builder().addStringProperty("city").required("city").build();
            request.toolSpecifications(ToolSpecification.builder()
                    .name("get_weather")
                    .description("The weather now, in °C")
                    .parameters(city)
                    .build());
        }
        if (given.has("response_format")) {
            request.responseFormat(weather());
        }
        return request.build();
    }

    private static ResponseFormat weather() {
        JsonObjectSchema weather = JsonObjectSchema.builder()
                .addStringProperty("city")
                .addNumberProperty("celsius")
                .addBooleanProperty("windy")
                .required("city", "celsius", "windy")
                .additionalProperties(false)
                .build();
        JsonSchema schema = JsonSchema.builder().name("weather").rootElement(weather).build();
        return ResponseFormat.builder().type(ResponseFormatType.JSON).jsonSchema(schema).build();
    }

    private static ChatMessage message(JsonNode message) {
        String content = message.path("content").asText();
        return switch (message.get("role").asText()) {
            case "system" -> SystemMessage.from(content);
            case "user" -> message.get("content").isArray() ? pictured(message.get("content")) : UserMessage.from(content);
            case "tool" -> ToolExecutionResultMessage.from(message.get("tool_call_id").asText(), "get_weather", content);
            default -> message.has("tool_calls") ? AiMessage.from(calls(message)) : AiMessage.from(content);
        };
    }

    private static UserMessage pictured(JsonNode parts) {
        String url = parts.at("/1/image_url/url").asText();
        String data = url.substring(url.indexOf(',') + 1);
        return UserMessage.from(
                TextContent.from(parts.at("/0/text").asText()), ImageContent.from(data, "image/png"));
    }

    private static List<ToolExecutionRequest> calls(JsonNode message) {
        List<ToolExecutionRequest> calls = new ArrayList<>();
        message.get("tool_calls").forEach(call -> calls.add(ToolExecutionRequest.builder()
                .id(call.get("id").asText())
                .name(call.at("/function/name").asText())
                .arguments(call.at("/function/arguments").asText())
                .build()));
        return calls;
    }
}
