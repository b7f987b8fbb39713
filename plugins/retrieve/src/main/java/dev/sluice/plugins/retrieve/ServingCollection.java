package dev.sluice.plugins.retrieve;

import dev.sluice.api.config.DataSize;
import dev.sluice.api.config.HostPort;
import dev.sluice.api.config.Secret;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.JsonSyntaxException;
import dev.sluice.api.json.Num;
import dev.sluice.api.json.Obj;
import dev.sluice.plugins.retrieve.index.Document;
import dev.sluice.plugins.retrieve.ingest.Largest;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A collection of a proxy that serves, by its admin API. */
final class ServingCollection implements Destination {

    private static final Duration CONNECT = Duration.ofSeconds(5);

    /** A large document is embedded chunk by chunk. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    /** Statuses of answers that say what became of a document: taken, too large, unreadable, no room for it. */
    private static final Set<Integer> REPORTS = Set.of(200, 413, 422, 503, 507);

    private final HttpClient client;
    private final String collection;
    private final @Nullable Secret token;
    private final Largest largest;

    private ServingCollection(HttpClient client, String collection, @Nullable Secret token, Largest largest) {
        this.client = client;
        this.collection = collection;
        this.token = token;
        this.largest = largest;
    }

    /**
     * Looks for the proxy.
     *
     * @return empty if nobody listens there
     * @throws DestinationException if somebody does, who has no such collection
     */
    static Optional<ServingCollection> find(HostPort admin, @Nullable Secret token, String name)
            throws DestinationException, IOException, InterruptedException {
        HttpClient client = HttpClient.newBuilder().connectTimeout(CONNECT).build();
        String host = admin.host().equals("0.0.0.0") || admin.host().equals("::") ? "127.0.0.1" : admin.host();
        String at = "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + admin.port()
                + "/admin/v1/collections/" + encoded(name);
        try {
            HttpResponse<String> found = client.send(request(at, token).build(), BodyHandlers.ofString());
            if (found.statusCode() != 200) {
                client.close();
                throw refused(admin, name, found);
            }
            Obj shown = object(found.body());
            if (Boolean.FALSE.equals(shown.bool("writable"))) {
                client.close();
                throw new DestinationException(
                        "Expected a collection that is written by the proxy whose admin API is at " + admin + ", but '"
                                + name + "' follows another there: bring the files to the Sluice that publishes it.");
            }
            return Optional.of(new ServingCollection(
                    client, at, token, new Largest(size(shown, "max-document"), size(shown, "max-text"))));
        } catch (ConnectException e) {
            client.close();
            return Optional.empty();
        }
    }

    private static DataSize size(Obj shown, String key) {
        Num size = shown.number(key);
        return new DataSize(size == null ? Long.MAX_VALUE : size.asLong());
    }

    @Override
    public Largest largest() {
        return largest;
    }

    @Override
    public Report put(Incoming incoming) throws IOException, InterruptedException {
        Document document = incoming.document();
        String at = collection + "/documents/" + encoded(document.id()) + "?" + query(incoming);
        HttpResponse<String> told;
        try {
            told = send(at, incoming);
        } catch (ConnectException e) {
            return Report.failed(
                    document.id(),
                    "the proxy does not answer any more at "
                            + URI.create(collection).getAuthority()
                            + ": see its log, start it, and give the command again");
        }
        return report(document.id(), told);
    }

    private HttpResponse<String> send(String at, Incoming incoming) throws IOException, InterruptedException {
        return client.send(
                request(at, token)
                        .timeout(PATIENCE)
                        .PUT(BodyPublishers.ofByteArray(incoming.bytes()))
                        .build(),
                BodyHandlers.ofString());
    }

    /** What the proxy tells of a document has its id; all else is about something else. */
    private static Report report(String id, HttpResponse<String> told) throws IOException {
        boolean reports = REPORTS.contains(told.statusCode()) && told.body().startsWith("{\"id\"");
        if (!reports) {
            return Report.failed(id, "the proxy answered " + told.statusCode() + ": " + told.body());
        }
        Obj json = object(told.body());
        Num chunks = json.number("chunks");
        return new Report(
                id,
                Report.Status.valueOf(Objects.requireNonNullElse(json.text("status"), "failed")
                        .toUpperCase(Locale.ROOT)),
                chunks == null ? 0 : chunks.asInt(),
                Objects.requireNonNullElse(json.text("message"), ""));
    }

    @Override
    public void close() {
        client.close();
    }

    private static DestinationException refused(HostPort admin, String name, HttpResponse<String> found) {
        return new DestinationException(
                switch (found.statusCode()) {
                    case 404 ->
                        "Expected that the proxy whose admin API is at " + admin + " serves the collection '" + name
                                + "', but none of its chains has a retrieve filter of that name: add one, and let it"
                                + " reload; or stop the proxy.";
                    case 401, 403 ->
                        "The proxy whose admin API is at " + admin + " does not take the admin.token of this config: "
                                + "give the config that it serves with --config.";
                    default ->
                        "Expected the admin API of a proxy at " + admin + ", found something that answered "
                                + found.statusCode() + ".";
                });
    }

    private static HttpRequest.Builder request(String at, @Nullable Secret token) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(at));
        return token == null ? request : request.header("authorization", "Bearer " + token.reveal());
    }

    /** What is known of the document beside its bytes. */
    private static String query(Incoming incoming) {
        Document document = incoming.document();
        List<String> query = new ArrayList<>();
        query.add(parameter("name", incoming.name()));
        query.add(parameter("title", document.title()));
        query.add(parameter("tenant", document.access().tenant()));
        document.access().labels().forEach(label -> {
            int equals = label.indexOf('=');
            query.add(parameter(DocumentJson.LABEL + label.substring(0, equals), label.substring(equals + 1)));
        });
        if (document.time() != null) {
            query.add(parameter("time", document.time().toString()));
        }
        document.metadata().forEach((key, value) -> query.add(parameter(DocumentJson.METADATA + key, value)));
        return String.join("&", query);
    }

    private static String parameter(String name, String value) {
        return encoded(name) + "=" + encoded(value);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static Obj object(String text) throws IOException {
        try {
            if (Json.parse(Buffer.buffer(text)) instanceof Obj object) {
                return object;
            }
        } catch (JsonSyntaxException e) {
            throw new IOException("expected JSON of the admin API, found " + text, e);
        }
        throw new IOException("expected a JSON object of the admin API, found " + text);
    }
}
