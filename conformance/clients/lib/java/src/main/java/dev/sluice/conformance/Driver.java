package dev.sluice.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/** What the Java clients share: one job as JSON from stdin, one outcome line per task, and the shape of what was meant. */
final class Driver {

    static final ObjectMapper JSON = new ObjectMapper();
    private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    /** One task. Every request has to carry its key, for the upstream's journal. */
    record Task(String baseUrl, String apiKey, String key, boolean streamed, JsonNode given) {

        JsonNode request() {
            return given.get("request");
        }

        Duration timeout() {
            return Duration.ofMillis(Math.round(given.path("timeout").asDouble(20) * 1000));
        }

        int maxRetries() {
            return given.path("max_retries").asInt(0);
        }

        Map<String, String> headers() {
            return Map.of("x-conformance-task", key);
        }
    }

    /** Asks through an SDK. */
    interface Meaning {
        JsonNode of(Task task) throws Exception;
    }

    /** Finds the HTTP status in an SDK's own exception; null if it is another. */
    interface Status {
        Integer of(Throwable thrown);
    }

    private Driver() {}

    static void drive(Class<?> sdk, Meaning meaning, Status status) throws IOException {
        drive(sdk, Map.of("meaning", meaning), status);
    }

    static void drive(Class<?> sdk, Map<String, Meaning> runs, Status status) throws IOException {
        JsonNode job = JSON.readTree(System.in);
        for (JsonNode given : job.get("tasks")) {
            Meaning meaning = runs.get(given.get("run").asText());
            if (meaning != null) {
                Task task = new Task(
                        job.get("base_url").asText(),
                        job.get("api_key").asText(),
                        given.get("key").asText(),
                        given.get("mode").asText().equals("streamed"),
                        given.get("with"));
                ObjectNode line = JSON.createObjectNode();
                line.put("task", task.key());
                line.put("version", version(sdk));
                line.set("outcome", outcome(meaning, task, status));
                OUT.println(line);
            }
        }
        System.exit(0); // pools of SDKs would keep the process for a minute
    }

    /** As the jar says it, or its name. */
    private static String version(Class<?> sdk) {
        String told = sdk.getPackage().getImplementationVersion();
        String jar = sdk.getProtectionDomain().getCodeSource().getLocation().getPath();
        return told == null ? jar.replaceFirst(".*?-(\\d[^/]*)\\.jar$", "$1") : told;
    }

    private static ObjectNode outcome(Meaning meaning, Task task, Status status) {
        ObjectNode outcome = JSON.createObjectNode();
        try {
            return outcome.set("result", meaning.of(task));
        } catch (Exception thrown) {
            ObjectNode exception = JSON.createObjectNode();
            exception.put("class", thrown.getClass().getSimpleName());
            exception.put("message", thrown.getMessage());
            Integer found = status.of(thrown);
            if (found == null) {
                exception.put("foreign", true); // what the SDK lets escape is an outcome too
            } else {
                exception.put("status", found);
            }
            return outcome.set("exception", exception);
        }
    }

    /** What is said and called. Words beside calls are a plan that only some models tell. */
    static ObjectNode meant(String text, ArrayNode calls) {
        ObjectNode meant = JSON.createObjectNode();
        if (calls.isEmpty()) {
            meant.put("text", text);
        } else {
            meant.set("calls", calls);
        }
        return meant;
    }

    /** What is said, with what was thought before it. */
    static ObjectNode meant(String text, String thought, ArrayNode calls) {
        ObjectNode meant = meant(text, calls);
        return thought.isEmpty() || meant.has("calls") ? meant : meant.put("thought", thought);
    }

    /** Each provider counts in its own way, but none counts nothing, and more of the same is more. */
    static ObjectNode counted(long few, long more) {
        return JSON.createObjectNode().put("counted", few > 0).put("more", more > few);
    }

    static ObjectNode call(String name, JsonNode arguments) {
        ObjectNode call = JSON.createObjectNode().put("name", name);
        call.set("arguments", arguments);
        return call;
    }
}
