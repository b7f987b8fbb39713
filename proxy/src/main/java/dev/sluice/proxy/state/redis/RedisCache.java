package dev.sluice.proxy.state.redis;

import dev.sluice.api.state.Cache;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Bytes of one use in Redis. An entry with tags carries the marks that its tags had when it was put; a purge gives a tag another
 * mark, so that no entry of it matches any more. A tag without a mark gets one: so a mark that is lost purges, and never revives.
 */
final class RedisCache implements Cache {

    private static final Future<@Nullable Buffer> NOTHING = Future.succeededFuture();

    private final Links links;
    private final Names names;
    private final Script marks;
    private final String use;

    RedisCache(Links links, Names names, Script marks, String use) {
        this.links = links;
        this.names = names;
        this.marks = marks;
        this.use = use;
    }

    @Override
    public Future<@Nullable Buffer> get(String tenant, String key) {
        Request get = Request.cmd(Command.GET).arg(names.entry(use, tenant, key));
        return links.<@Nullable Buffer>with(link -> link.inTime(link.send(get))
                .compose(found -> found == null ? NOTHING : opened(link, tenant, found.toBuffer())));
    }

    @Override
    public Future<Void> put(String tenant, String key, Buffer value, Duration ttl, Set<String> tags) {
        List<String> ordered = List.copyOf(tags);
        return links.with(link -> marks(link, tenant, ordered)
                .compose(found -> link.inTime(link.send(Request.cmd(Command.SET)
                        .arg(names.entry(use, tenant, key))
                        .arg(new TaggedBytes(ordered, found, value).sealed())
                        .arg("PX")
                        .arg(Math.max(1, ttl.toMillis())))))
                .mapEmpty());
    }

    @Override
    public Future<Void> remove(String tenant, String key) {
        return links.with(link -> link.inTime(
                        link.send(Request.cmd(Command.UNLINK).arg(names.entry(use, tenant, key))))
                .mapEmpty());
    }

    @Override
    public Future<Void> purge(String tenant, String tag) {
        return links.with(link -> link.inTime(link.send(Request.cmd(Command.SET)
                        .arg(names.mark(use, tenant, tag))
                        .arg(fresh())
                        .arg("PX")
                        .arg(kept())))
                .mapEmpty());
    }

    private Future<@Nullable Buffer> opened(Link link, String tenant, Buffer sealed) {
        TaggedBytes entry = TaggedBytes.open(sealed);
        if (entry.tags().isEmpty()) {
            return Future.<@Nullable Buffer>succeededFuture(entry.value());
        }
        Request now = Request.cmd(Command.MGET);
        entry.tags().forEach(tag -> now.arg(names.mark(use, tenant, tag)));
        return link.inTime(link.send(now)).map(found -> texts(found).equals(entry.marks()) ? entry.value() : null);
    }

    private Future<List<String>> marks(Link link, String tenant, List<String> tags) {
        if (tags.isEmpty()) {
            return Future.succeededFuture(List.of());
        }
        List<String> keys =
                tags.stream().map(tag -> names.mark(use, tenant, tag)).toList();
        List<String> arguments = List.of(fresh(), Long.toString(kept()));
        return link.inTime(marks.run(link, keys, arguments)).map(RedisCache::texts);
    }

    private static List<String> texts(@Nullable Response list) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; list != null && i < list.size(); i++) {
            texts.add(String.valueOf(list.get(i)));
        }
        return texts;
    }

    /** Longer than any entry, so that a mark outlives what it is on. */
    private static long kept() {
        return MAX_TTL.plusDays(1).toMillis();
    }

    private static String fresh() {
        return Long.toString(ThreadLocalRandom.current().nextLong(), 36);
    }
}
