package dev.sluice.proxy.dialect;

import dev.sluice.api.Headers;
import dev.sluice.api.Operation;
import dev.sluice.api.dialect.Dialect;
import dev.sluice.api.dialect.Endpoint;
import dev.sluice.proxy.dialect.PathMatch.Found;
import dev.sluice.proxy.dialect.PathMatch.PassThrough;
import dev.sluice.proxy.dialect.PathMatch.Unknown;
import dev.sluice.proxy.dialect.PathMatch.WrongMethod;
import dev.sluice.proxy.dialect.PathTree.Leaf;
import io.vertx.core.http.HttpMethod;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Finds the endpoint of a request among those of all dialects.
 *
 * <p>Paths without names in them, which nearly all calls have, are found at one look in a hash map and nothing is
 * allocated. All others are read strictly ({@link PathText}) and matched segment by segment, decoded: a path that spells an
 * endpoint in another way must not get past the filters as an unknown one. For the same reason a path that only differs in
 * case from an endpoint's is refused instead of passed through: some upstreams do not care about case.
 *
 * <p>Where a request's header says that it is of one dialect ({@link Dialect#isSpokenIn}), that dialect's own endpoints come
 * first, and what it passes through comes before what another would pass through, but never before another's endpoint:
 * no header may get a call past the filters unread. Nobody looks at it where only one dialect has the path.
 */
public final class PathTable {

    private final Map<String, Map<HttpMethod, Found>> literals = new HashMap<>();
    private final Map<Dialect, PathTable> own = new LinkedHashMap<>();
    private final Set<Found> contested = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Map<String, Dialect> prefixes =
            new TreeMap<>(Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder()));
    private final PathTree tree = new PathTree();
    private final PathTree lowerCaseTree = new PathTree();

    private final Disguise disguise = new Disguise();

    private PathTable() {}

    /**
     * Makes the table.
     *
     * @param dialects where two claim the same path and method, or the same prefix, the first has it
     * @return a table for the dialects' life
     */
    public static PathTable of(List<Dialect> dialects) {
        PathTable table = new PathTable();
        for (Dialect dialect : dialects) {
            table.add(dialect);
            table.own.put(dialect, new PathTable().add(dialect));
        }
        table.literals.forEach((path, byMethod) -> byMethod.values().stream()
                .filter(found -> table.own.values().stream()
                        .filter(other -> other.match(found.endpoint().method(), path) instanceof Found)
                        .skip(1)
                        .findAny()
                        .isPresent())
                .forEach(table.contested::add));
        return table;
    }

    private PathTable add(Dialect dialect) {
        dialect.endpoints().forEach(endpoint -> add(dialect, endpoint));
        dialect.prefixes().forEach(prefix -> prefixes.putIfAbsent(prefix, dialect));
        return this;
    }

    private void add(Dialect dialect, Endpoint endpoint) {
        tree.add(endpoint.path(), dialect, endpoint);
        disguise.add(dialect, endpoint);
        lowerCaseTree.add(endpoint.path().toLowerCase(Locale.ROOT), dialect, endpoint);
        if (endpoint.path().indexOf('{') < 0) {
            literals.computeIfAbsent(endpoint.path(), ignored -> new HashMap<>())
                    .putIfAbsent(endpoint.method(), new Found(dialect, endpoint, Map.of()));
        }
    }

    /**
     * Finds what a request calls.
     *
     * @param method its method
     * @param path its path as it came, percent-encoding kept, without the query
     * @param headers decide where several dialects have the path
     * @return what was found
     */
    public PathMatch match(HttpMethod method, String path, Headers headers) {
        Map<HttpMethod, Found> byMethod = literals.get(path);
        Found literal = byMethod == null ? null : byMethod.get(method);
        if (literal != null && !contested.contains(literal)) {
            return literal;
        }
        PathMatch spoken = spoken(method, path, headers);
        if (spoken instanceof Found) {
            return spoken;
        }
        PathMatch any = literal != null ? literal : matchSegments(method, path);
        return any instanceof PassThrough && !(spoken instanceof Unknown) ? spoken : any;
    }

    /**
     * Finds what a request to one provider calls. What no endpoint has is that provider's own, unless it could be taken for an
     * endpoint whose documents filters read.
     *
     * @param method its method
     * @param path its path behind the provider's name, percent-encoding kept, without the query
     * @param headers decide where several dialects have the path
     * @param speaks which dialects the provider speaks
     * @return what was found
     */
    public PathMatch matchAt(HttpMethod method, String path, Headers headers, Predicate<Dialect> speaks) {
        PathMatch match = match(method, path, headers);
        boolean known = match instanceof Found
                || match instanceof WrongMethod
                || (match instanceof PassThrough through && speaks.test(through.dialect()));
        return known ? match : ownPath(method, path, speaks);
    }

    private PathMatch ownPath(HttpMethod method, String path, Predicate<Dialect> speaks) {
        List<String> segments = PathText.segments(path);
        boolean isPlain = segments != null
                && segments.stream().noneMatch(segment -> segment.indexOf('/') >= 0)
                && !disguise.isOne(segments);
        Optional<Dialect> dialect = own.keySet().stream().filter(speaks).findFirst();
        return isPlain && dialect.isPresent() ? new PassThrough(dialect.get(), other(method, "/")) : Unknown.PATH;
    }

    /** What the path is in the dialect that the header tells of; nobody's if it tells of none. */
    private PathMatch spoken(HttpMethod method, String path, Headers headers) {
        for (Map.Entry<Dialect, PathTable> dialect : own.entrySet()) {
            if (dialect.getKey().isSpokenIn(headers)) {
                return dialect.getValue().match(method, path);
            }
        }
        return Unknown.PATH;
    }

    /**
     * Finds what a path calls, whatever the header says: of several dialects that have it, the first.
     *
     * @param method a method
     * @param path a path, percent-encoding kept, without the query
     * @return what was found
     */
    public PathMatch match(HttpMethod method, String path) {
        Map<HttpMethod, Found> byMethod = literals.get(path);
        Found literal = byMethod == null ? null : byMethod.get(method);
        return literal != null ? literal : matchSegments(method, path);
    }

    private PathMatch matchSegments(HttpMethod method, String path) {
        List<String> segments = PathText.segments(path);
        if (segments == null) {
            return Unknown.PATH;
        }
        PathMatch known = known(tree, method, segments);
        return known != null ? known : passThrough(method, segments);
    }

    private static @Nullable PathMatch known(PathTree tree, HttpMethod method, List<String> segments) {
        List<Leaf> others = new ArrayList<>();
        List<Found> found = new ArrayList<>(1);
        tree.visit(segments, Map.of(), (leaves, captures) -> {
            Leaf leaf = HttpMethod.HEAD.equals(method)
                    ? leaves.getOrDefault(method, leaves.get(HttpMethod.GET))
                    : leaves.get(method);
            others.addAll(leaves.values());
            return leaf != null && found.add(new Found(leaf.dialect(), leaf.endpoint(), captures));
        });
        if (!found.isEmpty()) {
            return found.get(0);
        }
        return others.isEmpty() ? null : new WrongMethod(others.get(0).dialect(), methods(others));
    }

    private static List<HttpMethod> methods(List<Leaf> leaves) {
        return leaves.stream()
                .map(leaf -> leaf.endpoint().method())
                .distinct()
                .sorted(Comparator.comparing(HttpMethod::name))
                .toList();
    }

    private PathMatch passThrough(HttpMethod method, List<String> segments) {
        String path = "/" + String.join("/", segments);
        boolean hidesSlash = segments.stream().anyMatch(segment -> segment.indexOf('/') >= 0);
        if (hidesSlash || isOtherwiseSpelled(segments)) {
            return Unknown.PATH;
        }
        for (Map.Entry<String, Dialect> prefix : prefixes.entrySet()) {
            if (isBelow(prefix.getKey(), path)) {
                return new PassThrough(prefix.getValue(), other(method, prefix.getKey()));
            }
        }
        return Unknown.PATH;
    }

    private static boolean isBelow(String prefix, String path) {
        int any = prefix.indexOf("/*/");
        if (any < 0) {
            return path.startsWith(prefix);
        }
        int end = path.startsWith(prefix.substring(0, any + 1)) ? path.indexOf('/', any + 1) : -1;
        return end > any + 1 && path.startsWith(prefix.substring(any + 2), end);
    }

    private boolean isOtherwiseSpelled(List<String> segments) {
        List<String> lowerCase =
                segments.stream().map(s -> s.toLowerCase(Locale.ROOT)).toList();
        return !lowerCase.equals(segments) && known(lowerCaseTree, HttpMethod.POST, lowerCase) != null;
    }

    private static Endpoint other(HttpMethod method, String prefix) {
        return new Endpoint(
                "other",
                method,
                prefix,
                Operation.OTHER,
                Endpoint.Payload.OPAQUE,
                Endpoint.ModelPlace.NONE,
                Endpoint.Streaming.NEVER,
                null,
                null);
    }
}
