package dev.sluice.plugins.retrieve.cite;

import dev.sluice.api.retrieve.Passage;
import java.util.List;

/**
 * The sources that a model was given.
 *
 * @param collection whence
 * @param passages in the order of their numbers
 */
public record Cited(String collection, List<Passage> passages) {

    int size() {
        return passages.size();
    }

    Passage passage(Marks.Mark mark) {
        return passages.get(mark.source());
    }

    String title(Marks.Mark mark) {
        Passage passage = passage(mark);
        return passage.title().isEmpty() ? passage.id() : passage.title();
    }

    /** Where people read it; where that is not known, a name that tells documents apart. */
    String url(Marks.Mark mark) {
        Passage passage = passage(mark);
        return passage.url().isEmpty() ? "urn:sluice:" + collection + ":" + passage.id() : passage.url();
    }
}
