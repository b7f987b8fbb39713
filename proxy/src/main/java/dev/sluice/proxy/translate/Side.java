package dev.sluice.proxy.translate;

import dev.sluice.api.Operation;
import dev.sluice.api.chat.ChatCodec;
import dev.sluice.api.dialect.Dialect;
import dev.sluice.api.dialect.Endpoint;
import dev.sluice.api.dialect.ReplyLens;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Who speaks on one side of a translation.
 *
 * @param dialect whose words
 * @param codec what they mean
 */
record Side(Dialect dialect, ChatCodec codec) {

    /** Who speaks a dialect, by its chats; null if it has none. */
    static @Nullable Side of(Dialect dialect) {
        return dialect.endpoints().stream()
                .filter(endpoint -> endpoint.operation() == Operation.CHAT)
                .map(endpoint -> of(dialect, endpoint))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** The side of an endpoint; null if it has no chats. */
    static @Nullable Side of(Dialect dialect, @Nullable Endpoint endpoint) {
        ReplyLens lens = endpoint == null ? null : endpoint.replyLens();
        ChatCodec codec = lens == null ? null : lens.chat();
        return codec == null ? null : new Side(dialect, codec);
    }
}
