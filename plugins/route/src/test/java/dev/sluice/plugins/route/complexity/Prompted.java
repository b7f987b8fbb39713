package dev.sluice.plugins.route.complexity;

import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A prompt, and who answered it right.
 *
 * @param id of the case
 * @param prompt the text
 * @param weak whether the weak model did
 * @param strong whether the strong model did
 */
record Prompted(String id, String prompt, boolean weak, boolean strong) {

    /** What the strong model gains: 1, 0 or -1. */
    int gain() {
        return (strong ? 1 : 0) - (weak ? 1 : 0);
    }

    static List<Prompted> read(Path file) throws IOException {
        List<Prompted> cases = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            Obj one = (Obj) Json.parse(Buffer.buffer(line));
            cases.add(new Prompted(
                    Objects.requireNonNull(one.text("id")),
                    Objects.requireNonNull(one.text("prompt")),
                    Boolean.TRUE.equals(one.bool("weak_correct")),
                    Boolean.TRUE.equals(one.bool("strong_correct"))));
        }
        return cases;
    }
}
