package dev.sluice.plugins.guard.cli;

import dev.sluice.api.json.Json;
import dev.sluice.api.json.Num;
import dev.sluice.api.json.Obj;
import dev.sluice.plugins.guard.scan.Resources;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A text of which is known whether it is an attack, and the set that it is from. */
record Labelled(String set, String text, boolean attack) {

    /** The labelled texts of a folder; those without a label are left out. */
    static List<Labelled> in(Path folder) throws IOException {
        Path file = folder.resolve("labelled.jsonl");
        if (!Files.exists(file)) {
            file = folder.resolve("injection/labelled.jsonl");
        }
        List<Labelled> texts = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            if (Json.parse(Buffer.buffer(line)) instanceof Obj text && text.get("label") instanceof Num label) {
                texts.add(new Labelled(text.text("set"), text.text("text"), label.asInt() == 1));
            }
        }
        return texts;
    }

    /** Texts written for this project, to train on. */
    static List<Labelled> own() {
        List<Labelled> texts = new ArrayList<>();
        Resources.lines("attacks.txt").forEach(line -> texts.add(new Labelled("own", line, true)));
        Resources.lines("benign.txt").forEach(line -> texts.add(new Labelled("own", line, false)));
        return texts;
    }
}
