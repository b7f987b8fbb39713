package dev.sluice.proxy.dialect.gemini;

import dev.sluice.api.chat.ChatPart;
import dev.sluice.api.chat.ChatRequest;
import dev.sluice.api.chat.Losses;
import dev.sluice.api.chat.MediaSource;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.proxy.dialect.Documents;
import dev.sluice.proxy.dialect.MediaTypes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Writes one part of a turn. */
final class PartWriter {
    private static final String SIGNATURE = "thoughtSignature";
    private static final String LEFT_OUT = "has no word in Gemini and was left out";
    private final ChatRequest request;
    private final Losses losses;

    PartWriter(ChatRequest request, Losses losses) {
        this.request = request;
        this.losses = losses;
    }

    /**
     * Writes a part.
     *
     * @param firstCall whether it is the first call of its turn, which newer models want signed
     */
    void write(ChatPart part, boolean firstCall, String path, Consumer<Obj> out) {
        switch (part) {
            case ChatPart.Text text -> {
                if (!text.citations().isEmpty()) {
                    losses.add(path + ".citations", LEFT_OUT);
                }
                out.accept(Json.object("text", text.text()));
            }
            case ChatPart.Media media -> media(media, path, out);
            case ChatPart.ToolCall call -> out.accept(call(call, firstCall, losses, path));
            case ChatPart.ToolResult result -> out.accept(result(result, path));
            case ChatPart.Reasoning thought -> out.accept(thought(thought));
            case ChatPart.RedactedReasoning redacted ->
                losses.add(path, "is thinking that only its own provider can read and was left out");
            case ChatPart.Refusal refusal -> {
                losses.mapped(path, "is said as plain words, since Gemini has none for a refusal");
                out.accept(Json.object("text", refusal.text()));
            }
            case ChatPart.CachePoint point -> losses.mapped(path, "marks what may be cached; Gemini decides by itself");
        }
    }

    /** Thinking; a signature alone travels with empty words that are no thought. */
    static Obj thought(ChatPart.Reasoning thought) {
        Obj part = Json.object("text", thought.text());
        Obj marked =
                thought.text().isEmpty() && thought.signature() != null ? part : part.with("thought", Json.of(true));
        return thought.signature() == null ? marked : marked.with(SIGNATURE, thought.signature());
    }

    static Obj call(ChatPart.ToolCall call, boolean wantsSignature, Losses losses, String path) {
        Obj.Builder function = Json.object();
        function.putIfPresent("id", call.id().isEmpty() ? null : call.id());
        function.put("name", call.name());
        function.put("args", arguments(call.arguments(), losses, path));
        Obj part = Json.object("functionCall", function.build());
        String signature = call.signature() == null && wantsSignature ? PartReader.NO_SIGNATURE : call.signature();
        return signature == null ? part : part.with(SIGNATURE, signature);
    }

    private static Obj arguments(String text, Losses losses, String path) {
        Obj arguments = text.isBlank() ? Json.object().build() : Documents.object(text);
        if (arguments == null) {
            losses.add(path + ".arguments", "is no JSON object, which is all that Gemini takes, and was left out");
            return Json.object().build();
        }
        return arguments;
    }

    private Obj result(ChatPart.ToolResult result, String path) {
        String known = result.name().isEmpty() ? request.toolCalled(result.id()) : result.name();
        Results written = Results.of(result, losses, path);
        Obj.Builder response = Json.object();
        response.putIfPresent("id", result.id().isEmpty() ? null : result.id());
        response.put("name", known.isEmpty() ? result.id() : known).put("response", written.response());
        if (!written.media().isEmpty()) {
            List<Json> media = new ArrayList<>();
            written.media().forEach(medium -> media(medium, path, media::add));
            response.put("parts", media);
        }
        return Json.object("functionResponse", response.build());
    }

    private void media(ChatPart.Media media, String path, Consumer<Obj> out) {
        Obj part = switch (media.source()) {
            case MediaSource.Base64 data -> inline(data.data(), MediaTypes.of(media, data.data()));
            case MediaSource.Url url -> file(media, url.url(), path);
            case MediaSource.FileId file -> {
                losses.add(path, "is kept at another provider and was left out");
                yield null;
            }
            case MediaSource.Plain text -> {
                losses.mapped(path, "is sent as a file of plain text");
                byte[] bytes = text.text().getBytes(StandardCharsets.UTF_8);
                yield inline(Base64.getEncoder().encodeToString(bytes), "text/plain");
            }
        };
        if (media.name() != null) {
            losses.mapped(path + ".name", "is a name, which AI Studio takes for no file, and was left out");
        }
        if (part != null) {
            out.accept(detailed(part, media.detail(), path));
        }
    }

    private static Obj inline(String data, String type) {
        Obj blob = Json.object("mimeType", type, "data", data);
        return Json.object("inlineData", blob);
    }

    private Obj file(ChatPart.Media media, String url, String path) {
        String type = media.mediaType() == null ? MediaTypes.ofUrl(url, media.kind()) : media.mediaType();
        if (media.mediaType() == null) {
            losses.mapped(path, "was sent as " + type + ", since Gemini wants a type and none was said");
        }
        return Json.object("fileData", Json.object("mimeType", type, "fileUri", url));
    }

    private Obj detailed(Obj part, @Nullable String detail, String path) {
        if (detail == null || detail.equals("auto")) {
            return part;
        }
        if (detail.equals("low") || detail.equals("medium") || detail.equals("high")) {
            return part.with("mediaResolution", PartReader.resolution(detail));
        }
        losses.add(path + ".detail", LEFT_OUT);
        return part;
    }
}
