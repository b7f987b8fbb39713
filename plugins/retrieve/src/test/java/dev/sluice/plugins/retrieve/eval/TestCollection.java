package dev.sluice.plugins.retrieve.eval;

import dev.sluice.api.config.DataSize;
import dev.sluice.plugins.retrieve.ingest.Block;
import dev.sluice.plugins.retrieve.ingest.DocumentReader;
import dev.sluice.plugins.retrieve.ingest.Largest;
import dev.sluice.plugins.retrieve.ingest.TikaExtractor;
import dev.sluice.plugins.retrieve.ingest.UnreadableException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A collection with questions and relevance judgements, as TREC and BEIR lay them out, or as {@link SmartFiles} has it.
 *
 * @param texts by document
 * @param questions by id
 * @param judged for each question how relevant each judged document is
 * @param published for each question another system's run, best first; may be empty
 */
record TestCollection(
        Map<String, String> texts,
        Map<String, String> questions,
        Map<String, Map<String, Integer>> judged,
        Map<String, List<String>> published) {

    /** With the documents of {@code corpus.jsonl}, or of a folder of HTML pages, if that is not null. */
    static TestCollection read(Path folder, @Nullable Path pages) throws IOException {
        SmartFiles smart = new SmartFiles(folder);
        if (smart.areThere()) {
            return smart.read();
        }
        Map<String, Map<String, Integer>> judged = new LinkedHashMap<>();
        for (String[] row : rows(folder, "qrels")) {
            judged.computeIfAbsent(row[0], none -> new LinkedHashMap<>()).put(row[2], Integer.parseInt(row[3]));
        }
        Map<String, List<String>> published = new LinkedHashMap<>();
        for (String[] row : rows(folder, "anserini")) {
            published.computeIfAbsent(row[0], none -> new ArrayList<>()).add(row[2]);
        }
        return new TestCollection(
                pages == null ? texts(folder.resolve("corpus.jsonl")) : pages(pages),
                texts(folder.resolve("queries.jsonl")),
                judged,
                published);
    }

    /** As the plugin reads them. */
    private static Map<String, String> pages(Path folder) throws IOException {
        DocumentReader reader = new DocumentReader(
                new Largest(new DataSize(1 << 20), new DataSize(1 << 20)),
                new TikaExtractor(Duration.ofSeconds(30), 1 << 20));
        Map<String, String> texts = new LinkedHashMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                String name = file.getFileName().toString();
                String text = reader.read(name, null, Files.readAllBytes(file)).stream()
                        .map(Block::text)
                        .collect(Collectors.joining("\n"));
                texts.put(name.replaceFirst("\\.html$", ""), text);
            }
        } catch (UnreadableException e) {
            throw new IOException(e);
        }
        return texts;
    }

    private static Map<String, String> texts(Path file) throws IOException {
        Map<String, String> texts = new LinkedHashMap<>();
        for (String line : Files.readAllLines(file)) {
            JsonObject json = new JsonObject(line);
            String title = json.getString("title", "");
            texts.put(json.getString("_id"), (title.isEmpty() ? "" : title + "\n") + json.getString("text", ""));
        }
        return texts;
    }

    private static List<String[]> rows(Path folder, String prefix) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            Path file = files.filter(path -> path.getFileName().toString().startsWith(prefix))
                    .findFirst()
                    .orElse(null);
            return file == null
                    ? List.of()
                    : Files.readAllLines(file).stream()
                            .map(line -> line.split("\\s+"))
                            .toList();
        }
    }
}
