package dev.sluice.plugins.cache;

import dev.sluice.api.json.Arr;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.JsonSyntaxException;
import dev.sluice.api.json.Num;
import dev.sluice.api.json.Obj;
import dev.sluice.api.json.Str;
import dev.sluice.api.stream.Coding;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import java.util.zip.CRC32C;
import java.util.zip.Deflater;
import org.jspecify.annotations.Nullable;

/**
 * An entry as bytes that replicas share: a line of JSON that says what it is, and the body, deflated if that is worth it, with a
 * checksum. Whatever else lies in the store is no entry: of another version, as a rolling upgrade brings about, or spoilt.
 */
final class Packing {

    private static final int FORMAT = 5;

    /** Begins the last member of the head: a checksum of all before it, and of the body. The version before had none, and reads past it. */
    private static final String SEAL = ",\"all\":";

    /** From here on a body is deflated; smaller ones are a packet either way. */
    private static final int WORTH_IT = 4 << 10;

    private Packing() {}

    static Buffer pack(Entry entry) {
        Buffer smaller = entry.body().length() < WORTH_IT ? null : deflated(entry.body());
        Buffer body = smaller == null ? entry.body() : smaller;
        Obj.Builder head = Json.object()
                .put("format", FORMAT)
                .put("made", entry.made().toEpochMilli())
                .put("fresh", entry.fresh().toMillis())
                .put("form", entry.form().toJson())
                .put("type", entry.type())
                .put("tags", Json.array(entry.tags().toArray()))
                .put("unasked", entry.unasked())
                .put("lossless", entry.lossless())
                .put("deflated", smaller != null)
                .put("sum", sum(body));
        if (entry.usage() != null) {
            head.put("usage", UsageJson.write(entry.usage())); // Versions that do not know it read past it.
        }
        Buffer told = head.build().toBuffer();
        Buffer open = told.getBuffer(0, told.length() - 1);
        return Buffer.buffer(body.length() + 512)
                .appendBuffer(open)
                .appendString(SEAL + sum(open, body) + "}\n")
                .appendBuffer(body);
    }

    /** Reads one; empty if it is none. Takes a millisecond a megabyte and more. */
    static Optional<Entry> unpack(Buffer packed) {
        int end = 0;
        while (end < packed.length() && packed.getByte(end) != '\n') {
            end++;
        }
        try {
            return end < packed.length()
                            && isWhole(packed, end)
                            && Json.parse(packed.getBuffer(0, end)) instanceof Obj head
                    ? read(head, packed.getBuffer(end + 1, packed.length()))
                    : Optional.empty();
        } catch (JsonSyntaxException | Coding.CodingException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Whether the seal is true, if there is one. */
    private static boolean isWhole(Buffer packed, int end) {
        String head = packed.getString(0, end, StandardCharsets.ISO_8859_1.name());
        int seal = head.lastIndexOf(SEAL);
        Buffer body = packed.getBuffer(end + 1, packed.length());
        return seal < 0 || head.substring(seal).equals(SEAL + sum(packed.getBuffer(0, seal), body) + "}");
    }

    private static Optional<Entry> read(Obj head, Buffer body) {
        Form form = Form.read(head.object("form"));
        String type = head.text("type");
        if (number(head, "format") != FORMAT || form == null || type == null || number(head, "sum") != sum(body)) {
            return Optional.empty();
        }
        return Optional.of(new Entry(
                Instant.ofEpochMilli(number(head, "made")),
                Duration.ofMillis(number(head, "fresh")),
                form,
                type,
                tags(head.array("tags")),
                Boolean.TRUE.equals(head.bool("unasked")),
                Boolean.TRUE.equals(head.bool("lossless")),
                UsageJson.read(head.object("usage")),
                Boolean.TRUE.equals(head.bool("deflated")) ? Coding.decode("deflate", body) : body));
    }

    private static long number(Obj head, String name) {
        Num number = head.number(name);
        return number == null ? -1 : Long.parseLong(number.toString());
    }

    private static Set<String> tags(@Nullable Arr tags) {
        return tags == null
                ? Set.of()
                : StreamSupport.stream(tags.spliterator(), false)
                        .filter(Str.class::isInstance)
                        .map(tag -> ((Str) tag).value())
                        .collect(Collectors.toUnmodifiableSet());
    }

    private static long sum(Buffer... all) {
        CRC32C sum = new CRC32C();
        for (Buffer one : all) {
            sum.update(one.getBytes());
        }
        return sum.getValue();
    }

    /** The fastest level: texts shrink to a third, and who waits for a hit waits for little. Null if it gains too little. */
    private static @Nullable Buffer deflated(Buffer body) {
        Deflater deflater = new Deflater(Deflater.BEST_SPEED);
        try {
            byte[] out = new byte[body.length() - body.length() / 8];
            deflater.setInput(body.getBytes());
            deflater.finish();
            int length = deflater.deflate(out);
            return deflater.finished() ? Buffer.buffer(length).appendBytes(out, 0, length) : null;
        } finally {
            deflater.end();
        }
    }
}
