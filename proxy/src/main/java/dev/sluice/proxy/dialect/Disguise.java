package dev.sluice.proxy.dialect;

import dev.sluice.api.dialect.Dialect;
import dev.sluice.api.dialect.Endpoint;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Tells paths that a provider may take for an endpoint whose documents filters read, though none has them here: without the
 * version, which the provider's base URL may bring ({@code /chat/completions}), behind something
 * ({@code /openai/deployments/x/chat/completions}), in other letters.
 */
final class Disguise {

    private final PathTree read = new PathTree();
    private final Set<String> first = new LinkedHashSet<>();

    void add(Dialect dialect, Endpoint endpoint) {
        if (endpoint.payload() != Endpoint.Payload.JSON && endpoint.promptLens() == null) {
            return;
        }
        String path = endpoint.path().toLowerCase(Locale.ROOT);
        read.add(path, dialect, endpoint);
        first.add(path.substring(1, path.indexOf('/', 1)));
    }

    boolean isOne(List<String> segments) {
        List<String> lower =
                segments.stream().map(s -> s.toLowerCase(Locale.ROOT)).toList();
        for (int from = 0; from < lower.size(); from++) {
            List<String> rest = lower.subList(from, lower.size());
            if (isRead(rest) || first.stream().anyMatch(version -> isRead(with(version, rest)))) {
                return true;
            }
        }
        return false;
    }

    private boolean isRead(List<String> segments) {
        return read.visit(segments, Map.of(), (leaves, captures) -> true);
    }

    private static List<String> with(String version, List<String> rest) {
        return Stream.concat(Stream.of(version), rest.stream()).toList();
    }
}
