package dev.sluice.plugins.retrieve.stores;

import dev.sluice.api.Body;
import dev.sluice.api.Call;
import dev.sluice.api.Headers;
import dev.sluice.api.Next;
import dev.sluice.api.Reply;
import dev.sluice.api.Stopwatch;
import dev.sluice.api.Whole;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.plugin.PluginContext;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;

/**
 * {@code /v1/files}, as far as stores need it: files that are uploaded for one of {@link #PURPOSES} are kept here, and all that is
 * said of them is answered here. Everything else goes on to the provider.
 */
final class FileApi {

    /** What files are uploaded for that are searched. */
    static final Set<String> PURPOSES = Set.of("assistants", "user_data");

    /** Beside the file there are its form's headers and the purpose. */
    private static final long FORM = 64 << 10;

    private static final int LONGEST_NAME = 255;

    private final Registry registry;
    private final Documents documents;
    private final Limits limits;
    private final PluginContext context;
    private final Uploads uploads;

    FileApi(Registry registry, Documents documents, Limits limits, PluginContext context) {
        this.registry = registry;
        this.documents = documents;
        this.limits = limits;
        this.context = context;
        this.uploads = new Uploads(limits.uploads());
    }

    /** Answers, or has the provider answer. */
    Future<Reply> answer(Call call, Place place, Next next) {
        String id = place.at(2);
        if (place.size() == 2) {
            return collection(call, place, next);
        }
        if (!id.startsWith(Ids.FILE)) {
            return next.proceed(call);
        }
        if (place.size() == 3 && call.method().equals(HttpMethod.GET)) {
            return answered(
                    call, () -> registry.file(call.caller().tenant(), id).shown());
        }
        if (place.size() == 3 && call.method().equals(HttpMethod.DELETE)) {
            return remove(call, id);
        }
        if (place.size() == 4 && place.at(3).equals("content") && call.method().equals(HttpMethod.GET)) {
            return content(call, id);
        }
        return Future.failedFuture(Registry.missing("file's endpoint", id));
    }

    private Future<Reply> collection(Call call, Place place, Next next) {
        if (call.method().equals(HttpMethod.POST)) {
            return uploads.with(
                    call.body(),
                    limits.file() + FORM,
                    body -> context.blocking(() -> Form.read(call.headers().get("content-type"), body))
                            .compose(form -> take(call, body, form, next)));
        }
        boolean ours = PURPOSES.contains(place.query().getOrDefault("purpose", ""));
        return call.method().equals(HttpMethod.GET) && ours
                ? answered(call, () -> Listing.page(list(call, place.query().getOrDefault("purpose", "")), place))
                : next.proceed(call);
    }

    private List<Obj> list(Call call, String purpose) {
        List<StoredFile> files = new ArrayList<>(registry.files(call.caller().tenant()));
        files.sort(Comparator.comparingLong(StoredFile::createdAt));
        return files.stream()
                .filter(file -> file.purpose().equals(purpose))
                .map(StoredFile::shown)
                .toList();
    }

    private Future<Reply> take(Call call, Buffer body, Form form, Next next) {
        if (!PURPOSES.contains(form.purpose())) {
            return next.proceed(call.toBuilder().body(Body.of(body)).build());
        }
        if (form.name() == null) {
            throw Fields.wrong("file", "a file");
        }
        String name =
                form.name().substring(0, Math.min(LONGEST_NAME, form.name().length()));
        StoredFile file = new StoredFile(
                Ids.next(Ids.FILE),
                call.caller().tenant(),
                name,
                form.mediaType(),
                form.purpose(),
                form.bytes().length(),
                context.timers().now().getEpochSecond());
        return answered(
                call, () -> registry.add(file, form.bytes(), limits.tenant()).shown());
    }

    private Future<Reply> content(Call call, String id) {
        return context.blocking(() -> {
            StoredFile file = registry.file(call.caller().tenant(), id);
            Headers headers = Headers.of(
                    "content-type", Objects.requireNonNullElse(file.mediaType(), "application/octet-stream"));
            return new Whole(200, headers, registry.bytes(file), call.endpoint(), Stopwatch.STOPPED);
        });
    }

    /** Detached from all stores first: what is found is there. */
    private Future<Reply> remove(Call call, String id) {
        String tenant = call.caller().tenant();
        return context.blocking(() -> {
                    StoredFile file = registry.file(tenant, id);
                    List<String> found = new ArrayList<>();
                    for (Store store : registry.stores(tenant)) {
                        if (store.files().containsKey(id)) {
                            registry.change(tenant, store.id(), known -> known.without(id));
                            found.add(store.document(id));
                        }
                    }
                    registry.remove(file);
                    return found;
                })
                .compose(found ->
                        Future.all(found.stream().map(documents::remove).toList()))
                .map(gone -> reply(call, Json.object("id", id, "object", "file", "deleted", true)));
    }

    private Future<Reply> answered(Call call, Callable<Obj> work) {
        return context.blocking(work).map(json -> reply(call, json));
    }

    private static Reply reply(Call call, Obj json) {
        return call.reply(200, json.toBuffer());
    }
}
