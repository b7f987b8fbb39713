package dev.sluice.plugins.retrieve.cite;

import dev.sluice.api.retrieve.Passage;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The sources that a model was given.
 *
 * @param collection whence
 * @param passages in the order of their numbers
 */
public record Cited(String collection, List<Passage> passages) {

    private static final Pattern WEB = Pattern.compile("(?i)https?://\\P{Cntrl}+");

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

    /** Where people read it, on the web: clients make a link of it. Where that is not known, a name that tells documents apart. */
    String url(Marks.Mark mark) {
        Passage passage = passage(mark);
        return WEB.matcher(passage.url()).matches() ? passage.url() : "urn:sluice:" + collection + ":" + passage.id();
    }
}
