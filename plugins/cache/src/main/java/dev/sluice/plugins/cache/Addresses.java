package dev.sluice.plugins.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.sluice.api.Body;
import dev.sluice.api.Call;
import dev.sluice.api.CallError;
import dev.sluice.api.json.Obj;
import dev.sluice.api.plugin.PluginContext;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the address of each call. Requests of the same bytes have the same one, so those that were seen are neither parsed nor brought
 * into canonical form again; those that would hold up the event loop are worked on beside it.
 */
final class Addresses {

    /** What is brought into canonical form on the event loop: about 200 µs. */
    private static final int QUICK_BYTES = 16 << 10;

    /** What is looked up by its bytes on the event loop: about as long. */
    private static final int MOST_BYTES = 64 << 10;

    private static final int REMEMBERED = 20_000;

    private final CacheKey keys;
    private final PluginContext context;
    private final Cache<Digest, Address> known = Caffeine.newBuilder()
            .maximumSize(REMEMBERED)
            .executor(Runnable::run)
            .build();

    Addresses(CacheKey keys, PluginContext context) {
        this.keys = keys;
        this.context = context;
    }

    /** A call's address; empty if its answer must not be kept. */
    Future<Optional<Address>> of(Call call, String namespace) {
        if (!Keepable.isAskedFor(call.operation()) || !(call.body() instanceof Body.Bytes body)) {
            return Future.succeededFuture(Optional.empty());
        }
        int size = body.bytes().length();
        Digest bytes = size > MOST_BYTES ? null : bytes(call, body.bytes().getBytes(), namespace);
        Address seen = bytes == null ? null : known.getIfPresent(bytes);
        if (seen != null) {
            return Future.succeededFuture(Optional.of(seen));
        }
        return size > QUICK_BYTES
                ? context.computing(call.scope(), size, () -> address(call, bytes, namespace))
                        .recover(Addresses::withoutOne)
                : Future.succeededFuture(address(call, bytes, namespace));
    }

    /** Where there is no room to find it out, the call goes on without. */
    private static Future<Optional<Address>> withoutOne(Throwable failure) {
        boolean busy = failure instanceof CallError error && error.category() == CallError.Category.OVERLOADED;
        return busy ? Future.succeededFuture(Optional.empty()) : Future.failedFuture(failure);
    }

    private Optional<Address> address(Call call, @Nullable Digest bytes, String namespace) {
        Obj body = call.json();
        if (body == null || Keepable.isStateful(body)) {
            return Optional.empty();
        }
        String own = keys.of(call, body, namespace);
        String key = keys.shared(call, body, namespace).orElse(own);
        Address address = new Address(call.caller().tenant(), key, own, Form.of(call, body));
        if (bytes != null) {
            known.put(bytes, address);
        }
        return Optional.of(address);
    }

    private Digest bytes(Call call, byte[] body, String namespace) {
        List<String> all = keys.around(call, namespace);
        StringBuilder text = new StringBuilder(256);
        text.append(call.endpoint().name()).append(call.streamed());
        quote(text, call.caller().tenant());
        quote(text, Query.value(call.uri(), Form.PARAMETER));
        all.forEach(one -> quote(text, one));
        return Digest.of(text.toString().getBytes(StandardCharsets.UTF_8), body);
    }

    /** By its length, so that no two texts can look like two others. */
    private static void quote(StringBuilder text, String value) {
        text.append(value.length()).append(':').append(value);
    }
}
