package dev.sluice.plugins.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.sluice.api.Scope;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.JsonSyntaxException;
import dev.sluice.api.json.Obj;
import dev.sluice.api.plugin.PluginContext;
import dev.sluice.api.state.Logs;
import dev.sluice.api.state.Topic;
import dev.sluice.api.state.Use;
import dev.sluice.plugins.cache.semantic.Gates;
import dev.sluice.plugins.cache.semantic.VectorIndex;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Lets replicas know each other's questions. Each compartment has a log in the shared state, to which every replica appends what it was asked, the vector
 * with it. A replica reads a compartment's log when it is first asked about it, and from then on whenever a message says that there is more; one
 * that was away, and may have missed messages, reads on from where it was before it answers. So one that starts later knows what one knows that was always
 * there.
 */
final class Sharing {

    /** What is shared of one compartment: 4 MB with vectors of 384 numbers. */
    private static final int SHARED = 2_000;

    /** What is read at once: about 200 KB. */
    private static final int PAGE = 100;

    /** What is taken in on the event loop: some 20 µs each. */
    private static final int QUICK = 4;

    /** Compartments that are followed; another is read from its beginning when it is asked about again. */
    private static final int COMPARTMENTS = 20_000;

    private final PluginContext context;
    private final Logs logs;
    private final Topic topic;
    private final Gates gates;
    private final VectorIndex index;
    private final int dimensions;
    private final Logs.Kept kept;
    private final String self = UUID.randomUUID().toString();
    private final Cache<Log, Place> places = Caffeine.newBuilder()
            .maximumSize(COMPARTMENTS)
            .executor(Runnable::run)
            .build();

    /** What a log is called. */
    private record Log(String tenant, String compartment) {}

    /** How far a log was read. Two who read on at once read the same: that costs time, and loses nothing. */
    private static final class Place {

        private volatile String position = Logs.BEGINNING;

        /** Whether all that may be there was read, or is being read. */
        private volatile boolean known;
    }

    Sharing(PluginContext context, Gates gates, VectorIndex index, int dimensions, Duration ttl) {
        this.context = context;
        this.logs = context.state().logs(new Use(SemanticFilter.NAME + "-questions", Use.Fallback.FAIL));
        this.topic = context.state().topic(SemanticFilter.NAME + "-questions");
        this.gates = gates;
        this.index = index;
        this.dimensions = dimensions;
        this.kept = new Logs.Kept(SHARED, ttl);
        topic.subscribe(new Hearing());
    }

    /** Takes one in, here and everywhere. While the shared state is away, only here. */
    Future<Void> add(Shared question) {
        take(question);
        Buffer told = Json.object("tenant", question.tenant(), "compartment", question.compartment(), "from", self)
                .toBuffer();
        return logs.append(question.tenant(), question.compartment(), question.toBuffer(), kept)
                .compose(done -> topic.publish(told))
                .otherwiseEmpty();
    }

    /** Gets what others know of a compartment, if that may be more than is known here; done when it is there, or cannot be had. */
    Future<Void> read(String tenant, String compartment) {
        Log log = new Log(tenant, compartment);
        Place place = places.get(log, unknown -> new Place());
        if (place.known) {
            return Future.succeededFuture();
        }
        place.known = true;
        return catchUp(log, place);
    }

    private Future<Void> catchUp(Log log, Place place) {
        return readOn(log, place).recover(away -> {
            place.known = false; // Whoever asks next tries again.
            return Future.succeededFuture();
        });
    }

    private Future<Void> readOn(Log log, Place place) {
        return logs.read(log.tenant(), log.compartment(), place.position, PAGE)
                .compose(page -> taken(log, page.entries()).compose(done -> {
                    place.position = page.position();
                    return page.entries().size() < PAGE ? Future.succeededFuture() : readOn(log, place);
                }));
    }

    /** What is many is read beside the event loop: the gates look at every word. */
    private Future<Void> taken(Log log, List<Buffer> entries) {
        if (entries.size() <= QUICK) {
            take(log, entries);
            return Future.succeededFuture();
        }
        long bytes = entries.stream().mapToLong(Buffer::length).sum();
        return context.computing(Scope.root(), bytes, () -> {
                    take(log, entries);
                    return entries.size();
                })
                .mapEmpty();
    }

    private void take(Log log, List<Buffer> entries) {
        long now = context.timers().now().toEpochMilli();
        for (Buffer entry : entries) {
            Shared.read(log.tenant(), log.compartment(), entry, dimensions)
                    .filter(question -> question.expiresAt() > now)
                    .ifPresent(this::take);
        }
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

        /** Somebody appended. Logs that nobody asked about here are not read. */
        @Override
        public void heard(Buffer message) {
            Obj told = parsed(message);
            String tenant = told == null ? null : told.text("tenant");
            String compartment = told == null ? null : told.text("compartment");
            if (told == null || tenant == null || compartment == null) {
                context.logger().warn("semantic-cache: a message about a question could not be read");
                return;
            }
            Log log = new Log(tenant, compartment);
            Place place = places.getIfPresent(log);
            if (place != null && place.known && !self.equals(told.text("from"))) {
                catchUp(log, place);
            }
        }

        @Override
        public void missed() {
            places.asMap().values().forEach(place -> place.known = false);
        }

        private @Nullable Obj parsed(Buffer message) {
            try {
                return Json.parse(message) instanceof Obj object ? object : null;
            } catch (JsonSyntaxException e) {
                return null;
            }
        }
    }
}
