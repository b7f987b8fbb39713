package dev.sluice.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.google.genai.Client;
import com.google.genai.errors.ApiException;
import com.google.genai.types.Content;
import com.google.genai.types.ContentEmbedding;
import com.google.genai.types.EmbedContentConfig;
import com.google.genai.types.GenerateContentConfig;
import com.google.genai.types.GenerateContentResponse;
import com.google.genai.types.HttpOptions;
import com.google.genai.types.HttpRetryOptions;
import com.google.genai.types.ListModelsConfig;
import com.google.genai.types.Model;
import com.google.genai.types.Part;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Drives google-genai for Java. */
public final class GoogleClient {

    /** Names inside of these are the application's own. */
    private static final Set<String> KEPT = Set.of("args", "response", "parameters_json_schema", "response_json_schema");

    private GoogleClient() {}

    public static void main(String[] arguments) throws IOException {
        Driver.drive(
                Client.class,
                Map.of(
                        "meaning", GoogleClient::meaning,
                        "meaning-async", GoogleClient::meaningAsync,
                        "leaving", GoogleClient::leaving,
                        "vectors", GoogleClient::vectors,
                        "models-list", GoogleClient::models,
                        "counting", GoogleClient::counting),
                thrown -> thrown instanceof ApiException failure ? failure.code() : null);
    }

    private static Client sdk(Driver.Task task) {
        HttpOptions options = HttpOptions.builder()
                .baseUrl(task.baseUrl())
                .headers(task.headers())
                .timeout((int) task.timeout().toMillis())
                .retryOptions(HttpRetryOptions.builder()
                        .attempts(1 + task.maxRetries())
                        .initialDelay(0.1)
                        .maxDelay(0.2)
                        .build())
                .build();
        return Client.builder().apiKey(task.apiKey()).httpOptions(options).build();
    }

    private static List<Content> contents(Driver.Task task) {
        List<Content> contents = new ArrayList<>();
        task.request().get("contents").forEach(content -> contents.add(Content.fromJson(camel(content).toString())));
        return contents;
    }

    private static ObjectNode counting(Driver.Task task) {
        try (Client sdk = sdk(task)) {
            String model = model(task);
            List<Content> contents = contents(task);
            List<Content> more = new ArrayList<>(contents);
            more.addAll(contents);
            more.addAll(contents);
            return Driver.counted(count(sdk, model, contents), count(sdk, model, more));
        }
    }

    private static int count(Client sdk, String model, List<Content> contents) {
        return sdk.models.countTokens(model, contents, null).totalTokens().orElse(0);
    }

    private static JsonNode vectors(Driver.Task task) {
        try (Client sdk = sdk(task)) {
            List<String> texts = new ArrayList<>();
            task.request().get("contents").forEach(text -> texts.add(text.asText()));
            var reply = sdk.models.embedContent(model(task), texts, EmbedContentConfig.builder().build());
            ArrayNode vectors = Driver.JSON.createArrayNode();
            for (ContentEmbedding embedding : reply.embeddings().orElseThrow()) {
                vectors.add(Driver.JSON.<JsonNode>valueToTree(embedding.values().orElseThrow()));
            }
            return vectors;
        }
    }

    private static JsonNode models(Driver.Task task) {
        try (Client sdk = sdk(task)) {
            ArrayNode names = Driver.JSON.createArrayNode();
            for (Model model : sdk.models.list(ListModelsConfig.builder().build())) {
                names.add(model.name().orElse(""));
            }
            return names;
        }
    }

    /** The first words, after which nobody reads on. */
    private static JsonNode leaving(Driver.Task task) {
        try (Client sdk = sdk(task);
                var replies = sdk.models.generateContentStream(model(task), contents(task), config(task))) {
            for (GenerateContentResponse reply : replies) {
                if (reply.text() != null && !reply.text().isEmpty()) {
                    return TextNode.valueOf(reply.text());
                }
            }
            return NullNode.getInstance();
        }
    }

    private static ObjectNode meaning(Driver.Task task) {
        try (Client sdk = sdk(task)) {
            List<GenerateContentResponse> replies = new ArrayList<>();
            if (task.streamed()) {
                sdk.models.generateContentStream(model(task), contents(task), config(task)).forEach(replies::add);
            } else {
                replies.add(sdk.models.generateContent(model(task), contents(task), config(task)));
            }
            return read(replies);
        }
    }

    private static ObjectNode meaningAsync(Driver.Task task) throws Exception {
        try (Client sdk = sdk(task)) {
            List<GenerateContentResponse> replies = new ArrayList<>();
            if (task.streamed()) {
                sdk.async.models.generateContentStream(model(task), contents(task), config(task)).get().forEach(replies::add);
            } else {
                replies.add(sdk.async.models.generateContent(model(task), contents(task), config(task)).get());
            }
            return read(replies);
        }
    }

    private static String model(Driver.Task task) {
        return task.request().get("model").asText();
    }

    /** Where Python takes words alone, this SDK wants content. */
    private static GenerateContentConfig config(Driver.Task task) {
        JsonNode request = task.request();
        ObjectNode config = request.has("config") ? (ObjectNode) camel(request.get("config")) : Driver.JSON.createObjectNode();
        if (config.path("systemInstruction").isTextual()) {
            JsonNode words = config.get("systemInstruction");
            config.putObject("systemInstruction").putArray("parts").addObject().set("text", words);
        }
        return GenerateContentConfig.fromJson(config.toString());
    }

    private static ObjectNode read(List<GenerateContentResponse> replies) {
        StringBuilder text = new StringBuilder();
        StringBuilder thought = new StringBuilder();
        ArrayNode calls = Driver.JSON.createArrayNode();
        for (GenerateContentResponse reply : replies) {
            List<Part> parts = reply.parts() == null ? List.of() : reply.parts();
            for (Part part : parts) {
                part.functionCall().ifPresent(call -> calls.add(Driver.call(
                        call.name().orElse(""), Driver.JSON.valueToTree(call.args().orElse(Map.of())))));
                (part.thought().orElse(false) ? thought : text).append(part.text().orElse(""));
            }
        }
        return Driver.meant(text.toString(), thought.toString(), calls);
    }

    /** The catalogue spells as Python does; this SDK reads camel case. */
    private static JsonNode camel(JsonNode node) {
        if (node.isArray()) {
            ArrayNode array = Driver.JSON.createArrayNode();
            node.forEach(item -> array.add(camel(item)));
            return array;
        }
        if (!node.isObject()) {
            return node;
        }
        ObjectNode object = Driver.JSON.createObjectNode();
        node.properties().forEach(member -> {
            String[] words = member.getKey().split("_");
            StringBuilder name = new StringBuilder(words[0]);
            for (int i = 1; i < words.length; i++) {
                name.append(Character.toUpperCase(words[i].charAt(0))).append(words[i].substring(1));
            }
            object.set(name.toString(), KEPT.contains(member.getKey()) ? member.getValue() : camel(member.getValue()));
        });
        return object;
    }
}
