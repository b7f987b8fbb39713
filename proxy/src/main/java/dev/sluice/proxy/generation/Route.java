package dev.sluice.proxy.generation;

import dev.sluice.api.Headers;
import dev.sluice.api.dialect.Dialect;
import dev.sluice.api.dialect.Endpoint;
import dev.sluice.proxy.chain.Chain;
import dev.sluice.proxy.config.RouteSettings.MatchSettings;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a call matches, and the chain that it then runs through.
 *
 * @param name shown in metrics, records and headers
 * @param match what has to hold; null if nothing has to
 * @param chain the chain
 * @param asksCallers whether the chain has a filter that knows callers: others are told nothing of the config
 */
public record Route(String name, @Nullable MatchSettings match, Chain chain, boolean asksCallers) {

    /**
     * Whether a call is this route's.
     *
     * @param dialect the client's
     * @param endpoint what it called
     * @param path the path
     * @param headers the header
     * @param model the model asked for; empty for none
     * @return true if all of the match holds
     */
    boolean takes(Dialect dialect, Endpoint endpoint, String path, Headers headers, String model) {
        if (match == null) {
            return true;
        }
        return any(match.model(), model)
                && any(match.operation(), endpoint.operation().label())
                && any(match.dialect(), dialect.name())
                && (match.pathPrefix() == null || path.startsWith(match.pathPrefix()))
                && all(match.headers(), headers);
    }

    private static boolean any(List<String> patterns, String value) {
        return patterns.isEmpty() || patterns.stream().anyMatch(pattern -> Wildcard.matches(pattern, value));
    }

    private static boolean all(Map<String, String> patterns, Headers headers) {
        for (Map.Entry<String, String> wanted : patterns.entrySet()) {
            String value = headers.get(wanted.getKey());
            if (value == null || !Wildcard.matches(wanted.getValue(), value)) {
                return false;
            }
        }
        return true;
    }
}
