package dev.sluice.proxy.dialect.gemini;

import dev.sluice.api.chat.ChatPart;
import dev.sluice.api.chat.Losses;
import dev.sluice.api.chat.MediaSource;
import dev.sluice.api.json.Arr;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.json.Str;
import dev.sluice.proxy.dialect.Fields;
import dev.sluice.proxy.dialect.Inputs;
import dev.sluice.proxy.dialect.MediaSources;
import dev.sluice.proxy.dialect.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads one part of a content. */
final class PartReader {
    /** What applications put in place of a signature they do not have; the API then asks for none. */
    static final String NO_SIGNATURE = "c2tpcF90aG91Z2h0X3NpZ25hdHVyZV92YWxpZGF0b3I=";

    private static final String SIGNATURE = "thoughtSignature";
    private static final String LEVEL = "MEDIA_RESOLUTION_";
    private final Losses losses;

    PartReader(Losses losses) {
        this.losses = losses;
    }

    void read(Obj part, String path, Consumer<ChatPart> out) {
        if (part.isEmpty()) {
            throw Inputs.wrong(path, "a part, such as one with 'text'");
        }
        Fields fields = Fields.of(Spelling.normal(part), path, losses);
        String text = fields.text("text");
        String signature = signature(fields.text(SIGNATURE));
        if (text != null) {
            words(text, Boolean.TRUE.equals(fields.truth("thought")), signature, out);
        } else {
            fields.skip("thought");
            other(fields, signature, out);
        }
        fields.rest();
    }

    private void words(String text, boolean thought, @Nullable String signature, Consumer<ChatPart> out) {
        if (thought) {
            out.accept(new ChatPart.Reasoning(text, signature));
            return;
        }
        if (!text.isEmpty() || signature == null) {
            out.accept(new ChatPart.Text(text));
        }
        if (signature != null) {
            out.accept(new ChatPart.Reasoning("", signature));
        }
    }

    private void other(Fields fields, @Nullable String signature, Consumer<ChatPart> out) {
        Obj call = fields.object("functionCall");
        Obj result = fields.object("functionResponse");
        Obj inline = fields.object("inlineData");
        Obj file = fields.object("fileData");
        String detail = detail(fields.object("mediaResolution"));
        if (call != null) {
            out.accept(call(call, signature));
        } else if (result != null) {
            out.accept(result(result, fields.at("functionResponse")));
        } else if (inline != null) {
            out.accept(inline(Spelling.normal(inline), fields.at("inlineData"), detail));
        } else if (file != null) {
            out.accept(file(Spelling.normal(file), fields.at("fileData"), detail));
        }
        String reason = "is of a tool that Gemini runs itself and was left out";
        fields.lose("executableCode", reason).lose("codeExecutionResult", reason);
    }

    private static @Nullable String signature(@Nullable String signature) {
        return NO_SIGNATURE.equals(signature) ? null : signature;
    }

    private static ChatPart call(Obj call, @Nullable String signature) {
        Json args = call.get("args");
        return new ChatPart.ToolCall(
                Texts.orEmpty(call.text("id")),
                Texts.orEmpty(call.text("name")),
                args == null ? "" : args.toString(),
                signature);
    }

    /** Reads what a function answered; the members {@code output}, {@code result} and {@code error} alone are its words. */
    private ChatPart result(Obj part, String path) {
        Fields fields = Fields.of(Spelling.normal(part), path, losses);
        Obj response = fields.object("response");
        Json error = response == null || response.size() != 1 ? null : response.get("error");
        List<ChatPart> content = new ArrayList<>();
        if (response != null && !response.isEmpty()) {
            content.addAll(error == null ? words(response) : said(error));
        }
        Arr media = fields.array("parts");
        for (int i = 0; media != null && i < media.size(); i++) {
            if (media.get(i) instanceof Obj medium) {
                read(medium, fields.at("parts[" + i + "]"), content::add);
            }
        }
        String id = fields.textOrEmpty("id");
        String name = fields.textOrEmpty("name");
        fields.rest();
        return new ChatPart.ToolResult(id, name, content, error != null);
    }

    private static List<ChatPart> words(Obj response) {
        Json output = response.size() != 1
                ? null
                : response.get("output") != null ? response.get("output") : response.get("result");
        return output instanceof Str || isTexts(output) ? said(output) : said(response);
    }

    private static boolean isTexts(@Nullable Json value) {
        return value instanceof Arr array && !array.isEmpty() && array.stream().allMatch(Str.class::isInstance);
    }

    private static List<ChatPart> said(@Nullable Json value) {
        return switch (value) {
            case null -> List.of();
            case Str text -> List.of(new ChatPart.Text(text.value()));
            case Arr texts
            when isTexts(texts) ->
                texts.stream()
                        .map(text -> (ChatPart) new ChatPart.Text(((Str) text).value()))
                        .toList();
            default -> List.of(new ChatPart.Text(value.toString()));
        };
    }

    /** Google takes Base64 as URLs have it, too, and its SDK for Python sends that; others take none but the standard. */
    private static String standard(String data) {
        if (data.indexOf('-') < 0 && data.indexOf('_') < 0 && data.length() % 4 == 0) {
            return data;
        }
        return data.replace('-', '+').replace('_', '/') + "=".repeat((4 - data.length() % 4) % 4);
    }

    private static ChatPart inline(Obj data, String path, @Nullable String detail) {
        String type = data.text("mimeType");
        MediaSource source =
                MediaSources.given(new MediaSource.Base64(standard(Texts.orEmpty(data.text("data")))), path);
        return new ChatPart.Media(PartLens.kind(type), type, source, data.text("displayName"), detail);
    }

    private static ChatPart file(Obj file, String path, @Nullable String detail) {
        String type = file.text("mimeType");
        MediaSource source = MediaSources.given(new MediaSource.Url(Texts.orEmpty(file.text("fileUri"))), path);
        return new ChatPart.Media(PartLens.kind(type), type, source, file.text("displayName"), detail);
    }

    private static @Nullable String detail(@Nullable Obj resolution) {
        String level = resolution == null ? null : resolution.text("level");
        return level == null ? null : level.replace(LEVEL, "").toLowerCase(Locale.ROOT);
    }

    /** How a part says how closely to look at it. */
    static Obj resolution(String detail) {
        return Json.object("level", LEVEL + detail.toUpperCase(Locale.ROOT));
    }
}
