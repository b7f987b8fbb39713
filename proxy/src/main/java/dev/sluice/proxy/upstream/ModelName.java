package dev.sluice.proxy.upstream;

import dev.sluice.api.Body;
import dev.sluice.api.Call;
import dev.sluice.api.Operation;
import dev.sluice.api.Target;
import dev.sluice.api.dialect.Endpoint.ModelPlace;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Scan;
import io.vertx.core.buffer.Buffer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Writes the name by which a provider knows a model to where the call has it; all else stays as it came. */
final class ModelName {

    private static final Scan MODEL = Scan.forKeys("model");
    private static final String PLACE = "{model}";

    private ModelName() {}

    /** The body; the very bytes that came if the name is the same. */
    static Body body(Call call) {
        Target target = call.target();
        boolean inBody = call.endpoint().modelPlace() == ModelPlace.BODY;
        if (target == null
                || !inBody
                || !(call.body() instanceof Body.Bytes bytes)
                || target.model().isEmpty()) {
            return call.body();
        }
        Scan.Found found = MODEL.over(bytes.bytes());
        boolean same = target.model().equals(found.text("model"));
        Buffer written = same ? bytes.bytes() : found.with("model", Json.of(target.model()));
        return same ? bytes : Body.of(written);
    }

    /** Path and query. */
    static String uri(Call call) {
        Target target = call.target();
        if (target == null || target.model().isEmpty() || target.model().equals(call.model())) {
            return call.uri();
        }
        if (call.endpoint().modelPlace() == ModelPlace.PATH) {
            return inPath(call.uri(), call.endpoint().path(), target.model());
        }
        return call.operation() == Operation.REALTIME ? inQuery(call.uri(), target.model()) : call.uri();
    }

    private static String inPath(String uri, String template, String model) {
        int query = uri.indexOf('?');
        String[] segments = (query < 0 ? uri : uri.substring(0, query)).split("/", -1);
        String[] names = template.split("/", -1);
        for (int i = 0; i < names.length; i++) {
            if (names[i].contains(PLACE)) {
                segments[i] = names[i].replace(PLACE, encoded(model));
            }
        }
        return String.join("/", segments) + (query < 0 ? "" : uri.substring(query));
    }

    private static String inQuery(String uri, String model) {
        int query = uri.indexOf('?');
        if (query < 0) {
            return uri;
        }
        String[] parameters = uri.substring(query + 1).split("&", -1);
        for (int i = 0; i < parameters.length; i++) {
            if (parameters[i].startsWith("model=")) {
                parameters[i] = "model=" + encoded(model);
            }
        }
        return uri.substring(0, query + 1) + String.join("&", parameters);
    }

    private static String encoded(String model) {
        return URLEncoder.encode(model, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
