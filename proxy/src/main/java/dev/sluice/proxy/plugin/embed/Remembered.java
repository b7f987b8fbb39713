package dev.sluice.proxy.plugin.embed;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The last vectors of short texts, so that a question that two filters ask about, or that is asked again, is embedded
 * once. Not thread-safe.
 */
final class Remembered {

    /** 2,048 vectors of 384 dimensions take 3 MiB. */
    private static final int ENTRIES = 2_048;

    private static final int LONGEST = 2_000;

    private final Map<Ask, float[]> vectors = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Ask, float[]> eldest) {
            return size() > ENTRIES;
        }
    };

    float @Nullable [] find(Ask ask) {
        return vectors.get(ask);
    }

    /** Keeps what may be asked again: passages come by the thousand when documents are read, and once each. */
    void keep(Ask ask, float[] vector) {
        if (ask.lane() == Lane.QUERIES && ask.text().length() <= LONGEST) {
            vectors.put(ask, vector);
        }
    }
}
