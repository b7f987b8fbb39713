package dev.sluice.plugins.cache.eval;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Pairs of texts that mean the same, or do not. */
final class Pairs {

    private Pairs() {}

    /**
     * One pair.
     *
     * @param set where it is from
     * @param a one text
     * @param b the other
     * @param score how alike they are, up to 5; null if only a label says so
     * @param label 1 for the same meaning, 0 for another
     */
    record Pair(String set, String a, String b, @Nullable Double score, int label) {}

    static List<Pair> read(Path cases) throws IOException {
        Path inner = cases.resolve("semantic-cache/pairs.jsonl");
        List<Pair> pairs = new ArrayList<>();
        for (String line : Files.readAllLines(Files.exists(inner) ? inner : cases.resolve("pairs.jsonl"))) {
            JsonObject json = new JsonObject(line);
            pairs.add(new Pair(
                    json.getString("set"),
                    json.getString("a"),
                    json.getString("b"),
                    json.getDouble("score"),
                    json.getInteger("label", 0)));
        }
        return pairs;
    }

    /** Pairs that say the opposite, written for this evaluation. */
    static List<Pair> opposites() {
        return own("opposites.txt");
    }

    /** Pairs that differ in one thing, for another of its kind. */
    static List<Pair> kinds() {
        return own("kinds.txt");
    }

    private static List<Pair> own(String name) {
        try (InputStream in = Pairs.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.split(" \\| ", -1))
                    .map(sides -> new Pair(name, sides[0].strip(), sides[1].strip(), null, 0))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
