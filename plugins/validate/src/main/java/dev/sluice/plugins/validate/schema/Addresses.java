package dev.sluice.plugins.validate.schema;

import dev.sluice.api.json.Obj;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where the parts of a schema stand, and which of them its references mean. What it does not find it says nothing of. */
final class Addresses {

    private final Map<String, Obj> named = new HashMap<>(); // Without a fragment, or with that of an anchor.
    private final Map<String, List<Obj>> dynamic = new HashMap<>();
    private final IdentityHashMap<Obj, Place> places = new IdentityHashMap<>();
    private final List<Obj> parts = new ArrayList<>();

    /**
     * Where a part stands.
     *
     * @param base the address that its references start from, without a fragment
     * @param pointer from the document to it
     */
    private record Place(String base, String pointer) {}

    Addresses(Obj document) {
        named.put("", document);
        walk(document, "", "");
    }

    /** From the document to a part. */
    String pointer(Obj part) {
        Place place = places.get(part);
        return place == null || place.pointer().isEmpty() ? "/" : place.pointer();
    }

    /** Every part that was found, the document first. */
    List<Obj> parts() {
        return List.copyOf(parts);
    }

    /** What the references of a part may mean; empty if it has none that lead to a part. */
    List<Obj> referred(Obj part) {
        List<Obj> targets = new ArrayList<>(1);
        Obj target = target(part, part.text("$ref"));
        if (target != null) {
            targets.add(target);
        }
        String reference = part.text("$dynamicRef");
        Obj first = target(part, reference);
        if (first != null) {
            targets.add(first);
            String anchor = first.text("$dynamicAnchor");
            if (anchor != null && reference != null && reference.endsWith("#" + anchor)) {
                targets.addAll(dynamic.getOrDefault(anchor, List.of()));
            }
        }
        return targets;
    }

    private void walk(Obj part, String base, String pointer) {
        String here = withoutFragment(resolved(base, part.text("$id")));
        if (places.putIfAbsent(part, new Place(here, pointer)) != null) {
            return;
        }
        parts.add(part);
        if (part.has("$id")) {
            named.putIfAbsent(resolved(base, part.text("$id")), part);
        }
        name(part, here, part.text("$anchor"));
        String anchor = part.text("$dynamicAnchor");
        name(part, here, anchor);
        if (anchor != null) {
            dynamic.computeIfAbsent(anchor, first -> new ArrayList<>(1)).add(part);
        }
        Keywords.parts(part).forEach(inner -> walk(inner.schema(), here, pointer + inner.steps()));
    }

    private void name(Obj part, String base, @Nullable String anchor) {
        if (anchor != null) {
            named.putIfAbsent(base + "#" + anchor, part);
        }
    }

    private @Nullable Obj target(Obj part, @Nullable String reference) {
        Place from = places.get(part);
        if (reference == null || from == null) {
            return null;
        }
        String address = resolved(from.base(), reference);
        int at = address.indexOf('#');
        String fragment = at < 0 ? "" : address.substring(at + 1);
        String base = withoutFragment(address);
        if (!fragment.isEmpty() && !fragment.startsWith("/")) {
            return named.get(address);
        }
        Obj root = named.getOrDefault(base, named.get(base + "#"));
        Obj found = root != null && root.at(decoded(fragment)) instanceof Obj inner ? inner : null;
        if (found != null) {
            walk(found, base, fragment); // It may stand where no keyword leads to.
        }
        return found;
    }

    private static String resolved(String base, @Nullable String reference) {
        if (reference == null) {
            return base;
        }
        try {
            return reference.startsWith("#")
                    ? base + reference
                    : URI.create(base).resolve(reference).toString();
        } catch (IllegalArgumentException e) {
            return reference; // No address; it is refused elsewhere.
        }
    }

    private static String decoded(String fragment) {
        try {
            return URLDecoder.decode(fragment.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return fragment;
        }
    }

    private static String withoutFragment(String address) {
        int fragment = address.indexOf('#');
        return fragment < 0 ? address : address.substring(0, fragment);
    }
}
