package dev.sluice.plugins.embed.onnx;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Cuts text into the tokens of a BERT model: words as {@link BertWords} finds them, then the longest pieces that the vocabulary has,
 * from left to right. Immutable.
 */
final class WordPiece {

    private static final int LONGEST_WORD = 100;
    private static final String GOES_ON = "##";

    private final Map<String, Integer> vocabulary;

    /** Pieces that stand within a word, without the mark of those. */
    private final Map<String, Integer> inner = new HashMap<>();

    private final int longest;
    private final BertWords words;
    private final int begin;
    private final int end;
    private final int unknown;

    private WordPiece(Map<String, Integer> vocabulary, BertWords words) {
        this.vocabulary = vocabulary;
        vocabulary.forEach((piece, id) -> {
            if (piece.startsWith(GOES_ON)) {
                inner.put(piece.substring(GOES_ON.length()), id);
            }
        });
        this.longest =
                vocabulary.keySet().stream().mapToInt(String::length).max().orElse(0);
        this.words = words;
        this.begin = required("[CLS]");
        this.end = required("[SEP]");
        this.unknown = required("[UNK]");
    }

    /**
     * Reads a {@code tokenizer.json}, as Hugging Face writes it.
     *
     * @throws IllegalArgumentException if it is of another kind
     */
    static WordPiece read(byte[] json) {
        JsonObject file = parse(json);
        JsonObject model = file.getJsonObject("model", new JsonObject());
        JsonObject vocabulary = model.getJsonObject("vocab");
        if (vocabulary == null || !model.getString("type", "WordPiece").equals("WordPiece")) {
            throw new IllegalArgumentException(
                    "Expected a tokenizer.json of the kind WordPiece, found " + model.getString("type", "another")
                            + ": take a model of the BERT family, or serve this one by HTTP.");
        }
        JsonObject normalizer = file.getJsonObject("normalizer", new JsonObject());
        Map<String, Integer> ids = new HashMap<>();
        vocabulary.forEach(entry -> ids.put(entry.getKey(), ((Number) entry.getValue()).intValue()));
        return new WordPiece(ids, new BertWords(normalizer.getBoolean("lowercase", true)));
    }

    /**
     * A text's tokens between the marks of begin and end.
     *
     * @param window most tokens without the marks; the rest is cut off
     */
    long[] encode(String text, int window) {
        Ids ids = new Ids(window);
        ids.add(begin);
        words.forEach(text, word -> {
            if (ids.size <= window) {
                pieces(word, ids);
            }
        });
        ids.size = Math.min(ids.size, window + 1);
        ids.add(end);
        return Arrays.copyOf(ids.ids, ids.size);
    }

    int count(String text) {
        Ids ids = new Ids(text.length() / 4);
        words.forEach(text, word -> pieces(word, ids));
        return ids.size;
    }

    /** One token as if it were a text: between the marks of begin and end. */
    long[] alone(int token) {
        return new long[] {begin, token, end};
    }

    /** The pieces with their numbers, not to be changed. */
    Map<String, Integer> vocabulary() {
        return vocabulary;
    }

    private void pieces(String word, Ids ids) {
        int from = ids.size;
        int start = 0;
        while (start < word.length()) {
            int end = word.length() > LONGEST_WORD ? start : longest(word, start, ids);
            if (end == start) { // A word that cannot be put together is unknown as a whole.
                ids.size = from;
                ids.add(unknown);
                return;
            }
            start = end;
        }
    }

    private int longest(String word, int start, Ids ids) {
        Map<String, Integer> pieces = start == 0 ? vocabulary : inner;
        for (int end = Math.min(word.length(), start + longest); end > start; end--) {
            Integer id = pieces.get(word.substring(start, end));
            if (id != null) {
                ids.add(id);
                return end;
            }
        }
        return start;
    }

    private int required(String token) {
        Integer id = vocabulary.get(token);
        if (id == null) {
            throw new IllegalArgumentException("Expected the token " + token + " in tokenizer.json, found none.");
        }
        return id;
    }

    private static JsonObject parse(byte[] json) {
        try {
            @Nullable JsonObject file = Buffer.buffer(json).toJsonObject();
            return file;
        } catch (DecodeException | ClassCastException e) {
            throw new IllegalArgumentException("Expected a tokenizer.json, found no JSON object.", e);
        }
    }

    /** Numbers that grow in number. */
    private static final class Ids {

        private long[] ids;
        private int size;

        Ids(int expected) {
            ids = new long[Math.min(expected, 1 << 12) + 2];
        }

        void add(int id) {
            if (size == ids.length) {
                ids = Arrays.copyOf(ids, size * 2);
            }
            ids[size++] = id;
        }
    }
}
