package dev.sluice.plugins.cache;

import com.github.benmanes.caffeine.cache.Caffeine;
import dev.sluice.api.json.Arr;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.JsonSyntaxException;
import dev.sluice.api.json.Num;
import dev.sluice.api.json.Obj;
import dev.sluice.api.json.Str;
import dev.sluice.api.plugin.PluginContext;
import dev.sluice.api.state.Cache;
import dev.sluice.api.state.Topic;
import dev.sluice.api.state.Use;
import dev.sluice.plugins.cache.semantic.Gates;
import dev.sluice.plugins.cache.semantic.VectorIndex;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lets replicas know each other's questions. A question lies in the shared cache, with its vector; a message says that there is one more; and a page for
 * each compartment lists the newest, for replicas that start later or missed messages. Two replicas that write a page at the same moment lose one
 * question of it: a hit less, for those who were not there.
 */
final class Sharing {

    private static final int PAGE = 500;

    /** Compartments of which it is remembered that their page was read; another is read again. */
    private static final int COMPARTMENTS = 20_000;

    private final PluginContext context;
    private final Cache cache;
    private final Topic topic;
    private final Gates gates;
    private final VectorIndex index;
    private final int dimensions;
    private final Duration ttl;
    private final com.github.benmanes.caffeine.cache.Cache<String, Boolean> read = Caffeine.newBuilder()
            .maximumSize(COMPARTMENTS)
            .executor(Runnable::run)
            .build();

    Sharing(PluginContext context, Gates gates, VectorIndex index, int dimensions, Duration ttl) {
        this.context = context;
        this.cache = context.state().cache(new Use(SemanticFilter.NAME + "-questions", Use.Fallback.SKIP));
        this.topic = context.state().topic(SemanticFilter.NAME + "-questions");
        this.gates = gates;
        this.index = index;
        this.dimensions = dimensions;
        this.ttl = ttl;
        topic.subscribe(new Hearing());
    }

    /** A question that all replicas are to know. */
    @SuppressWarnings("ArrayRecordComponent") // A vector; questions are told apart by their ids.
    record Shared(String tenant, String compartment, String id, String text, long expiresAt, float[] vector) {

        Buffer toBuffer() {
            Buffer bytes = Json.object(
                            "tenant", tenant,
                            "compartment", compartment,
                            "id", id,
                            "text", text,
                            "expires", expiresAt)
                    .toBuffer()
                    .copy()
                    .appendByte((byte) '\n');
            for (float value : vector) {
                bytes.appendFloat(value);
            }
            return bytes;
        }

        static Optional<Shared> read(Buffer bytes, int dimensions) {
            int end = bytes.length() - dimensions * Float.BYTES - 1;
            try {
                if (end < 0
                        || bytes.getByte(end) != '\n'
                        || !(Json.parse(bytes.getBuffer(0, end)) instanceof Obj head)) {
                    return Optional.empty();
                }
                String tenant = head.text("tenant");
                String compartment = head.text("compartment");
                String id = head.text("id");
                String text = head.text("text");
                Num expires = head.number("expires");
                if (tenant == null || compartment == null || id == null || text == null || expires == null) {
                    return Optional.empty();
                }
                float[] vector = new float[dimensions];
                for (int i = 0; i < dimensions; i++) {
                    vector[i] = bytes.getFloat(end + 1 + i * Float.BYTES);
                }
                return Optional.of(new Shared(tenant, compartment, id, text, (long) expires.asDouble(), vector));
            } catch (JsonSyntaxException e) {
                return Optional.empty();
            }
        }
    }

    /** Takes one in, here and everywhere. */
    Future<Void> add(Shared question) {
        take(question);
        String page = "page:" + question.compartment();
        return cache.put(question.tenant(), question.id(), question.toBuffer(), ttl)
                .compose(done -> cache.get(question.tenant(), page))
                .compose(before -> {
                    List<Json> ids = new ArrayList<>(List.of(Json.of(question.id())));
                    ids.addAll(ids(before).stream().limit(PAGE - 1).toList());
                    return cache.put(
                            question.tenant(), page, Json.array(ids.toArray()).toBuffer(), ttl);
                })
                .compose(done -> topic.publish(Json.object("tenant", question.tenant(), "id", question.id())
                        .toBuffer()))
                .otherwiseEmpty();
    }

    /** Gets what others know of a compartment, when it is first asked about; done when it is there. */
    Future<Void> read(String tenant, String compartment) {
        if (read.asMap().putIfAbsent(tenant + "/" + compartment, true) != null) {
            return Future.succeededFuture();
        }
        return cache.get(tenant, "page:" + compartment)
                .compose(page -> Future.join(ids(page).stream()
                        .map(id -> fetch(tenant, ((Str) id).value()))
                        .toList()))
                .<Void>mapEmpty()
                .otherwiseEmpty();
    }

    private static List<Json> ids(@Nullable Buffer page) {
        try {
            return page != null && Json.parse(page) instanceof Arr ids
                    ? ids.stream().filter(Str.class::isInstance).toList()
                    : List.of();
        } catch (JsonSyntaxException e) {
            return List.of();
        }
    }

    private Future<Void> fetch(String tenant, String id) {
        return cache.get(tenant, id)
                .onSuccess(bytes -> {
                    if (bytes != null) {
                        Shared.read(bytes, dimensions)
                                .filter(found -> found.tenant().equals(tenant))
                                .ifPresent(this::take);
                    }
                })
                .mapEmpty();
    }

    private void take(Shared question) {
        index.add(
                new VectorIndex.Question(
                        question.tenant() + "/" + question.compartment(),
                        question.tenant() + "/" + question.id(),
                        gates.wording(question.text()),
                        question.expiresAt()),
                question.vector());
    }

    private final class Hearing implements Topic.Listener {

        @Override
        public void heard(Buffer message) {
            try {
                Obj told = Json.parse(message) instanceof Obj object
                        ? object
                        : Json.object().build();
                String tenant = told.text("tenant");
                String id = told.text("id");
                if (tenant != null && id != null) {
                    fetch(tenant, id);
                }
            } catch (JsonSyntaxException e) {
                context.logger().warn("semantic-cache: a message about a question could not be read");
            }
        }

        @Override
        public void missed() {
            read.invalidateAll();
        }
    }
}
