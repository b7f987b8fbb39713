package dev.sluice.plugins.route.complexity;

import dev.sluice.api.json.Json;
import dev.sluice.api.json.Num;
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
 * @param setting what it came with: {@code tools}, {@code schema}, {@code turns} of its line
 * @param weak whether the weak model did
 * @param strong whether the strong model did
 */
record Prompted(String id, String prompt, Features.Setting setting, boolean weak, boolean strong) {

    Features features() {
        return Features.of(prompt, setting);
    }

    /** What the strong model gains: 1, 0 or -1. */
    int gain() {
        return (strong ? 1 : 0) - (weak ? 1 : 0);
    }

    static List<Prompted> read(Path file) throws IOException {
        List<Prompted> cases = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            cases.add(of((Obj) Json.parse(Buffer.buffer(line))));
        }
        return cases;
    }

    static Prompted of(Obj one) {
        Num turns = one.number("turns");
        return new Prompted(
                Objects.requireNonNull(one.text("id")),
                Objects.requireNonNull(one.text("prompt")),
                new Features.Setting(
                        Boolean.TRUE.equals(one.bool("tools")),
                        Boolean.TRUE.equals(one.bool("schema")),
                        turns == null ? 1 : turns.asInt()),
                Boolean.TRUE.equals(one.bool("weak_correct")),
                Boolean.TRUE.equals(one.bool("strong_correct")));
    }
}
