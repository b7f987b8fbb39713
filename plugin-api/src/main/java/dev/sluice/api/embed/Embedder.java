package dev.sluice.api.embed;

import io.vertx.core.Future;
import java.util.List;

/**
 * Turns texts into vectors of length 1, so that a dot product is their cosine.
 *
 * <p>Equal texts of equal purpose have equal vectors. A text longer than the model's window is cut there.
 */
public interface Embedder {

    /**
     * What its vectors are made by.
     *
     * @return the same for as long as it lives
     */
    EmbeddingModel model();

    /**
     * Embeds texts. Returns at once; whoever implements this works on threads of its own, so many and no more.
     *
     * <p>To filters the host offers an embedder of any batch size. A plugin's own is given at most
     * {@link EmbeddingModel#batch()} different texts, and has at most {@link EmbeddingModel#parallel()} such batches in hand.
     *
     * @param purpose what the vectors are compared with
     * @param texts one or more
     * @return for each text its vector, in order, not to be changed; fails if there is too much in hand
     */
    Future<List<float[]>> embed(Purpose purpose, List<String> texts);

    /**
     * Embeds texts of calls that are compared with their equals, such as one question with another: as passages. The embedder that the host offers to filters takes
     * them before the passages of documents, which come by the thousand; a plugin's own is not asked for this.
     *
     * @param texts one or more
     * @return for each text its vector, as {@link #embed} gives them for passages
     */
    default Future<List<float[]>> embedPeers(List<String> texts) {
        return embed(Purpose.PASSAGE, texts);
    }

    /**
     * How many tokens a text is to the model, without those that it adds itself. Takes microseconds per kilobyte: for long
     * texts not on an event loop.
     *
     * @param text of any length
     * @return exact for a local model, an estimate that is rather too high for a remote one
     */
    int tokens(String text);

    /** What a vector is compared with; models that make no difference ignore it. */
    enum Purpose {
        /** A question, compared with passages. */
        QUERY,
        /** A piece of a document, compared with questions; also a text that is {@linkplain #embedPeers compared with its equals}. */
        PASSAGE
    }
}
