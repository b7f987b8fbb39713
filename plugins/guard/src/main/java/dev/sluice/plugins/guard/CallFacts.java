package dev.sluice.plugins.guard;

import dev.sluice.api.Call;
import dev.sluice.api.Grounding;
import dev.sluice.api.Scope;
import dev.sluice.api.prompt.Message;
import dev.sluice.api.prompt.Prompt;
import dev.sluice.api.prompt.Role;
import dev.sluice.plugins.guard.scan.LeakScanner;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What rules need to know of the call whose texts they look at; found out when first asked for. */
final class CallFacts {

    private final Call call;
    private final Map<Integer, LeakScanner.Prints> prints = new HashMap<>(1);
    private @Nullable String instructions;
    private Grounding.@Nullable Support support;

    CallFacts(Call call) {
        this.call = call;
    }

    /** The call's life. */
    Scope scope() {
        return call.scope();
    }

    /** The system prompt's fingerprints; null if it is too short to have any. */
    LeakScanner.@Nullable Prints prints(int length) {
        String text = instructions();
        return text.length() < length
                ? null
                : prints.computeIfAbsent(length, characters -> new LeakScanner.Prints(text, characters));
    }

    /** What holds sentences against the call's documents; null if there are none, or they were not asked for. */
    Grounding.@Nullable Support support() {
        return support;
    }

    /** Asks for what {@link #support} gives. */
    Future<Void> ground() {
        Grounding grounding = call.get(Grounding.KEY);
        return grounding == null
                ? Future.succeededFuture()
                : grounding.support().map(found -> {
                    support = found;
                    return null;
                });
    }

    /** Whether a text was laid before the model by a filter above, out of documents. */
    boolean isRetrieved(String text) {
        Grounding grounding = call.get(Grounding.KEY);
        return grounding != null && grounding.texts().contains(text);
    }

    /** What documents say in a text that was laid before the model, each character in its place, and blanks besides; any other text as it is. */
    String saidByOthers(String text) {
        Grounding grounding = call.get(Grounding.KEY);
        return grounding != null && grounding.texts().contains(text) ? grounding.documents(text) : text;
    }

    private String instructions() {
        if (instructions == null) {
            Prompt prompt = call.prompt();
            instructions = prompt == null
                    ? ""
                    : prompt.messages().stream()
                            .filter(message -> message.role() == Role.SYSTEM)
                            .map(Message::text)
                            .collect(Collectors.joining("\n"));
        }
        return instructions;
    }
}
