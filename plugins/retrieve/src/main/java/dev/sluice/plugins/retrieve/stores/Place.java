package dev.sluice.plugins.retrieve.stores;

import dev.sluice.api.CallError;
import dev.sluice.api.CallError.Category;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a request's target says.
 *
 * @param segments of the path, decoded
 * @param query its parameters, decoded; of several of one name the last
 */
record Place(List<String> segments, Map<String, String> query) {

    private static final int MOST_LISTED = 100;
    private static final int LISTED = 20;

    static Place of(String uri) {
        int mark = uri.indexOf('?');
        String path = mark < 0 ? uri : uri.substring(0, mark);
        List<String> segments = Arrays.stream(path.split("/"))
                .filter(segment -> !segment.isEmpty())
                .map(Place::decoded)
                .toList();
        Map<String, String> query = new LinkedHashMap<>();
        for (String pair : mark < 0 ? new String[0] : uri.substring(mark + 1).split("&")) {
            int equals = pair.indexOf('=');
            query.put(
                    decoded(equals < 0 ? pair : pair.substring(0, equals)),
                    equals < 0 ? "" : decoded(pair.substring(equals + 1)));
        }
        return new Place(segments, query);
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw CallError.of(Category.INVALID_REQUEST, "invalid_url", "Expected a percent-encoded path.");
        }
    }

    String at(int index) {
        return index < segments.size() ? segments.get(index) : "";
    }

    int size() {
        return segments.size();
    }

    int limit() {
        try {
            int limit = Integer.parseInt(query.getOrDefault("limit", Integer.toString(LISTED)));
            if (limit >= 1 && limit <= MOST_LISTED) {
                return limit;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw Fields.wrong("limit", "a whole number from 1 to " + MOST_LISTED);
    }

    boolean ascending() {
        String order = query.getOrDefault("order", "desc");
        if (!order.equals("asc") && !order.equals("desc")) {
            throw Fields.wrong("order", "'asc' or 'desc'");
        }
        return order.equals("asc");
    }
}
