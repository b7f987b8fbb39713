package dev.sluice.proxy.upstream;

import dev.sluice.api.Body;
import dev.sluice.api.stream.Source;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * An upload that was announced with its length, held to it: a filter may have put other bytes in the place of those that came. What is
 * too much would be read as the next request on the connection, and what is too little be made up from it.
 */
final class Announced implements Source<Buffer> {

    private final Source<Buffer> bytes;
    private final long length;
    private final Failures failures;
    private long passed;

    private Announced(Source<Buffer> bytes, long length, Failures failures) {
        this.bytes = bytes;
        this.length = length;
        this.failures = failures;
    }

    /** The upload itself where nothing was announced. */
    static Source<Buffer> of(Body.Upload upload, Failures failures) {
        return upload.length() < 0 ? upload.bytes() : new Announced(upload.bytes(), upload.length(), failures);
    }

    @Override
    public Future<Buffer> next() {
        return bytes.next().compose(this::counted);
    }

    @Override
    public void cancel() {
        bytes.cancel();
    }

    private Future<Buffer> counted(@Nullable Buffer chunk) {
        passed += chunk == null ? 0 : chunk.length();
        boolean fits = chunk == null ? passed == length : passed <= length;
        if (fits) {
            return Future.succeededFuture(chunk);
        }
        bytes.cancel();
        return Future.failedFuture(failures.misannounced(length, passed));
    }
}
