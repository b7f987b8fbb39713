package dev.sluice.proxy.upstream;

import dev.sluice.api.Body;
import dev.sluice.api.Call;
import dev.sluice.api.Operation;
import dev.sluice.api.Target;
import dev.sluice.api.dialect.Endpoint.ModelPlace;
import dev.sluice.api.dialect.PromptLens;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.json.Scan;
import dev.sluice.proxy.form.FormUpload;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes the name by which a provider knows a model to where the call has it; all else stays as it came. */
final class ModelName {

    private static final Scan MODEL = Scan.forKeys("model");
    private static final Pattern PLACE = Pattern.compile("\\{model\\+?\\}");

    private ModelName() {}

    /** The body; the very bytes that came if the name is the same. */
    static Body body(Call call) {
        Target target = call.target();
        if (target == null || target.model().isEmpty()) {
            return call.body();
        }
        return switch (call.body()) {
            case Body.Bytes bytes -> inDocument(call, bytes, target.model());
            case Body.Upload upload -> inForm(upload, target.model());
        };
    }

    private static Body inDocument(Call call, Body.Bytes bytes, String model) {
        return switch (call.endpoint().modelPlace()) {
            case BODY -> atTop(bytes, model);
            case PATH -> repeated(call, bytes, model);
            case FORM ->
                bytes.found() == null ? bytes : atTop(bytes, model); // Some SDKs write a document if there is no file.
            case NONE -> bytes;
        };
    }

    private static Body inForm(Body.Upload upload, String model) {
        return upload.bytes() instanceof FormUpload form ? form.withModel(upload, model) : upload;
    }

    private static Body atTop(Body.Bytes bytes, String model) {
        Scan.Found known = bytes.found();
        Scan.Found found = known != null ? known : MODEL.over(bytes.bytes());
        return model.equals(found.text("model")) ? bytes : Body.of(found.with("model", Json.of(model)));
    }

    /** Some documents name the model of the path again; they would contradict it. */
    private static Body repeated(Call call, Body.Bytes bytes, String model) {
        PromptLens lens = call.endpoint().promptLens();
        if (lens == null || model.equals(call.model()) || !lens.repeatsModel()) {
            return bytes;
        }
        Obj json = call.json();
        Obj written = json == null ? null : lens.withModel(json, model);
        return written == null || written == json ? bytes : Body.of(written);
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

    /** What the template has before and behind the model stays; the model itself may stand in several segments. */
    private static String inPath(String uri, String template, String model) {
        int query = uri.indexOf('?');
        List<String> segments = List.of((query < 0 ? uri : uri.substring(0, query)).split("/", -1));
        List<String> names = List.of(template.split("/", -1));
        List<String> written = new ArrayList<>();
        int place = names.size();
        for (int i = 0; i < names.size(); i++) {
            if (PLACE.matcher(names.get(i)).find()) {
                written.add(PLACE.matcher(names.get(i)).replaceFirst(Matcher.quoteReplacement(encoded(model))));
                place = i;
            } else {
                written.add(segments.get(i < place ? i : segments.size() - names.size() + i));
            }
        }
        return String.join("/", written) + (query < 0 ? "" : uri.substring(query));
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
