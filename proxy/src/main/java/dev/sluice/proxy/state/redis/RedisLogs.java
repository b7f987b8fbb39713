package dev.sluice.proxy.state.redis;

import dev.sluice.api.state.Logs;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;

/**
 * Logs of one use in Redis, each a stream. A position is the id of the last entry that was read; streams drop entries node by node, which costs them less than
 * to keep to the number.
 */
final class RedisLogs implements Logs {

    /** An id as streams give them. */
    private static final String ID = "[0-9]{1,20}-[0-9]{1,20}";

    private final Links links;
    private final Names names;
    private final Scripts scripts;
    private final String use;

    /**
     * What Redis is asked to do.
     *
     * @param append adds an entry, and puts the end off
     * @param read reads on
     */
    record Scripts(Script append, Script read) {

        static Scripts load() {
            return new Scripts(Script.load("append.lua"), Script.load("read.lua"));
        }
    }

    RedisLogs(Links links, Names names, Scripts scripts, String use) {
        this.links = links;
        this.names = names;
        this.scripts = scripts;
        this.use = use;
    }

    @Override
    public Future<Void> append(String tenant, String log, Buffer entry, Kept kept) {
        List<String> key = List.of(names.log(use, tenant, log));
        return links.with(link -> link.inTime(scripts.append()
                        .run(
                                link,
                                key,
                                request -> request.arg(kept.entries())
                                        .arg(kept.ttl().toMillis())
                                        .arg(entry)))
                .mapEmpty());
    }

    @Override
    public Future<Page> read(String tenant, String log, String after, int most) {
        List<String> key = List.of(names.log(use, tenant, log));
        List<String> arguments = List.of(after.matches(ID) ? after : "0-0", Integer.toString(most));
        return links.with(
                link -> link.inTime(scripts.read().run(link, key, arguments)).map(entries -> page(entries, after)));
    }

    /** Each entry is its id, and the name and the value of its one field. */
    private static Page page(Response entries, String after) {
        List<Buffer> values = new ArrayList<>(entries.size());
        String position = after;
        for (Response entry : entries) {
            position = entry.get(0).toString();
            values.add(entry.get(1).get(1).toBuffer());
        }
        return new Page(values, position);
    }
}
