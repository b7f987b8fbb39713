package dev.sluice.plugins.retrieve.stores;

import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A page of a list, as OpenAI's API cuts it: the newest first unless asked otherwise, behind or before an id. */
final class Listing {

    private Listing() {}

    /** The objects are in the order in which they were made. */
    static Obj page(List<Obj> made, Place place) {
        List<Obj> all = new ArrayList<>(made);
        if (!place.ascending()) {
            Collections.reverse(all);
        }
        int from = index(all, place, "after") + 1;
        int before = index(all, place, "before");
        int until = before < 0 ? all.size() : before;
        List<Obj> rest = from < until ? all.subList(from, until) : List.of();
        List<Obj> page = rest.subList(0, Math.min(rest.size(), place.limit()));
        return Json.object(
                "object",
                "list",
                "data",
                page,
                "first_id",
                page.isEmpty() ? null : page.getFirst().text("id"),
                "last_id",
                page.isEmpty() ? null : page.getLast().text("id"),
                "has_more",
                rest.size() > page.size());
    }

    /** -1 where none is named. */
    private static int index(List<Obj> all, Place place, String parameter) {
        String id = place.query().getOrDefault(parameter, "");
        if (id.isEmpty()) {
            return -1;
        }
        for (int i = 0; i < all.size(); i++) {
            if (id.equals(all.get(i).text("id"))) {
                return i;
            }
        }
        throw Fields.wrong(parameter, "the id of an object that is listed");
    }
}
