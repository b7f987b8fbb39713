package dev.sluice.proxy.dialect.openai.codec;

import dev.sluice.api.chat.ChatPart;
import dev.sluice.api.chat.Losses;
import dev.sluice.api.json.Arr;
import dev.sluice.api.json.Obj;
import dev.sluice.proxy.dialect.Fields;
import dev.sluice.proxy.dialect.Texts;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads thinking in the spellings of the servers that show it. */
final class ThoughtReader {

    private static final String ENCRYPTED = "reasoning.encrypted";

    private ThoughtReader() {}

    static List<ChatPart> read(Fields fields, Losses losses) {
        String plain = text(fields);
        Arr details = fields.array("reasoning_details");
        List<ChatPart> parts = details == null
                ? List.of()
                : Texts.objects(details).flatMap(ThoughtReader::detail).toList();
        return parts.isEmpty() && !plain.isEmpty() ? List.of(new ChatPart.Reasoning(plain, null)) : parts;
    }

    private static String text(Fields fields) {
        String content = fields.text("reasoning_content");
        String other = fields.text("reasoning");
        return content == null ? Texts.orEmpty(other) : content;
    }

    private static Stream<ChatPart> detail(Obj detail) {
        if (ENCRYPTED.equals(detail.text("type"))) {
            return Stream.of(new ChatPart.RedactedReasoning(Texts.orEmpty(detail.text("data"))));
        }
        String signature = detail.text("signature");
        String text = text(detail);
        return text.isEmpty() && signature == null
                ? Stream.empty()
                : Stream.of(new ChatPart.Reasoning(text, signature));
    }

    /** What a detail shows; empty if nothing. */
    static String text(Obj detail) {
        String text = detail.text("text");
        return text == null ? Texts.orEmpty(detail.text("summary")) : text;
    }

    /** What a detail hides; null if nothing. */
    static @Nullable String data(Obj detail) {
        return ENCRYPTED.equals(detail.text("type")) ? detail.text("data") : null;
    }
}
