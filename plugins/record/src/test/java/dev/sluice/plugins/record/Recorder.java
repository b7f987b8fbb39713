package dev.sluice.plugins.record;

import dev.sluice.api.Call;
import dev.sluice.api.Filter;
import dev.sluice.api.Reply;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.testkit.FakeClient;
import dev.sluice.testkit.FakePluginContext;
import dev.sluice.testkit.Script;
import dev.sluice.testkit.ScriptedUpstream;
import dev.sluice.testkit.VirtualTime;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A record filter at work in a folder, and what it has written there. */
final class Recorder {

    final VirtualTime time = new VirtualTime();
    final FakePluginContext context;
    private final Path folder;
    private final Filter filter;

    Recorder(Path folder, RecordConfig config) {
        this.folder = folder;
        this.context = new FakePluginContext(time).withDataFolder(folder);
        this.filter = new RecordFactory().create(config, context).result();
    }

    /** One call from its beginning to its end. */
    Future<Reply> run(Call call, Script script) {
        return run(call, script, FakeClient.eager(time));
    }

    Future<Reply> run(Call call, Script script, FakeClient client) {
        Future<Reply> reply = send(call, script);
        if (reply.succeeded()) {
            client.read(reply.result());
        }
        time.run();
        call.scope().end(null);
        settle();
        return reply;
    }

    /** What waits is written. */
    void settle() {
        time.advance(RecordQueue.LINGER);
    }

    /** One call until it has its reply; its scope is not ended. */
    Future<Reply> send(Call call, Script script) {
        Future<Reply> reply = begin(call, script);
        time.run();
        return reply;
    }

    /** One call whose turn of the event loop goes on: nothing else has had one. */
    Future<Reply> begin(Call call, Script script) {
        return filter.apply(call, ScriptedUpstream.of(time, script));
    }

    List<Path> files() {
        try (Stream<Path> all = Files.list(folder)) {
            return all.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String text() {
        return String.join("", files().stream().map(Recorder::read).toList());
    }

    List<Obj> records() {
        return text().lines().map(line -> (Obj) Json.parse(Buffer.buffer(line))).toList();
    }

    Obj record() {
        List<Obj> records = records();
        if (records.size() != 1) {
            throw new AssertionError("Expected one record, found " + records);
        }
        return records.getFirst();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
