package dev.sluice.plugins.retrieve;

import dev.sluice.api.CallError;
import dev.sluice.api.CallError.Category;
import dev.sluice.api.admin.Admin;
import dev.sluice.api.admin.AdminReply;
import dev.sluice.api.admin.AdminRequest;
import dev.sluice.api.config.DataSize;
import dev.sluice.api.json.Json;
import dev.sluice.api.plugin.PluginContext;
import dev.sluice.plugins.retrieve.index.CollectionIndex;
import dev.sluice.plugins.retrieve.index.StoredDocument;
import dev.sluice.plugins.retrieve.ingest.Largest;
import dev.sluice.plugins.retrieve.ingest.UnreadableException;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Predicate;

/**
 * What operators see of one collection and do to it, below {@code /admin/v1/collections}. Another collection's paths are answered
 * with 404, upon which the host asks the next filter.
 */
final class CollectionEndpoints {

    private static final String ONE = "/collections/{collection}";
    private static final String DOCUMENTS = ONE + "/documents";
    private static final String DOCUMENT = DOCUMENTS + "/{id}";
    private static final String SNAPSHOTS = ONE + "/snapshots";
    private static final String SNAPSHOT = SNAPSHOTS + "/{snapshot}";

    private final OpenCollection collection;
    private final Predicate<String> known;
    private final Snapshots snapshots;
    private final PluginContext context;

    /** With what tells whether a collection of a name is served beside this one. */
    CollectionEndpoints(OpenCollection collection, Predicate<String> known, PluginContext context) {
        this.collection = collection;
        this.known = known;
        this.snapshots = new Snapshots(collection.shelf(), context);
        this.context = context;
    }

    void serve() {
        Admin admin = context.admin();
        admin.serve(HttpMethod.GET, ONE, ours(request -> context.blocking(this::shown)));
        admin.serve(HttpMethod.GET, DOCUMENT, ours(request -> find(request.segment("id"))));
        admin.serve(HttpMethod.GET, DOCUMENTS, ours(this::list));
        admin.serve(HttpMethod.PUT, DOCUMENT, written(this::put));
        admin.serve(HttpMethod.DELETE, DOCUMENT, written(request -> remove(request.segment("id"))));
        admin.serve(HttpMethod.POST, DOCUMENTS, written(this::bulk));
        admin.serve(HttpMethod.GET, SNAPSHOTS, ours(request -> snapshots.list()));
        admin.serve(HttpMethod.POST, SNAPSHOT, written(request -> snapshots.take(request.segment("snapshot"))));
        admin.serve(
                HttpMethod.POST,
                SNAPSHOT + "/restore",
                written(request -> snapshots.restore(request.segment("snapshot"))));
    }

    private Admin.Endpoint ours(Admin.Endpoint endpoint) {
        return request -> request.segment("collection").equals(collection.name())
                ? endpoint.answer(request)
                : Future.failedFuture(
                        CallError.of(Category.NOT_FOUND, "not_found", other(request.segment("collection"))));
    }

    /** The last one that is asked is heard: of a collection that another one answers for, what that one would say. */
    private String other(String name) {
        return known.test(name)
                ? "There is nothing of that name in the collection '" + name + "'."
                : "There is no collection '" + name
                        + "' here: add it below collections and name it in a chain's retrieve, or correct its name.";
    }

    /** What is followed is written elsewhere. */
    private Admin.Endpoint written(Admin.Endpoint endpoint) {
        return ours(request -> collection.config().follow() == null
                ? endpoint.answer(request)
                : Future.failedFuture(CallError.of(
                        Category.INVALID_REQUEST,
                        "collection_follows",
                        "Expected a collection that is written here, but '" + collection.name() + "' follows "
                                + collection.config().follow() + ": send it to the Sluice that publishes there.")));
    }

    private AdminReply shown() throws IOException {
        CollectionIndex.Size size = collection.shelf().index().size();
        return AdminReply.json(
                200,
                Json.object()
                        .put("collection", collection.name())
                        .put("documents", size.documents())
                        .put("chunks", size.chunks())
                        .put("language", collection.config().language())
                        .put("max-document", collection.config().maxDocument().bytes())
                        .put("max-text", collection.config().maxText().bytes())
                        .put("writable", collection.config().follow() == null)
                        .build());
    }

    private Future<AdminReply> find(String id) {
        return context.blocking(() -> {
            StoredDocument found = collection.shelf().index().find(id).orElseThrow(() -> missing(id));
            return AdminReply.json(200, StoredJson.whole(found));
        });
    }

    private Future<AdminReply> list(AdminRequest request) {
        StoredJson.Page page = StoredJson.Page.of(request.query());
        return context.blocking(() ->
                AdminReply.json(200, page.json(collection.shelf().index().documents(page.after(), page.limit()))));
    }

    /** Takes JSON with the text and what is known of it, or any other file as it is. */
    private Future<AdminReply> put(AdminRequest request) {
        String id = request.segment("id");
        return bytes(id, request)
                .compose(bytes -> collection.intake().put(incoming(id, request, bytes)))
                .map(report -> AdminReply.json(report.status() == Report.Status.FAILED ? 422 : 200, report.json()))
                .recover(failure -> unwritten(id, failure));
    }

    /** No more of them than can be taken in: what is more is not held until it is refused. */
    private Future<Buffer> bytes(String id, AdminRequest request) {
        if (isJson(request)) {
            return request.bytes(collection.config().maxDocument());
        }
        Largest largest = collection.config().largest();
        DataSize most = largest.of(name(id, request), request.contentType());
        return request.bytes(most).recover(failure -> {
            try {
                if (failure instanceof CallError refused && refused.category() == Category.TOO_LARGE) {
                    largest.check(name(id, request), request.contentType(), most.bytes() + 1);
                }
            } catch (UnreadableException e) {
                return Future.failedFuture(e);
            }
            return Future.failedFuture(failure);
        });
    }

    private static boolean isJson(AdminRequest request) {
        String type = request.contentType();
        return type != null && type.startsWith("application/json");
    }

    private static String name(String id, AdminRequest request) {
        return request.query().getOrDefault("name", id);
    }

    /** What is said of a change that could not be made for want of room, of patience or of vectors; any other failure stays one. */
    static Future<AdminReply> unwritten(String id, Throwable failure) {
        return switch (failure) {
            case UnreadableException e -> reply(413, id, String.valueOf(e.getMessage()));
            case EmbeddingException e -> reply(503, id, String.valueOf(e.getMessage()));
            case RejectedExecutionException e -> reply(503, id, String.valueOf(e.getMessage()));
            case IOException e ->
                reply(
                        507,
                        id,
                        "expected to write it to the disk, found: " + e.getMessage()
                                + ". What was there before stays. Make room, or mend the disk, and send it again");
            default -> Future.failedFuture(failure);
        };
    }

    private static Future<AdminReply> reply(int status, String id, String message) {
        return Future.succeededFuture(
                AdminReply.json(status, Report.failed(id, message).json()));
    }

    private Incoming incoming(String id, AdminRequest request, Buffer bytes) {
        if (isJson(request)) {
            DocumentJson.nothing(request.query());
            return DocumentJson.read(id, DocumentJson.object(bytes));
        }
        return new Incoming(
                DocumentJson.read(id, request.parameters()),
                name(id, request),
                request.contentType(),
                bytes.getBytes());
    }

    private Future<AdminReply> remove(String id) {
        return context.blocking(() -> collection.shelf().isThere(id))
                .compose(there -> there ? collection.intake().remove(id) : Future.failedFuture(missing(id)))
                .onSuccess(report -> collection.shelf().removed(id))
                .map(report -> AdminReply.json(200, report.json()))
                .recover(failure -> unwritten(id, failure));
    }

    private Future<AdminReply> bulk(AdminRequest request) {
        return request.bytes(collection.config().maxDocument())
                .compose(bytes -> Bulk.of(bytes).into(collection.intake()))
                .map(reports -> AdminReply.json(
                        200,
                        Json.object(
                                "documents",
                                Json.array(reports.stream().map(Report::json).toArray()))));
    }

    private static CallError missing(String id) {
        return CallError.of(Category.NOT_FOUND, "not_found", "There is no document '" + id + "' in this collection.");
    }
}
