package dev.sluice.testkit;

import dev.sluice.api.classify.Classifier;
import dev.sluice.api.classify.Judgement;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A classifier that finds the words it was told of, wherever they stand, and remembers what it was asked. */
public final class FakeClassifier implements Classifier {
    private static final Limits LIMITS = new Limits(8, 64, Duration.ofSeconds(2));

    private final Map<String, String> labels = new LinkedHashMap<>();
    private final List<String> asked = new ArrayList<>();
    private @Nullable Throwable down;

    /**
     * Has it find a word.
     *
     * @param word as it stands in texts
     * @param label what it is
     * @return this
     */
    public FakeClassifier finding(String word, String label) {
        labels.put(word, label);
        return this;
    }

    /**
     * Has it fail from now on.
     *
     * @param why what it fails with
     * @return this
     */
    public FakeClassifier down(Throwable why) {
        down = why;
        return this;
    }

    /**
     * What it was asked.
     *
     * @return a view, in order
     */
    public List<String> asked() {
        return Collections.unmodifiableList(asked);
    }

    @Override
    public Limits limits() {
        return LIMITS;
    }

    @Override
    public Future<List<Judgement>> classify(String text) {
        asked.add(text);
        if (down != null) {
            return Future.failedFuture(down);
        }
        List<Judgement> found = new ArrayList<>();
        labels.forEach((word, label) -> {
            int at = text.indexOf(word);
            if (at >= 0) {
                found.add(new Judgement(label, 0.9, true, at, at + word.length()));
            }
        });
        return Future.succeededFuture(found);
    }
}
