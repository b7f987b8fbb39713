package dev.sluice.plugins.retrieve;

import dev.sluice.api.json.Arr;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.plugins.retrieve.stores.Ids;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a request repeats of replies that told of searches made here, as it does where an application puts a response's output before its next question: providers know neither
 * these items nor the files that their texts cite.
 */
final class EarlierSearches {

    private EarlierSearches() {}

    /** The request without it; itself if there is none. */
    static Obj without(Obj request) {
        Arr input = request.array("input");
        if (input == null) {
            return request;
        }
        Arr others = kept(input, item -> !isSearch(item)).map(EarlierSearches::item);
        return others == input ? request : request.with("input", others);
    }

    private static Json item(Json item) {
        Arr content = item instanceof Obj message ? message.array("content") : null;
        if (content == null || !(item instanceof Obj message)) {
            return item;
        }
        Arr parts = content.map(EarlierSearches::part);
        return parts == content ? item : message.with("content", parts);
    }

    private static Json part(Json part) {
        Arr annotations = part instanceof Obj text ? text.array("annotations") : null;
        if (annotations == null || !(part instanceof Obj text)) {
            return part;
        }
        Arr others = kept(annotations, annotation -> !isCitation(annotation));
        return others == annotations ? part : text.with("annotations", others);
    }

    private static boolean isSearch(Json item) {
        return item instanceof Obj object && begins(object.text("id"), Ids.SEARCH);
    }

    private static boolean isCitation(Json annotation) {
        return annotation instanceof Obj object && begins(object.text("file_id"), Ids.FILE);
    }

    private static boolean begins(@Nullable String id, String prefix) {
        return id != null && id.startsWith(prefix);
    }

    /** Itself if all of it is kept. */
    private static Arr kept(Arr all, Predicate<Json> wanted) {
        List<Json> kept = new ArrayList<>();
        for (Json one : all) {
            if (wanted.test(one)) {
                kept.add(one);
            }
        }
        return kept.size() == all.size() ? all : (Arr) Json.from(kept);
    }
}
