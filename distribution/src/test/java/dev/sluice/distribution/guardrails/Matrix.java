package dev.sluice.distribution.guardrails;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What was found: which features are true of which surface, whole and streamed. */
final class Matrix {

    private record Place(String feature, String surface) {}

    private final Map<Place, String> whole = new ConcurrentHashMap<>();
    private final Map<Place, String> streamed = new ConcurrentHashMap<>();

    void found(Feature feature, Surface surface, boolean stream, String what) {
        (stream ? streamed : whole).put(new Place(feature.name(), surface.title()), what);
    }

    /** As a table in Markdown. */
    String table(List<Feature> features, List<Surface> surfaces) {
        StringBuilder table = new StringBuilder("| |");
        surfaces.forEach(surface -> table.append(' ').append(surface.title()).append(" |"));
        table.append("\n|---|").append("---|".repeat(surfaces.size())).append('\n');
        for (Feature feature : features) {
            table.append("| ").append(feature.title()).append(" |");
            surfaces.forEach(
                    surface -> table.append(' ').append(cell(feature, surface)).append(" |"));
            table.append('\n');
        }
        return table.toString();
    }

    private String cell(Feature feature, Surface surface) {
        if (!feature.appliesTo(surface)) {
            return "no tools";
        }
        Place place = new Place(feature.name(), surface.title());
        return whole.getOrDefault(place, "?") + " / " + streamed.getOrDefault(place, "?");
    }
}
