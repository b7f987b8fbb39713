package dev.sluice.plugins.retrieve.stores;

import dev.sluice.api.Call;
import dev.sluice.api.CallError;
import dev.sluice.api.CallError.Category;
import dev.sluice.api.Reply;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.json.Str;
import dev.sluice.api.plugin.PluginContext;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** {@code /v1/vector_stores}: all of it is answered here. */
final class StoreApi {

    private static final long LARGEST_BODY = 1 << 20;
    private static final int MOST_FILES = 500;
    private static final int MOST_QUERIES = 10;
    private static final int FOUND = 10;
    private static final String FILES = "files";
    private static final String BATCHES = "file_batches";

    private final Registry registry;
    private final Documents documents;
    private final Bounds bounds;
    private final PluginContext context;
    private final Reading reading;
    private final Finding finding;
    private final Batches batches;
    private final Uploads bodies = new Uploads(LARGEST_BODY * 64);

    StoreApi(Registry registry, Documents documents, Bounds bounds, PluginContext context) {
        this.registry = registry;
        this.documents = documents;
        this.bounds = bounds;
        this.context = context;
        this.reading = new Reading(registry, documents, context);
        this.finding = new Finding(registry, documents, context);
        this.batches = new Batches(registry, reading);
        reading.resume();
    }

    Finding finding() {
        return finding;
    }

    Future<Reply> answer(Call call, Place place) {
        Request request = new Request(call, place, call.caller().tenant());
        boolean reads = call.method().equals(HttpMethod.GET);
        return switch (place.size()) {
            case 2 -> reads ? blocking(request, this::list) : posted(request, this::create);
            case 3 -> one(request);
            case 4 -> below(request);
            case 5 -> item(request);
            case 6 -> belowItem(request);
            default -> nothing(request);
        };
    }

    /** A request for this API, of a tenant. */
    private record Request(Call call, Place place, String tenant) {
        String store() {
            return place.at(2);
        }

        /** Of a file or a batch. */
        String item() {
            return place.at(4);
        }

        HttpMethod method() {
            return call.method();
        }
    }

    /** What answers on a virtual thread. */
    @FunctionalInterface
    private interface Work {
        Obj answer(Request request) throws IOException;
    }

    /** What answers with a body on a virtual thread. */
    @FunctionalInterface
    private interface BodyWork {
        Obj answer(Request request, Obj body) throws IOException;
    }

    private Future<Reply> one(Request request) {
        if (request.method().equals(HttpMethod.GET)) {
            return blocking(request, this::show);
        }
        return request.method().equals(HttpMethod.DELETE) ? remove(request) : posted(request, this::modify);
    }

    private Future<Reply> below(Request request) {
        if (request.place().at(3).equals("search") && request.method().equals(HttpMethod.POST)) {
            return body(request, body -> search(request, body));
        }
        if (request.place().at(3).equals(BATCHES)) {
            return posted(request, this::attachAll);
        }
        if (!request.place().at(3).equals(FILES)) {
            return nothing(request);
        }
        return request.method().equals(HttpMethod.GET)
                ? blocking(request, this::listFiles)
                : posted(request, this::attach);
    }

    private Future<Reply> item(Request request) {
        return switch (request.place().at(3)) {
            case FILES -> file(request);
            case BATCHES ->
                request.method().equals(HttpMethod.GET)
                        ? blocking(request, it -> batches.show(it.tenant(), it.store(), it.item()))
                        : nothing(request);
            default -> nothing(request);
        };
    }

    private Future<Reply> belowItem(Request request) {
        boolean reads = request.method().equals(HttpMethod.GET);
        return switch (request.place().at(3) + "/" + request.place().at(5)) {
            case "files/content" -> reads ? content(request) : nothing(request);
            case "file_batches/files" -> reads ? blocking(request, this::listBatch) : nothing(request);
            case "file_batches/cancel" ->
                posted(request, (it, body) -> batches.cancel(it.tenant(), it.store(), it.item()));
            default -> nothing(request);
        };
    }

    private Future<Reply> file(Request request) {
        if (request.method().equals(HttpMethod.GET)) {
            return blocking(request, it -> attached(it).shown(it.store(), documents.cut()));
        }
        return request.method().equals(HttpMethod.DELETE) ? detach(request) : posted(request, this::describe);
    }

    private static Future<Reply> nothing(Request request) {
        return Future.failedFuture(CallError.of(
                Category.NOT_FOUND,
                "not_found",
                "Expected stores, their files or a search; '/"
                        + String.join("/", request.place().segments()) + "' is not answered here."));
    }

    private Obj list(Request request) {
        long now = now();
        List<Obj> all = registry.stores(request.tenant()).stream()
                .map(store -> store.shown(now))
                .toList();
        return Listing.page(all, request.place());
    }

    private Obj show(Request request) {
        return registry.store(request.tenant(), request.store()).shown(now());
    }

    private Obj create(Request request, Obj body) throws IOException {
        List<String> files = Fields.texts(body, "file_ids", MOST_FILES);
        files.forEach(file -> registry.file(request.tenant(), file));
        String name = Fields.text(body, "name");
        Store store = new Store(
                Ids.next(Ids.STORE),
                request.tenant(),
                name == null ? "" : name,
                now(),
                now(),
                Fields.days(body),
                Fields.pairs(body, "metadata", false),
                Map.of());
        cutOtherwise(request, body);
        for (String file : files) {
            store = store.with(fresh(file, Json.object().build()));
        }
        Store kept = registry.add(store, bounds);
        files.forEach(file -> reading.add(kept, file));
        return kept.shown(now());
    }

    private Obj modify(Request request, Obj body) throws IOException {
        String name = Fields.text(body, "name");
        Integer days = Fields.days(body);
        Obj metadata = Fields.pairs(body, "metadata", false);
        living(request);
        return registry.change(
                        request.tenant(),
                        request.store(),
                        store -> new Store(
                                store.id(),
                                store.tenant(),
                                name == null ? store.name() : name,
                                store.createdAt(),
                                now(),
                                body.has("expires_after") ? days : store.days(),
                                body.get("metadata") instanceof Obj ? metadata : store.metadata(),
                                store.files()))
                .shown(now());
    }

    private Future<Reply> remove(Request request) {
        return context.blocking(() -> registry.remove(request.tenant(), request.store()))
                .compose(store -> Future.all(store.files().keySet().stream()
                        .map(file -> documents.remove(store.document(file)))
                        .toList()))
                .map(gone -> reply(
                        request,
                        Json.object("id", request.store(), "object", "vector_store.deleted", "deleted", true)));
    }

    private Obj listFiles(Request request) {
        return listed(
                request,
                registry.store(request.tenant(), request.store()).files().values());
    }

    private Obj listBatch(Request request) {
        return listed(request, Batches.files(registry.store(request.tenant(), request.store()), request.item()));
    }

    private Obj listed(Request request, Collection<Attached> files) {
        String status = request.place().query().get("filter");
        if (status != null
                && Stream.of(Attached.Status.values())
                        .noneMatch(one -> one.word().equals(status))) {
            throw Fields.wrong("filter", "in_progress, completed, failed or cancelled");
        }
        List<Obj> all = files.stream()
                .filter(file -> status == null || file.status().word().equals(status))
                .map(file -> file.shown(request.store(), documents.cut()))
                .toList();
        return Listing.page(all, request.place());
    }

    private Obj attach(Request request, Obj body) throws IOException {
        String id = Fields.text(body, "file_id");
        if (id == null) {
            throw Fields.wrong("file_id", "the id of a file that was uploaded through here");
        }
        registry.file(request.tenant(), id);
        living(request);
        cutOtherwise(request, body);
        Attached file = fresh(id, Fields.pairs(body, "attributes", true));
        Store store = registry.change(
                request.tenant(), request.store(), known -> known.with(file).activeAt(now()));
        reading.add(store, id);
        return file.shown(store.id(), documents.cut());
    }

    private Obj attachAll(Request request, Obj body) throws IOException {
        living(request);
        cutOtherwise(request, body);
        return batches.create(request.tenant(), request.store(), body, now());
    }

    /** As it was read and cut, which is what is searched: each chunk begins with the end of the one before. */
    private Future<Reply> content(Request request) {
        return context.blocking(() -> registry.store(request.tenant(), request.store())
                        .document(attached(request).file()))
                .compose(documents::texts)
                .map(texts -> reply(
                        request,
                        Json.object(
                                "object",
                                "vector_store.file_content.page",
                                "data",
                                texts.stream()
                                        .map(text -> Json.object("type", "text", "text", text))
                                        .toList(),
                                "has_more",
                                false,
                                "next_page",
                                null)));
    }

    private Obj describe(Request request, Obj body) throws IOException {
        Attached file = attached(request).with(Fields.pairs(body, "attributes", true));
        registry.change(request.tenant(), request.store(), file.file(), known -> known.with(file.attributes()));
        return file.shown(request.store(), documents.cut());
    }

    private Future<Reply> detach(Request request) {
        return context.blocking(() -> {
                    String file = attached(request).file();
                    return registry.change(request.tenant(), request.store(), store -> store.without(file))
                            .document(file);
                })
                .compose(documents::remove)
                .map(gone -> reply(
                        request,
                        Json.object(
                                "id", request.place().at(4), "object", "vector_store.file.deleted", "deleted", true)));
    }

    private Future<Reply> search(Request request, Obj body) {
        List<String> queries =
                body.get("query") instanceof Str one ? List.of(one.value()) : Fields.texts(body, "query", MOST_QUERIES);
        if (queries.isEmpty()) {
            throw Fields.wrong("query", "a text, or a list of texts");
        }
        if (Boolean.TRUE.equals(body.bool("rewrite_query"))) {
            request.call().journal().warn("rewrite_query: the query is searched for as it is");
        }
        Finding.Wanted wanted = Finding.Wanted.of(String.join("\n", queries), body, FOUND);
        return context.blocking(() -> living(request))
                .compose(store -> finding.find(request.tenant(), List.of(store.id()), wanted))
                .map(found -> reply(
                        request,
                        Json.object(
                                "object",
                                "vector_store.search_results.page",
                                "search_query",
                                queries,
                                "data",
                                found.stream().map(StoreApi::shown).toList(),
                                "has_more",
                                false,
                                "next_page",
                                null)));
    }

    /** One that has expired is not used any more: neither searched, nor brought back by a file or a change. */
    private Store living(Request request) {
        Store store = registry.store(request.tenant(), request.store());
        if (store.isExpired(now())) {
            throw CallError.of(
                    Category.INVALID_REQUEST,
                    "vector_store_expired",
                    "Expected a vector store that has not expired: make a new one of its files.");
        }
        return store;
    }

    static Obj shown(Finding.Found found) {
        return Json.object(
                "file_id",
                found.file().id(),
                "filename",
                found.file().name(),
                "score",
                found.passage().relevance(),
                "attributes",
                found.attributes(),
                "content",
                List.of(Json.object("type", "text", "text", found.passage().text())));
    }

    private Attached attached(Request request) {
        Attached file = registry.store(request.tenant(), request.store())
                .files()
                .get(request.place().at(4));
        if (file == null) {
            throw Registry.missing("file of this store", request.place().at(4));
        }
        return file;
    }

    private Attached fresh(String file, Obj attributes) {
        return new Attached(file, now(), Attached.Status.IN_PROGRESS, null, 0, attributes, null);
    }

    /** Documents are cut as the operator's config says. */
    private static void cutOtherwise(Request request, Obj body) {
        if (Fields.cutsOtherwise(body)) {
            request.call().journal().warn("chunking_strategy: files are cut as the server's config says");
        }
    }

    private Future<Reply> blocking(Request request, Work work) {
        return context.blocking(() -> work.answer(request)).map(json -> reply(request, json));
    }

    private Future<Reply> posted(Request request, BodyWork work) {
        return request.method().equals(HttpMethod.POST)
                ? body(request, body -> blocking(request, it -> work.answer(it, body)))
                : nothing(request);
    }

    private Future<Reply> body(Request request, Function<Obj, Future<Reply>> work) {
        return bodies.with(request.call().body(), LARGEST_BODY, (Buffer bytes) -> work.apply(Fields.body(bytes)));
    }

    private static Reply reply(Request request, Obj json) {
        return request.call().reply(200, json.toBuffer());
    }

    private long now() {
        return context.timers().now().getEpochSecond();
    }
}
