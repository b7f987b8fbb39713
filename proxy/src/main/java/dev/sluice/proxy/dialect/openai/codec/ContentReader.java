package dev.sluice.proxy.dialect.openai.codec;

import dev.sluice.api.chat.ChatPart;
import dev.sluice.api.chat.Losses;
import dev.sluice.api.chat.MediaSource;
import dev.sluice.api.json.Arr;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.json.Str;
import dev.sluice.api.prompt.Part.Media.Kind;
import dev.sluice.proxy.dialect.Fields;
import dev.sluice.proxy.dialect.Inputs;
import dev.sluice.proxy.dialect.MediaSources;
import dev.sluice.proxy.dialect.MediaTypes;
import dev.sluice.proxy.dialect.Texts;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads content of messages, in the words of chat completions and of responses. */
final class ContentReader {

    private static final String FILE_ID = "file_id";

    private final Losses losses;
    private final List<ChatPart> parts = new ArrayList<>();

    private ContentReader(Losses losses) {
        this.losses = losses;
    }

    static List<ChatPart> read(@Nullable Json content, String path, Losses losses) {
        ContentReader reader = new ContentReader(losses);
        switch (content) {
            case Str text -> reader.parts.add(new ChatPart.Text(text.value()));
            case Arr list -> {
                for (int i = 0; i < list.size(); i++) {
                    reader.part(list.get(i), path + "[" + i + "]");
                }
            }
            case null, default -> {}
        }
        return reader.parts;
    }

    /** Content of a message of a request; a message that says nothing would be gone without a word. */
    static List<ChatPart> asked(Fields message, String name, Losses losses) {
        Json content = message.any(name);
        if (content instanceof Str || content instanceof Arr) {
            return read(content, message.at(name), losses);
        }
        throw Inputs.wrong(message.at(name), "a text or a list of parts");
    }

    private void part(Json value, String path) {
        if (!(value instanceof Obj part)) {
            losses.add(path, "is no part of a message and was left out");
            return;
        }
        Fields fields = Fields.of(part, path, losses);
        String type = fields.textOrEmpty("type");
        switch (type) {
            case "text", "input_text", "output_text", "summary_text", "reasoning_text" -> text(fields);
            case "refusal" -> parts.add(new ChatPart.Refusal(fields.textOrEmpty("refusal")));
            case "image_url" -> located(Kind.IMAGE, fields, type);
            case "video_url" -> located(Kind.VIDEO, fields, type);
            case "input_image" -> image(fields);
            case "input_audio" -> audio(fields);
            case "file" -> file(inner(fields, "file"));
            case "input_file" -> file(fields);
            default -> {
                losses.add(path, "is a part of a kind that is not known to this version and was left out");
                return;
            }
        }
        cachePoint(fields);
        fields.rest();
    }

    private void text(Fields fields) {
        parts.add(new ChatPart.Text(fields.textOrEmpty("text")));
        Arr annotations = fields.array("annotations");
        if (annotations != null && !annotations.isEmpty()) {
            losses.add(fields.at("annotations"), "are of an earlier answer and were left out");
        }
        fields.skip("logprobs");
    }

    /** An extension of those who pass on to Anthropic. */
    private void cachePoint(Fields fields) {
        Obj control = fields.object("cache_control");
        if (control != null) {
            parts.add(new ChatPart.CachePoint(control.text("ttl")));
        }
    }

    private void located(Kind kind, Fields fields, String name) {
        Obj place = fields.object(name);
        String url = place == null ? fields.textOrEmpty(name) : Texts.orEmpty(place.text("url"));
        String detail = place == null ? null : place.text("detail");
        MediaSource source = MediaSources.given(DataUrl.source(url), fields.at(name));
        String type = MediaTypes.fitting(kind, DataUrl.mediaType(url), fields.at(name));
        parts.add(new ChatPart.Media(kind, type, source, null, detail));
    }

    private void image(Fields fields) {
        String url = fields.textOrEmpty("image_url");
        String id = fields.text(FILE_ID);
        MediaSource source = MediaSources.given(
                id == null ? DataUrl.source(url) : new MediaSource.FileId(id), fields.at("image_url"));
        String type = MediaTypes.fitting(Kind.IMAGE, DataUrl.mediaType(url), fields.at("image_url"));
        parts.add(new ChatPart.Media(Kind.IMAGE, type, source, null, fields.text("detail")));
    }

    private void audio(Fields fields) {
        Obj audio = fields.object("input_audio");
        String format = audio == null ? "" : Texts.orEmpty(audio.text("format"));
        String data = audio == null ? "" : Texts.orEmpty(audio.text("data"));
        MediaSource source = MediaSources.given(new MediaSource.Base64(data), fields.at("input_audio"));
        parts.add(new ChatPart.Media(Kind.AUDIO, AudioFormat.mediaType(format), source, null, null));
    }

    private void file(Fields fields) {
        String id = fields.text(FILE_ID);
        String data = fields.textOrEmpty("file_data");
        String url = fields.text("file_url");
        String name = fields.text("filename");
        MediaSource source =
                id != null ? new MediaSource.FileId(id) : url != null ? new MediaSource.Url(url) : bytes(data);
        parts.add(new ChatPart.Media(
                Kind.FILE, type(data, url), MediaSources.given(source, fields.at("file_data")), name, null));
    }

    private static MediaSource bytes(String data) {
        return data.startsWith("data:") ? DataUrl.source(data) : new MediaSource.Base64(data);
    }

    private static @Nullable String type(String data, @Nullable String url) {
        String said = DataUrl.mediaType(data);
        return said != null || url == null || !url.endsWith(".pdf") ? said : "application/pdf";
    }

    private Fields inner(Fields fields, String name) {
        Obj inner = fields.object(name);
        return Fields.of(inner == null ? Json.object().build() : inner, fields.at(name), losses);
    }
}
