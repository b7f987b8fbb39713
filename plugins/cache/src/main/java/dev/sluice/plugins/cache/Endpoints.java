package dev.sluice.plugins.cache;

import dev.sluice.api.Call;
import dev.sluice.api.dialect.Dialect;
import dev.sluice.api.dialect.Endpoint;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the endpoint that a kept reply has the form of: what it says can be read by its lenses alone. */
final class Endpoints {

    private final Map<Name, Endpoint> byName = new HashMap<>();

    private record Name(String dialect, String endpoint) {}

    Endpoints(List<Dialect> dialects) {
        dialects.forEach(dialect -> dialect.endpoints().forEach(endpoint -> {
            add(dialect, endpoint);
            add(dialect, dialect.asked(endpoint, "")); // Another one where the query has to ask for the usual.
        }));
    }

    private void add(Dialect dialect, Endpoint endpoint) {
        byName.putIfAbsent(new Name(dialect.name(), endpoint.name()), endpoint);
    }

    /** The endpoint of a form, which is mostly the one that was called; null if there is none any more. */
    @Nullable Endpoint of(Form form, Call call) {
        boolean called = form.dialect().equals(call.dialect().name())
                && form.endpoint().equals(call.endpoint().name());
        return called ? call.endpoint() : byName.get(new Name(form.dialect(), form.endpoint()));
    }
}
