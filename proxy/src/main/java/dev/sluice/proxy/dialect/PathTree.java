package dev.sluice.proxy.dialect;

import dev.sluice.api.dialect.Dialect;
import dev.sluice.api.dialect.Endpoint;
import io.vertx.core.http.HttpMethod;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Path templates by segment. Built once, then only read; literal segments win over patterns, longer patterns over shorter. */
final class PathTree {

    private static final Comparator<PathSegment> MOST_SPECIFIC_FIRST = Comparator.comparingInt(
                    PathSegment::literalLength)
            .reversed()
            .thenComparing(PathSegment::many)
            .thenComparing(PathSegment::toString);

    private final Map<String, PathTree> literals = new HashMap<>();
    private final Map<PathSegment, PathTree> patterns = new TreeMap<>(MOST_SPECIFIC_FIRST);
    private final Map<HttpMethod, Leaf> leaves = new HashMap<>();

    /** An endpoint with its owner. */
    record Leaf(Dialect dialect, Endpoint endpoint) {}

    /** Sees the end of each template that fits, most specific first, and returns true to stop there. */
    interface Visitor {
        boolean visit(Map<HttpMethod, Leaf> leaves, Map<String, String> captures);
    }

    /** Adds an endpoint; of two with the same template and method the first stays. */
    void add(String template, Dialect dialect, Endpoint endpoint) {
        PathTree at = this;
        for (String segment : template.substring(1).split("/", -1)) {
            PathSegment pattern = PathSegment.of(segment);
            at = pattern == null
                    ? at.literals.computeIfAbsent(segment, ignored -> new PathTree())
                    : at.patterns.computeIfAbsent(pattern, ignored -> new PathTree());
        }
        at.leaves.putIfAbsent(endpoint.method(), new Leaf(dialect, endpoint));
    }

    boolean visit(List<String> segments, Map<String, String> captures, Visitor visitor) {
        if (segments.isEmpty()) {
            return !leaves.isEmpty() && visitor.visit(leaves, captures);
        }
        List<String> rest = segments.subList(1, segments.size());
        PathTree literal = literals.get(segments.get(0));
        if (literal != null && literal.visit(rest, captures, visitor)) {
            return true;
        }
        for (Map.Entry<PathSegment, PathTree> pattern : patterns.entrySet()) {
            if (pattern.getValue().visit(pattern.getKey(), segments, captures, visitor)) {
                return true;
            }
        }
        return false;
    }

    /** Goes on behind a pattern, which may stand for several segments: first for as few as fit. */
    private boolean visit(PathSegment pattern, List<String> segments, Map<String, String> captures, Visitor visitor) {
        for (int n = 1; n <= pattern.most(segments.size()); n++) {
            String segment = n == 1 ? segments.get(0) : String.join("/", segments.subList(0, n));
            Map<String, String> more = capture(pattern, segment, captures);
            if (more != null && visit(segments.subList(n, segments.size()), more, visitor)) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable Map<String, String> capture(
            PathSegment pattern, String segment, Map<String, String> captures) {
        String value = pattern.capture(segment);
        if (value == null) {
            return null;
        }
        Map<String, String> more = new HashMap<>(captures);
        more.put(pattern.name(), value);
        return more;
    }
}
