package dev.sluice.proxy.admin;

import dev.sluice.api.admin.Admin;
import io.vertx.core.http.HttpMethod;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** The endpoints that plugins have added below {@code /admin/v1}. Used on any thread. */
public final class Mounts {

    private static final Set<String> OWN = Set.of("config", "reload", "plugins");

    private final List<Mount> mounts = new CopyOnWriteArrayList<>();

    /** An endpoint at its path. Not a record: two that are served alike are two all the same, and go one by one. */
    static final class Mount {

        private final HttpMethod method;
        private final List<String> template;
        private final Admin.Endpoint endpoint;

        private Mount(HttpMethod method, List<String> template, Admin.Endpoint endpoint) {
            this.method = method;
            this.template = template;
            this.endpoint = endpoint;
        }

        boolean takes(HttpMethod other) {
            return method.equals(other);
        }

        Admin.Endpoint endpoint() {
            return endpoint;
        }

        /** What stands in the template's places; null if the path is another one. */
        @Nullable Map<String, String> match(List<String> segments) {
            if (segments.size() != template.size()) {
                return null;
            }
            Map<String, String> places = new TreeMap<>();
            for (int i = 0; i < segments.size(); i++) {
                String wanted = template.get(i);
                if (isPlace(wanted)) {
                    places.put(wanted.substring(1, wanted.length() - 1), segments.get(i));
                } else if (!wanted.equals(segments.get(i))) {
                    return null;
                }
            }
            return places;
        }

        private static boolean isPlace(String segment) {
            return segment.startsWith("{") && segment.endsWith("}");
        }
    }

    /**
     * Adds an endpoint.
     *
     * @param method its method
     * @param path its path's template, without {@code /admin/v1}
     * @param endpoint answers
     * @return takes it away again
     */
    public Runnable add(HttpMethod method, String path, Admin.Endpoint endpoint) {
        Mount mount = new Mount(method, template(path), endpoint);
        mounts.addFirst(mount);
        return () -> mounts.remove(mount);
    }

    /** Those whose path matches, the newest first. */
    List<Mount> at(List<String> segments) {
        return mounts.stream().filter(mount -> mount.match(segments) != null).toList();
    }

    /** Whether a path is the host's. */
    boolean isOwn(List<String> segments) {
        return OWN.contains(segments.getFirst());
    }

    private static List<String> template(String path) {
        List<String> segments = new ArrayList<>(List.of(path.split("/", -1)));
        if (segments.size() < 2 || !segments.removeFirst().isEmpty() || segments.contains("")) {
            throw new IllegalArgumentException(
                    "Expected a path such as /keys/{id}, of segments that are not empty; found '" + path + "'.");
        }
        if (OWN.contains(segments.getFirst())) {
            throw new IllegalArgumentException("The path " + path + " is the host's own; take another one.");
        }
        return List.copyOf(segments);
    }
}
