package dev.sluice.plugins.cache;

import dev.sluice.api.CallError;
import dev.sluice.api.Reply;
import dev.sluice.api.Streamed;
import dev.sluice.api.stream.Sources;
import dev.sluice.api.text.Channel;
import io.vertx.core.Future;

/** Reads what a reply says to its reader. */
final class Texts {

    private Texts() {}

    /** All words of a reply's answers, put together; reads it to its end. */
    static Future<String> of(Reply reply, long maxChars) {
        StringBuilder text = new StringBuilder();
        Reply read = reply.mapText(channel -> channel.kind() == Channel.Kind.CONTENT
                ? piece -> {
                    if (text.length() + piece.length() > maxChars) {
                        throw CallError.of(
                                CallError.Category.TOO_LARGE, "too_long", "An answer is too long to compare.");
                    }
                    text.append(piece);
                    return piece;
                }
                : null);
        return read instanceof Streamed streamed
                ? Sources.forEach(streamed.frames(), frames -> {}).map(end -> text.toString())
                : Future.succeededFuture(text.toString());
    }
}
