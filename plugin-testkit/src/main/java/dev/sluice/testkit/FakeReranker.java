package dev.sluice.testkit;

import dev.sluice.api.rerank.Rank;
import dev.sluice.api.rerank.Reranker;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A reranker that likes one word: passages that hold it come first, as relevant as 0.9, the others follow with 0.1. */
public final class FakeReranker implements Reranker {
    private static final Limits LIMITS = new Limits(100, 8, 64, Duration.ofSeconds(2));

    private final String word;
    private final List<List<String>> asked = new ArrayList<>();
    private @Nullable Future<List<Rank>> instead;

    /**
     * Makes one.
     *
     * @param word that it likes
     */
    public FakeReranker(String word) {
        this.word = word;
    }

    /**
     * Has it fail from now on.
     *
     * @param why what it fails with
     * @return this
     */
    public FakeReranker down(Throwable why) {
        instead = Future.failedFuture(why);
        return this;
    }

    /**
     * Has it answer never, from now on.
     *
     * @return this
     */
    public FakeReranker hang() {
        instead = Promise.<List<Rank>>promise().future();
        return this;
    }

    /**
     * Has it answer again.
     *
     * @return this
     */
    public FakeReranker recover() {
        instead = null;
        return this;
    }

    /**
     * The passages that it was asked to put in order.
     *
     * @return a view, a list for each question
     */
    public List<List<String>> asked() {
        return Collections.unmodifiableList(asked);
    }

    @Override
    public Limits limits() {
        return LIMITS;
    }

    @Override
    public Future<List<Rank>> rerank(String question, List<String> passages) {
        asked.add(passages);
        return instead != null
                ? instead
                : Future.succeededFuture(IntStream.range(0, passages.size())
                        .mapToObj(index -> new Rank(index, passages.get(index).contains(word) ? 0.9 : 0.1))
                        .sorted(Comparator.comparingDouble(Rank::relevance).reversed())
                        .toList());
    }
}
