package dev.sluice.conformance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.MultipartField;
import com.openai.core.ObjectMappers;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** One task, and the SDK client that it uses; every request carries the task's key, for the upstream's journal. */
record Task(JsonNode given, JsonNode recording, boolean streamed, OpenAIClient sdk) implements AutoCloseable {

    static final JsonMapper JSON = ObjectMappers.jsonMapper();

    Task(JsonNode job, JsonNode task) {
        this(task.get("with"), task.path("recording"), task.get("mode").asText().equals("streamed"), client(job, task));
    }

    private static OpenAIClient client(JsonNode job, JsonNode task) {
        JsonNode given = task.get("with");
        var headers = new HashMap<String, List<String>>();
        headers.put("x-conformance-task", List.of(task.get("key").asText()));
        if (task.has("recording")) {
            headers.put("x-conformance-recording", List.of(task.at("/recording/id").asText()));
        }
        return OpenAIOkHttpClient.builder()
                .baseUrl(job.get("base_url").asText() + "/v1")
                .apiKey(job.get("api_key").asText())
                .maxRetries(given.path("max_retries").asInt(0))
                .timeout(Duration.ofMillis(Math.round(given.path("timeout").asDouble(20) * 1000)))
                .headers(headers)
                .build();
    }

    /** The catalogue's request as the body type of an SDK call. */
    <T> T request(Class<T> type) {
        ObjectNode request = given.get("request").deepCopy();
        if (given.get("extra") instanceof ObjectNode extra) {
            request.setAll(extra);
        }
        return read(request, type);
    }

    static <T> T read(JsonNode node, Class<T> type) {
        try {
            return JSON.treeToValue(node, type);
        } catch (JsonProcessingException wrong) {
            throw new IllegalArgumentException("expected a " + type.getName() + ", found " + node, wrong);
        }
    }

    String requestText(String field) {
        return given.get("request").get(field).asText();
    }

    /** As many bytes as the scenario asks for: all values, no period. */
    byte[] file() {
        int size = given.get("file_bytes").asInt();
        var blocks = new ByteArrayOutputStream();
        for (int block = 0; blocks.size() < size; block++) {
            blocks.writeBytes(sha256(Integer.toString(block).getBytes(StandardCharsets.UTF_8)));
        }
        return Arrays.copyOf(blocks.toByteArray(), size);
    }

    MultipartField<InputStream> upload(String name) {
        return MultipartField.<InputStream>builder()
                .value(new ByteArrayInputStream(file()))
                .filename(name)
                .build();
    }

    static Map<String, Object> digest(byte[] content) {
        return Map.of("bytes", content.length, "sha256", HexFormat.of().formatHex(sha256(content)));
    }

    private static byte[] sha256(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java runtime has SHA-256", impossible);
        }
    }

    @Override
    public void close() {
        sdk.close();
    }
}
