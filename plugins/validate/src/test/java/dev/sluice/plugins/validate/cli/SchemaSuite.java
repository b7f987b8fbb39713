package dev.sluice.plugins.validate.cli;

import dev.sluice.api.json.Arr;
import dev.sluice.api.json.Bool;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.plugins.validate.schema.Draft;
import dev.sluice.plugins.validate.schema.JsonSchema;
import dev.sluice.plugins.validate.structured.Foresight;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Runs the required tests of the official suite, for each draft, and says which fail. */
final class SchemaSuite {

    private static final List<String> DRAFTS = List.of("draft7", "draft2020-12");
    private static final String REMOTES = "http://localhost:1234/";

    private final Draft draft;
    private final Map<String, String> remotes;
    private int passed;
    private int failed;
    private int foreseen;

    private SchemaSuite(Draft draft, Map<String, String> remotes) {
        this.draft = draft;
        this.remotes = remotes;
    }

    public static void main(String[] args) throws IOException {
        if (args.length != 2 || !args[0].equals("--suite")) {
            throw new IllegalArgumentException("expected --suite DIR, a checkout of JSON-Schema-Test-Suite");
        }
        Path suite = Path.of(args[1]);
        boolean whole = true;
        for (String draft : DRAFTS) {
            SchemaSuite run = new SchemaSuite(
                    draft.equals("draft7") ? Draft.DRAFT_7 : Draft.DRAFT_2020_12,
                    remotes(suite.resolve("remotes"), draft));
            files(suite.resolve("tests").resolve(draft), 1).forEach(run::file);
            System.out.println(draft + ": " + run.passed + " passed, " + run.failed
                    + " failed; broken off early, as a stream: " + run.foreseen);
            whole &= run.failed == 0;
        }
        System.exit(whole ? 0 : 1);
    }

    private static Map<String, String> remotes(Path folder, String draft) throws IOException {
        Map<String, String> remotes = new HashMap<>();
        for (Path file : files(folder, 9)) {
            String name = folder.relativize(file).toString();
            boolean foreign = name.startsWith("draft") && !name.startsWith(draft + "/");
            if (!foreign) {
                remotes.put(REMOTES + name, Files.readString(file));
            }
        }
        return remotes;
    }

    private static List<Path> files(Path folder, int depth) throws IOException {
        try (Stream<Path> files = Files.walk(folder, depth)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        }
    }

    private void file(Path file) {
        try {
            Json groups = Json.parse(Buffer.buffer(Files.readAllBytes(file)));
            for (Json group : (Arr) groups) {
                group(file.getFileName().toString(), (Obj) group);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void group(String file, Obj group) {
        for (Json test : group.array("tests")) {
            Obj one = (Obj) test;
            String outcome = outcome(group.get("schema"), one.get("data"));
            if (outcome.equals(one.get("valid") == Bool.TRUE ? "valid" : "invalid")) {
                passed++;
            } else {
                failed++;
                System.out.println(
                        file + " / " + group.text("description") + " / " + one.text("description") + ": " + outcome);
            }
        }
    }

    private String outcome(Json schema, Json data) {
        try {
            JsonSchema compiled = JsonSchema.of(schema, draft, remotes);
            boolean valid = compiled.faults(data).isEmpty();
            boolean brokenOff = new Foresight(compiled.parts()).next(data.toString()) != null;
            foreseen += brokenOff && !valid ? 1 : 0;
            return valid ? brokenOff ? "broken off, though valid" : "valid" : "invalid";
        } catch (RuntimeException e) {
            return "failed with " + e;
        }
    }
}
