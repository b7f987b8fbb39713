package dev.sluice.plugins.cache;

import dev.sluice.api.Headers;
import dev.sluice.api.Operation;
import dev.sluice.api.Outcome;
import dev.sluice.api.json.Bool;
import dev.sluice.api.json.Null;
import dev.sluice.api.json.Obj;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What may be answered from memory, and what may be kept for it. */
final class Keepable {

    private static final Set<Operation> OPERATIONS = Set.of(
            Operation.CHAT,
            Operation.TEXT_COMPLETION,
            Operation.EMBEDDINGS,
            Operation.RERANK,
            Operation.MODERATION,
            Operation.COUNT_TOKENS);

    /** Fields that tie a request to what the provider keeps of earlier ones, or let it go on by itself. */
    private static final List<String> STATEFUL = List.of("previous_response_id", "conversation", "background");

    private Keepable() {}

    /** Whether equal calls of this kind have equal answers. */
    static boolean isAskedFor(Operation operation) {
        return OPERATIONS.contains(operation);
    }

    /** Whether a request goes on from what its provider keeps. */
    static boolean isStateful(Obj body) {
        return STATEFUL.stream().map(body::get).anyMatch(value -> switch (value) {
            case null -> false;
            case Null none -> false;
            case Bool flag -> flag == Bool.TRUE;
            default -> true;
        });
    }

    /** Whether a reply that has ended is one that others may have. */
    static boolean isReply(Operation operation, int status, Headers headers, Outcome outcome) {
        boolean speaks = operation == Operation.CHAT || operation == Operation.TEXT_COMPLETION;
        boolean finished = !speaks || outcome.finishReason() != null; // One that was cut says no reason why it ended.
        return outcome.end() == Outcome.End.COMPLETED && finished && isForOthers(status, headers);
    }

    /** Whether a reply that has begun is one that others may have, if it ends as it should. */
    static boolean isForOthers(int status, Headers headers) {
        boolean guessed = SemanticFilter.HIT.equals(headers.get(CacheFilter.HEADER)); // A wrong guess must not last.
        return status == 200 && !guessed && !isPrivate(headers);
    }

    private static boolean isPrivate(Headers headers) {
        String words = String.join(",", headers.all("cache-control")).toLowerCase(Locale.ROOT);
        return words.contains("no-store") || words.contains("private");
    }
}
