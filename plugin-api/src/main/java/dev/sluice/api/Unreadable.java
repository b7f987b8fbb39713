package dev.sluice.api;

import dev.sluice.api.stream.Coding;
import org.jspecify.annotations.Nullable;

/** What a client is told of a reply that a filter must read and cannot. */
final class Unreadable {

    private Unreadable() {}

    static CallError coding(Coding.@Nullable CodingException cause) {
        CallError error =
                CallError.unreadableReply("it in a content-encoding that cannot be undone (gzip and deflate can)");
        return cause == null ? error : error.withCause(cause);
    }
}
