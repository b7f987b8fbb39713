package dev.sluice.proxy.state.redis;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * An entry of the cache as Redis keeps it: the number of its tags, each tag and its mark, and the bytes.
 *
 * @param tags by which it can be purged
 * @param marks what each of them had when it was put
 * @param value the bytes
 */
record TaggedBytes(List<String> tags, List<String> marks, Buffer value) {

    Buffer sealed() {
        Buffer sealed = Buffer.buffer(value.length() + 2 + 64 * tags.size());
        sealed.appendUnsignedShort(tags.size());
        for (int i = 0; i < tags.size(); i++) {
            append(sealed, tags.get(i));
            append(sealed, marks.get(i));
        }
        return sealed.appendBuffer(value);
    }

    static TaggedBytes open(Buffer sealed) {
        int count = sealed.getUnsignedShort(0);
        List<String> texts = new ArrayList<>(2 * count);
        int at = 2;
        for (int i = 0; i < 2 * count; i++) {
            int end = at + 2 + sealed.getUnsignedShort(at);
            texts.add(sealed.getString(at + 2, end));
            at = end;
        }
        List<String> tags = new ArrayList<>(count);
        List<String> marks = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            tags.add(texts.get(2 * i));
            marks.add(texts.get(2 * i + 1));
        }
        return new TaggedBytes(tags, marks, sealed.slice(at, sealed.length()));
    }

    private static void append(Buffer to, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        to.appendUnsignedShort(bytes.length).appendBytes(bytes);
    }
}
