package dev.sluice.plugins.retrieve;

import dev.sluice.api.CallError;
import dev.sluice.api.CallError.Category;
import dev.sluice.api.admin.Admin;
import dev.sluice.api.admin.AdminReply;
import dev.sluice.api.admin.AdminRequest;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.JsonSyntaxException;
import dev.sluice.api.json.Obj;
import dev.sluice.plugins.retrieve.index.CollectionIndex;
import dev.sluice.plugins.retrieve.index.Document;
import dev.sluice.plugins.retrieve.index.StoredDocument;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.util.ArrayList;
import java.util.List;

/**
 * What operators see of one collection and do to it, below {@code /admin/v1/collections}. Another collection's paths are answered
 * with 404, upon which the host asks the next filter.
 */
final class CollectionEndpoints {

    private static final String ONE = "/collections/{collection}";
    private static final String DOCUMENTS = ONE + "/documents";
    private static final String DOCUMENT = DOCUMENTS + "/{id}";

    private final String name;
    private final CollectionConfig config;
    private final Shelf shelf;
    private final Intake intake;
    private final dev.sluice.api.plugin.PluginContext context;

    CollectionEndpoints(
            String name,
            CollectionConfig config,
            Shelf shelf,
            Intake intake,
            dev.sluice.api.plugin.PluginContext context) {
        this.name = name;
        this.config = config;
        this.shelf = shelf;
        this.intake = intake;
        this.context = context;
    }

    void serve() {
        Admin admin = context.admin();
        admin.serve(HttpMethod.GET, ONE, ours(request -> context.blocking(this::shown)));
        admin.serve(HttpMethod.GET, DOCUMENT, ours(request -> find(request.segment("id"))));
        admin.serve(HttpMethod.PUT, DOCUMENT, ours(this::put));
        admin.serve(HttpMethod.DELETE, DOCUMENT, ours(request -> remove(request.segment("id"))));
        admin.serve(HttpMethod.POST, DOCUMENTS, ours(this::bulk));
        admin.serve(HttpMethod.POST, ONE + "/snapshots/{snapshot}", ours(this::snapshot));
        admin.serve(HttpMethod.POST, ONE + "/snapshots/{snapshot}/restore", ours(this::restore));
    }

    private Admin.Endpoint ours(Admin.Endpoint endpoint) {
        return request -> request.segment("collection").equals(name)
                ? endpoint.answer(request)
                : Future.failedFuture(missing("collection", request.segment("collection")));
    }

    private AdminReply shown() throws java.io.IOException {
        CollectionIndex.Size size = shelf.index().size();
        return AdminReply.json(
                200,
                Json.object(
                        "collection",
                        name,
                        "documents",
                        size.documents(),
                        "chunks",
                        size.chunks(),
                        "language",
                        config.language()));
    }

    private Future<AdminReply> find(String id) {
        return context.blocking(() -> {
            StoredDocument found = shelf.index().find(id).orElseThrow(() -> missing("document", id));
            Obj.Builder metadata = Json.object();
            found.metadata().forEach(metadata::put);
            return AdminReply.json(
                    200,
                    Json.object(
                            "id",
                            found.id(),
                            "title",
                            found.title(),
                            "chunks",
                            found.chunks(),
                            "hash",
                            found.hash(),
                            "metadata",
                            metadata.build()));
        });
    }

    /** Takes JSON with the text and what is known of it, or any other file as it is. */
    private Future<AdminReply> put(AdminRequest request) {
        String id = request.segment("id");
        return request.bytes(config.maxDocument())
                .compose(bytes -> intake.put(incoming(id, request, bytes)))
                .map(report -> AdminReply.json(report.status() == Report.Status.FAILED ? 422 : 200, report.json()));
    }

    private Incoming incoming(String id, AdminRequest request, Buffer bytes) {
        String type = request.contentType();
        if (type != null && type.startsWith("application/json")) {
            return DocumentJson.read(id, object(bytes));
        }
        String file = request.query().getOrDefault("name", id);
        Document document = new Document(
                id,
                request.query().getOrDefault("title", ""),
                request.query().getOrDefault("url", ""),
                java.util.Map.of(),
                DocumentJson.access(request.query().get("tenant")),
                null);
        return new Incoming(document, file, type, bytes);
    }

    private Future<AdminReply> remove(String id) {
        return intake.remove(id).map(report -> AdminReply.json(200, report.json()));
    }

    /** One JSON document a line; each has its own report, and a wrong one does not keep the others out. */
    private Future<AdminReply> bulk(AdminRequest request) {
        return request.bytes(config.maxDocument()).compose(bytes -> {
            List<Future<Report>> reports = new ArrayList<>();
            bytes.toString(java.nio.charset.StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .forEach(line -> reports.add(line(line)));
            return Future.join(reports).otherwiseEmpty().map(all -> AdminReply.json(200, told(reports)));
        });
    }

    private Future<Report> line(String line) {
        try {
            Obj json = object(Buffer.buffer(line));
            String id = json.text("id");
            return id == null || id.isEmpty()
                    ? Future.succeededFuture(Report.failed("", "expected an id, found none"))
                    : intake.put(DocumentJson.read(id, json));
        } catch (CallError e) {
            return Future.succeededFuture(Report.failed("", String.valueOf(e.getMessage())));
        }
    }

    private static Json told(List<Future<Report>> reports) {
        List<Json> told = reports.stream()
                .map(report -> report.succeeded()
                        ? report.result()
                        : Report.failed("", "it could not be written: " + report.cause()))
                .<Json>map(Report::json)
                .toList();
        return Json.object("documents", Json.array(told.toArray()));
    }

    private Future<AdminReply> snapshot(AdminRequest request) {
        return context.blocking(() -> {
            shelf.index().snapshot(Snapshots.folder(shelf.folder(), request.segment("snapshot")));
            return AdminReply.json(200, Json.object("snapshot", request.segment("snapshot")));
        });
    }

    private Future<AdminReply> restore(AdminRequest request) {
        return shelf.writing()
                .apply(index ->
                        index.restore(Snapshots.folder(shelf.folder(), request.segment("snapshot")), shelf.spec()))
                .map(restored -> AdminReply.json(200, Json.object("restored", request.segment("snapshot"))));
    }

    private static Obj object(Buffer bytes) {
        try {
            if (Json.parse(bytes) instanceof Obj object) {
                return object;
            }
        } catch (JsonSyntaxException e) {
            throw CallError.of(Category.INVALID_REQUEST, "invalid_json", "Expected a JSON object: " + e.getMessage());
        }
        throw CallError.of(Category.INVALID_REQUEST, "invalid_json", "Expected a JSON object.");
    }

    private static CallError missing(String what, String name) {
        return CallError.of(Category.NOT_FOUND, "not_found", "There is no " + what + " '" + name + "' here.");
    }
}
