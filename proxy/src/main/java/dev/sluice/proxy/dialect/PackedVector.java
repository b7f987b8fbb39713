package dev.sluice.proxy.dialect;

import dev.sluice.api.CallError;
import dev.sluice.api.json.Arr;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Num;
import dev.sluice.api.json.Str;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A vector as several APIs send it on request: floats of 4 bytes each, little-endian, in Base64. */
public final class PackedVector {

    private PackedVector() {}

    /** Packs numbers; what is no number is taken for 0. */
    public static Json pack(Arr vector) {
        ByteBuffer bytes = ByteBuffer.allocate(vector.size() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        vector.forEach(number -> bytes.putFloat(number instanceof Num num ? (float) num.asDouble() : 0));
        return Json.of(Base64.getEncoder().encodeToString(bytes.array()));
    }

    /** The numbers of a vector, packed or not; null if it is neither. */
    public static @Nullable Arr unpacked(@Nullable Json vector) {
        return switch (vector) {
            case Arr numbers -> numbers;
            case Str text -> unpack(text.value());
            case null, default -> null;
        };
    }

    private static Arr unpack(String text) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(text)).order(ByteOrder.LITTLE_ENDIAN);
            List<Float> numbers = new ArrayList<>(bytes.remaining() / Float.BYTES);
            while (bytes.remaining() >= Float.BYTES) {
                numbers.add(bytes.getFloat());
            }
            return (Arr) Json.from(numbers);
        } catch (IllegalArgumentException e) {
            throw CallError.of(
                    CallError.Category.UPSTREAM,
                    "upstream_incomprehensible",
                    "Expected the provider's vector to be numbers, or floats in Base64, but found another text.");
        }
    }
}
