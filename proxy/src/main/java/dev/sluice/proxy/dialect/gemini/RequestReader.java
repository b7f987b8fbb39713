package dev.sluice.proxy.dialect.gemini;

import dev.sluice.api.chat.ChatPart;
import dev.sluice.api.chat.ChatRequest;
import dev.sluice.api.chat.Labels;
import dev.sluice.api.chat.Losses;
import dev.sluice.api.chat.Turn;
import dev.sluice.api.json.Arr;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.json.Str;
import dev.sluice.api.prompt.Role;
import dev.sluice.proxy.dialect.Fields;
import dev.sluice.proxy.dialect.Inputs;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a request. */
final class RequestReader {
    /** The API's own, and those that it takes for these. */
    private static final Set<String> ROLES = Set.of("", "user", "model", "function", "tool", "system");

    private final Fields fields;
    private final Losses losses;
    private final List<Turn> turns = new ArrayList<>();

    private RequestReader(Obj body, Losses losses) {
        this.fields = Fields.of(Spelling.normal(body), "", losses);
        this.losses = losses;
    }

    static ChatRequest read(Obj body, Losses losses) {
        return new RequestReader(body, losses).request();
    }

    private ChatRequest request() {
        content(fields.any(GenerateShape.SYSTEM), Role.SYSTEM, GenerateShape.SYSTEM);
        contents();
        ConfigReader config = ConfigReader.of(fields.object(Generation.CONFIG), losses);
        ChatRequest request = new ChatRequest(
                "",
                false,
                turns,
                ToolReader.read(fields.any(GenerateShape.TOOLS), fields.object("toolConfig"), losses),
                config.sampling(),
                config.output(),
                config.thinking(),
                labels());
        config.rest();
        fields.skip("model")
                .lose("safetySettings", "are the settings of Gemini's own filters and were left out")
                .lose("cachedContent", "is kept at Gemini and was left out")
                .lose("store", "is kept at Gemini and was left out");
        fields.rest();
        return request;
    }

    private void contents() {
        Json contents = fields.any(GenerateShape.CONTENTS);
        if (!(contents instanceof Arr || contents instanceof Obj)) {
            throw Inputs.wrong(GenerateShape.CONTENTS, "a list of turns");
        }
        int before = turns.size();
        List<Obj> all = Spelling.objects(contents).toList();
        for (int i = 0; i < all.size(); i++) {
            String path = GenerateShape.CONTENTS + "[" + i + "]";
            String word = all.get(i).text("role");
            if (word != null && !ROLES.contains(word)) {
                throw Inputs.wrong(path + ".role", "user or model");
            }
            content(all.get(i), Contents.role(all.get(i)), path);
        }
        if (turns.size() == before && !all.isEmpty()) {
            throw Inputs.wrong(GenerateShape.CONTENTS + "[0].parts", "a list of parts that say something");
        }
    }

    private void content(@Nullable Json content, Role role, String path) {
        if (content instanceof Str text) {
            turns.add(Turn.of(role, text.value()));
            return;
        }
        List<Obj> parts = Contents.parts(content);
        Role spoken = role == Role.TOOL ? Role.USER : role;
        PartReader reader = new PartReader(losses);
        List<ChatPart> run = new ArrayList<>();
        boolean results = false;
        for (int i = 0; i < parts.size(); i++) {
            if (PartLens.isResult(parts.get(i)) != results) {
                add(results ? Role.TOOL : spoken, run);
                results = !results;
            }
            reader.read(parts.get(i), path + ".parts[" + i + "]", run::add);
        }
        add(results ? Role.TOOL : spoken, run);
    }

    /** Results that follow each other are one turn, whichever way they were sent. */
    private void add(Role role, List<ChatPart> run) {
        if (run.isEmpty()) {
            return;
        }
        List<ChatPart> parts = new ArrayList<>();
        if (role == Role.TOOL && !turns.isEmpty() && turns.getLast().role() == Role.TOOL) {
            parts.addAll(turns.removeLast().parts());
        }
        parts.addAll(run);
        turns.add(new Turn(role, parts));
        run.clear();
    }

    private Labels labels() {
        Map<String, String> metadata = new LinkedHashMap<>();
        Obj labels = fields.object("labels");
        if (labels != null) {
            labels.forEach(label -> {
                if (label.value() instanceof Str value) {
                    metadata.put(label.name(), value.value());
                }
            });
        }
        String tier = fields.text("serviceTier");
        return new Labels(null, metadata, tier == null ? null : tier(tier), null);
    }

    private static String tier(String word) {
        String lower = word.toLowerCase(Locale.ROOT).replace("service_tier_", "");
        return lower.equals("standard") ? "default" : lower;
    }
}
