package dev.sluice.proxy.dialect.gemini;

import dev.sluice.api.chat.ChatPart;
import dev.sluice.api.chat.ChatRequest;
import dev.sluice.api.chat.Labels;
import dev.sluice.api.chat.Losses;
import dev.sluice.api.chat.Turn;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.prompt.Role;
import dev.sluice.proxy.dialect.Defaults;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes a request. */
final class RequestWriter {
    private final ChatRequest request;
    private final Losses losses;
    private final PartWriter parts;
    private final List<Json> system = new ArrayList<>();
    private final List<Json> contents = new ArrayList<>();

    private RequestWriter(ChatRequest request, Losses losses) {
        this.request = request;
        this.losses = losses;
        this.parts = new PartWriter(request, losses);
    }

    static Obj write(ChatRequest request, Losses losses) {
        return new RequestWriter(request, losses).document();
    }

    private Obj document() {
        for (int i = 0; i < request.turns().size(); i++) {
            turn(request.turns().get(i), "messages[" + i + "]");
        }
        if (contents.isEmpty()) {
            losses.added("messages", "an empty turn of the user was added: Gemini takes no conversation without one");
            contents.add(content("user", List.of(Json.object("text", ""))));
        }
        Obj.Builder body = Json.object();
        if (!system.isEmpty()) {
            body.put(GenerateShape.SYSTEM, Json.object("parts", system));
        }
        body.put(GenerateShape.CONTENTS, contents);
        ToolWriter.write(request.tools(), losses, body);
        Obj config = new ConfigWriter(request, losses).write();
        if (!config.isEmpty()) {
            body.put(Generation.CONFIG, config);
        }
        labels(request.labels(), body);
        return body.build();
    }

    private void turn(Turn turn, String path) {
        List<Json> written = new ArrayList<>();
        boolean signed = false;
        for (int i = 0; i < turn.parts().size(); i++) {
            ChatPart part = turn.parts().get(i);
            boolean first = part instanceof ChatPart.ToolCall && !signed;
            signed |= part instanceof ChatPart.ToolCall;
            parts.write(part, first, path + ".parts[" + i + "]", written::add);
        }
        if (turn.role() == Role.SYSTEM) {
            instruct(written, path);
        } else if (!written.isEmpty()) {
            contents.add(content(turn.role() == Role.ASSISTANT ? "model" : "user", written));
        }
    }

    private void instruct(List<Json> written, String path) {
        if (!contents.isEmpty()) {
            losses.mapped(path, "was moved before the conversation: Gemini takes instructions nowhere else");
        } else if (!system.isEmpty()) {
            losses.mapped(path, "became one instruction with those before it");
        }
        system.addAll(written);
    }

    private static Obj content(String role, List<Json> parts) {
        return Json.object("role", role, "parts", parts);
    }

    private void labels(Labels labels, Obj.Builder body) {
        lose("user", labels.user());
        lose("metadata", labels.metadata().isEmpty() ? null : labels.metadata());
        lose("prompt_cache_key", labels.cacheKey());
        String tier = labels.serviceTier();
        if (tier != null && !tier.equals("auto")) {
            body.put("serviceTier", tier.equals("default") ? "standard" : tier);
        } else {
            lose("service_tier", tier);
        }
    }

    private void lose(String field, @Nullable Object value) {
        Defaults.lose(losses, field, value, "has no place in a request to Gemini and was left out");
    }
}
