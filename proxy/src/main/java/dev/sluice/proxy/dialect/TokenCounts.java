package dev.sluice.proxy.dialect;

import dev.sluice.api.chat.TokenCount;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import org.jspecify.annotations.Nullable;

/** Reads and writes replies that say how many tokens a chat has, which all APIs do in one field. */
public final class TokenCounts {

    private TokenCounts() {}

    /** The count in a reply; null if it has none. */
    public static @Nullable TokenCount read(Obj body, String field) {
        long input = Numbers.count(body, field);
        return input < 0 ? null : new TokenCount(input);
    }

    /** The reply that says a count and nothing else. */
    public static Obj write(TokenCount count, String field) {
        return Json.object(field, count.input());
    }
}
