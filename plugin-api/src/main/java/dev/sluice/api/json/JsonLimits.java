package dev.sluice.api.json;

/**
 * How much a JSON text may ask of its reader.
 *
 * @param depth how many arrays and objects may be open at once
 * @param stringBytes the longest string or key, in bytes as written between its quotes
 * @param numberBytes the longest number, in bytes
 */
public record JsonLimits(int depth, int stringBytes, int numberBytes) {
    /** 256 levels, strings of 64 MiB, numbers of 1,000 digits: more than any provider takes. */
    public static final JsonLimits DEFAULT = new JsonLimits(256, 64 << 20, 1_000);

    public JsonLimits {
        if (depth < 1 || stringBytes < 1 || numberBytes < 1) {
            throw new IllegalArgumentException(
                    "JSON limits must be at least 1, found depth %d, stringBytes %d, numberBytes %d"
                            .formatted(depth, stringBytes, numberBytes));
        }
    }

    public JsonLimits withDepth(int levels) {
        return new JsonLimits(levels, stringBytes, numberBytes);
    }
}
