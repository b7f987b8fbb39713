package dev.sluice.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.openai.client.OpenAIClient;
import com.openai.errors.OpenAIException;
import com.openai.errors.OpenAIServiceException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletionException;

/** Runs scenarios through the Java SDK: reads one job as JSON from stdin, prints one outcome line per task. */
public final class Main {

    private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    public static void main(String[] arguments) throws IOException {
        JsonNode job = Task.JSON.readTree(System.in);
        for (JsonNode task : job.get("tasks")) {
            var run = Scenarios.find(task.get("run").asText(), task.get("mode").asText());
            if (run == null) {
                continue;
            }
            ObjectNode line = Task.JSON.createObjectNode();
            line.put("task", task.get("key").asText());
            line.put("version", OpenAIClient.class.getPackage().getImplementationVersion());
            line.set("outcome", outcome(run, new Task(job, task)));
            OUT.println(line);
        }
        System.exit(0); // the SDK's pools would keep the process for a minute
    }

    private static ObjectNode outcome(Scenarios.Scenario scenario, Task task) {
        ObjectNode outcome = Task.JSON.createObjectNode();
        try (task) {
            return outcome.set("result", Task.JSON.valueToTree(scenario.run(task)));
        } catch (CompletionException wrapped) {
            return outcome.set("exception", normalised(wrapped.getCause()));
        } catch (Exception thrown) {
            return outcome.set("exception", normalised(thrown));
        }
    }

    private static ObjectNode normalised(Throwable thrown) {
        ObjectNode exception = Task.JSON.createObjectNode();
        exception.put("class", thrown.getClass().getSimpleName());
        exception.put("message", thrown.getMessage());
        switch (thrown) {
            case OpenAIServiceException failure -> {
                exception.put("status", failure.statusCode());
                exception.put("code", failure.code().orElse(null));
                exception.put("param", failure.param().orElse(null));
                exception.put("type", failure.type().orElse(null));
                exception.put("body", failure.body().toString());
            }
            case OpenAIException ignored -> exception.putNull("status");
            default -> exception.put("foreign", true); // what the SDK lets escape is an outcome too
        }
        return exception;
    }

    private Main() {}
}
