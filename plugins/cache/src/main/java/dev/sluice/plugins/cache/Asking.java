package dev.sluice.plugins.cache;

import dev.sluice.api.Call;
import dev.sluice.api.Next;

/**
 * One call that looks for its answer.
 *
 * @param call the call
 * @param next where to, if there is none
 * @param address where it would lie
 * @param asked what the client says of it
 */
record Asking(Call call, Next next, Address address, Directives asked) {

    /** The same, where callers of its dialect alone look. */
    Asking apart() {
        return new Asking(call, next, address.apart(), asked);
    }

    /** For the record: an operator purges an entry by its key. */
    String reason() {
        return "key " + address.key();
    }
}
