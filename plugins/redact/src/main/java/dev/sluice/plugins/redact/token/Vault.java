package dev.sluice.plugins.redact.token;

import dev.sluice.api.json.Json;
import dev.sluice.api.json.Member;
import dev.sluice.api.json.Obj;
import dev.sluice.api.json.Str;
import dev.sluice.api.state.Cache;
import dev.sluice.api.text.TextTransformers;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What tokens stand for, between the calls of a conversation: encrypted in the shared state, one entry a conversation, under a
 * key that is a hash. It is a gain, no need: clients resend their history, and a call makes its map out of that.
 */
public final class Vault {

    private static final int MAX_BYTES = 1 << 20;

    private final Keys keys;
    private final Cache cache;
    private final Duration ttl;

    /**
     * Makes a vault.
     *
     * @param keys encrypt
     * @param cache keeps
     * @param ttl for how long after the last new value
     */
    public Vault(Keys keys, Cache cache, Duration ttl) {
        this.keys = keys;
        this.cache = cache;
        this.ttl = ttl;
    }

    /**
     * Adds what earlier calls have left.
     *
     * @param pseudonyms get it
     * @return done; also if there is nothing, or what there is cannot be opened with this key
     */
    public Future<Void> recall(Pseudonyms pseudonyms) {
        Conversation conversation = pseudonyms.conversation();
        String place = place(conversation);
        return cache.get(conversation.tenant(), place)
                .map(encrypted -> {
                    pseudonyms.remember(opened(conversation, place, encrypted));
                    return place;
                })
                .mapEmpty();
    }

    /**
     * Keeps them for later calls, unless nothing is new.
     *
     * @param pseudonyms of a call
     * @return done
     */
    public Future<Void> keep(Pseudonyms pseudonyms) {
        Buffer plain = pseudonyms.hasGrown() ? written(pseudonyms) : Buffer.buffer();
        if (plain.length() == 0 || plain.length() > MAX_BYTES) {
            return Future.succeededFuture();
        }
        Conversation conversation = pseudonyms.conversation();
        String place = place(conversation);
        Buffer encrypted = Buffer.buffer(keys.seal(conversation.tenant(), place, plain.getBytes()));
        return cache.put(conversation.tenant(), place, encrypted, ttl);
    }

    /**
     * Puts the values back into a reply.
     *
     * @param pseudonyms of the call
     * @return transformers for all of its channels
     */
    public static TextTransformers restoring(Pseudonyms pseudonyms) {
        return Restorer.of(pseudonyms);
    }

    private String place(Conversation conversation) {
        return HexFormat.of().formatHex(keys.hash(conversation.tenant(), "vault", conversation.id()), 0, 16);
    }

    private static Buffer written(Pseudonyms pseudonyms) {
        Obj.Builder all = Json.object();
        pseudonyms.all().forEach((letters, named) -> all.put(letters, Json.object(named.entity(), named.value())));
        return all.build().toBuffer();
    }

    private Map<String, Pseudonyms.Named> opened(Conversation conversation, String place, @Nullable Buffer encrypted) {
        Map<String, Pseudonyms.Named> all = new LinkedHashMap<>();
        try {
            if (encrypted != null
                    && Json.parse(Buffer.buffer(keys.open(conversation.tenant(), place, encrypted.getBytes())))
                            instanceof Obj kept) {
                kept.forEach(each -> read(each, all));
            }
        } catch (GeneralSecurityException e) {
            return Map.of(); // Sealed with a key that was changed since: as good as gone.
        }
        return all;
    }

    private static void read(Member entry, Map<String, Pseudonyms.Named> all) {
        if (entry.value() instanceof Obj named) {
            for (Member each : named) {
                if (each.value() instanceof Str value) {
                    all.put(entry.name(), new Pseudonyms.Named(each.name(), value.value()));
                }
            }
        }
    }
}
