package dev.sluice.plugins.access.byok;

import dev.sluice.api.json.Arr;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.JsonSyntaxException;
import dev.sluice.api.json.Obj;
import dev.sluice.api.plugin.PluginContext;
import dev.sluice.api.state.Topic;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.sql.SQLException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the keys of replicas with databases of their own alike: each tells the others what has changed in its own, sealed, and asks for
 * everything when it starts, and when it may have missed something. Replicas with another secret could open none of it, and are not listened to.
 */
final class ProviderKeySharing implements Topic.Listener {

    private final PluginContext context;
    private final SealedStore store;
    private final ProviderKeyRing ring;
    private final String mark;
    private final Topic topic;

    ProviderKeySharing(PluginContext context, SealedStore store, ProviderKeyRing ring, KeySeal seal) {
        this.context = context;
        this.store = store;
        this.ring = ring;
        this.mark = seal.mark();
        this.topic = context.state().topic("access-provider-keys");
    }

    void start() {
        ring.onChange(this::tell);
        topic.subscribe(this);
        missed();
    }

    @Override
    public void missed() {
        topic.publish(message(true, List.of()));
    }

    @Override
    public void heard(Buffer message) {
        Obj news = read(message);
        if (news == null || !mark.equals(news.text("mark"))) {
            return;
        }
        if (Boolean.TRUE.equals(news.bool("ask"))) {
            context.blocking(() -> store.changedSince(0)).onSuccess(this::tell);
        }
        List<SealedKey> keys = keys(news.array("keys"));
        if (!keys.isEmpty()) {
            context.blocking(() -> merge(keys))
                    .compose(fresh -> fresh ? ring.read() : Future.succeededFuture())
                    .onFailure(failure -> context.logger()
                            .atWarn()
                            .setCause(failure)
                            .log("What another replica says of keys with providers cannot be written down."));
        }
    }

    private void tell(List<SealedKey> keys) {
        keys.forEach(key -> topic.publish(message(false, List.of(key))));
    }

    private boolean merge(List<SealedKey> keys) throws SQLException {
        boolean fresh = false;
        for (SealedKey key : keys) {
            fresh |= store.put(key);
        }
        return fresh;
    }

    private Buffer message(boolean ask, List<SealedKey> keys) {
        Object[] told = keys.stream()
                .map(key -> key.shown().with("sealed", key.sealed() == null ? Json.of("") : Json.of(key.sealed())))
                .toArray();
        return Json.object("mark", mark, "ask", ask, "keys", Json.array(told)).toBuffer();
    }

    private static @Nullable Obj read(Buffer message) {
        try {
            return Json.parse(message) instanceof Obj news ? news : null;
        } catch (JsonSyntaxException e) {
            return null;
        }
    }

    /** None of a message that is not one of ours. */
    private static List<SealedKey> keys(@Nullable Arr told) {
        List<SealedKey> keys = new ArrayList<>();
        try {
            for (Json one : told == null ? Json.array() : told) {
                Obj key = (Obj) one;
                String sealed = text(key, "sealed");
                keys.add(new SealedKey(
                        text(key, "tenant"),
                        text(key, "provider"),
                        sealed.isEmpty() ? null : sealed,
                        text(key, "fingerprint"),
                        Instant.parse(text(key, "changed"))));
            }
            return keys;
        } catch (ClassCastException | NullPointerException | DateTimeParseException e) {
            return List.of();
        }
    }

    private static String text(Obj key, String name) {
        return Objects.requireNonNull(key.text(name));
    }
}
