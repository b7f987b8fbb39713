package dev.sluice.proxy.plugin.embed;

import dev.sluice.api.embed.Embedder.Purpose;

/** Who goes before whom. */
enum Lane {
    /** A call waits for it. */
    QUERIES(Purpose.QUERY),
    /** A call waits for it, too, or its reply does. */
    PEERS(Purpose.PASSAGE),
    /** Documents are taken in, by the thousand. */
    PASSAGES(Purpose.PASSAGE);

    private final Purpose purpose;

    Lane(Purpose purpose) {
        this.purpose = purpose;
    }

    /** What the model is told. */
    Purpose purpose() {
        return purpose;
    }

    static Lane of(Purpose purpose) {
        return purpose == Purpose.QUERY ? QUERIES : PASSAGES;
    }
}
