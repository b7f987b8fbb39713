package dev.sluice.plugins.cache;

import dev.sluice.api.Call;
import dev.sluice.api.admin.AdminReply;
import dev.sluice.api.admin.AdminRequest;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.plugin.PluginContext;
import dev.sluice.api.state.Cache;
import dev.sluice.api.state.Topic;
import dev.sluice.api.state.Use;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Has an operator forget what is kept, of whichever filter of this plugin and on every replica: all of a tenant, of a route, of a
 * model, of a client's tag, or one entry. Fails if the shared state is away: what was to be forgotten is still there then.
 */
final class Purges {

    /** The tag that every entry has. */
    static final String EVERYTHING = "all";

    /** Whose entries there are: each filter of this plugin has a use of its own. */
    private static final List<String> USES = List.of(CacheFilter.NAME, SemanticFilter.NAME);

    private final List<Cache> caches = new ArrayList<>();
    private final List<Topic> topics = new ArrayList<>();

    private Purges(PluginContext context) {
        for (String use : USES) {
            caches.add(context.state().cache(new Use(use, Use.Fallback.FAIL)));
            topics.add(context.state().topic(topic(use)));
        }
    }

    /** Where replicas tell each other what to forget. */
    static String topic(String use) {
        return use + "-purges";
    }

    /** The tags that the entry of a call has: those that the client gives it, as it writes them, and those that it has anyway. */
    static Set<String> tags(Call call, Set<String> given) {
        return Stream.concat(
                        Stream.of(EVERYTHING, route(call.route()), model(call.model())),
                        given.stream().map(Purges::tag))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static String route(String name) {
        return "route:" + name;
    }

    private static String model(String name) {
        return "model:" + name;
    }

    /** As a client writes it. */
    private static String tag(String name) {
        return "tag:" + name;
    }

    /** Serves it on the admin listener. */
    static void serve(PluginContext context) {
        Purges purges = new Purges(context);
        purges.serve(context, "", request -> EVERYTHING);
        purges.serve(context, "/routes/{name}", request -> route(request.segment("name")));
        purges.serve(context, "/models/{name}", request -> model(request.segment("name")));
        purges.serve(context, "/tags/{name}", request -> tag(request.segment("name")));
        context.admin().serve(HttpMethod.DELETE, "/cache/{tenant}/entries/{key}", purges::one);
    }

    private void serve(PluginContext context, String path, Function<AdminRequest, String> tag) {
        context.admin().serve(HttpMethod.DELETE, "/cache/{tenant}" + path, request -> all(request, tag.apply(request)));
    }

    private Future<AdminReply> all(AdminRequest request, String tag) {
        String tenant = request.segment("tenant");
        return forget(cache -> cache.purge(tenant, tag), Json.object("tenant", tenant, "tag", tag));
    }

    private Future<AdminReply> one(AdminRequest request) {
        String tenant = request.segment("tenant");
        String key = request.segment("key");
        return forget(cache -> cache.remove(tenant, key), Json.object("tenant", tenant, "key", key));
    }

    private Future<AdminReply> forget(Function<Cache, Future<Void>> how, Obj message) {
        return Future.join(caches.stream().map(how).toList())
                .compose(done -> Future.join(topics.stream()
                        .map(topic -> topic.publish(message.toBuffer()))
                        .toList()))
                .map(AdminReply.noContent())
                .recover(failure -> Away.told("Not forgotten", "what was to be forgotten is still there", failure));
    }
}
