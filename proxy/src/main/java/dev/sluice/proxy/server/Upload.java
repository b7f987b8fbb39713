package dev.sluice.proxy.server;

import dev.sluice.api.stream.Source;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;

/** A body that is streamed through, up to a limit. */
final class Upload implements Source<Buffer> {

    private final Source<Buffer> bytes;
    private final long limit;
    private long taken;

    Upload(Source<Buffer> bytes, long limit) {
        this.bytes = bytes;
        this.limit = limit;
    }

    @Override
    public Future<Buffer> next() {
        return bytes.next().compose(chunk -> {
            taken += chunk == null ? 0 : chunk.length();
            if (taken > limit) {
                bytes.cancel();
                return Future.failedFuture(RequestBody.tooLarge(limit));
            }
            return Future.succeededFuture(chunk);
        });
    }

    @Override
    public void cancel() {
        bytes.cancel();
    }
}
