package dev.sluice.plugins.access;

import dev.sluice.api.Call;
import dev.sluice.api.CallError;
import dev.sluice.api.CallError.Category;
import dev.sluice.api.Decision;
import dev.sluice.api.Filter;
import dev.sluice.api.Next;
import dev.sluice.api.Reply;
import dev.sluice.api.plugin.Timers;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/** Finds out who is calling, and lets only those through who may. */
final class AccessFilter implements Filter {

    static final String NAME = "access";

    private final Sources sources;
    private final Timers timers;

    /**
     * Where callers are known from.
     *
     * @param fixed keys of the config
     * @param ring keys of the database
     * @param watch keeps the ring; null if no database is asked
     * @param tokens tokens of an OpenID provider; null if none are accepted
     */
    record Sources(
            FixedKeys fixed,
            KeyRing ring,
            @Nullable KeyWatch watch,
            @Nullable Tokens tokens) {}

    AccessFilter(Sources sources, Timers timers) {
        this.sources = sources;
        this.timers = timers;
    }

    @Override
    public Future<Reply> apply(Call call, Next next) {
        Credential credential = Credential.of(call);
        if (credential == null) {
            return refuse(call, missing());
        }
        Future<Grant> grant;
        try {
            grant = grant(credential.text());
        } catch (CallError e) {
            grant = Future.failedFuture(e);
        }
        return grant.compose(known -> proceed(call, credential, known, next), refused -> refuse(call, refused));
    }

    private Future<Reply> proceed(Call call, Credential credential, Grant grant, Next next) {
        Call known = call.withCaller(grant.caller());
        try {
            grant.check(known);
        } catch (CallError e) {
            return refuse(call, e);
        }
        return next.proceed(credential.removedFrom(known));
    }

    private Future<Grant> grant(String text) {
        if (text.length() > Credential.LONGEST) {
            throw KeyRing.refusal(
                    "invalid_api_key",
                    "Expected a key or token of at most " + Credential.LONGEST + " characters, found " + text.length()
                            + ".");
        }
        Grant fixed = sources.fixed().find(text);
        if (fixed != null) {
            return Future.succeededFuture(fixed);
        }
        KeyText key = KeyText.read(text);
        KeyWatch watch = sources.watch();
        if (key != null && watch != null) {
            return Future.succeededFuture(stored(key, watch));
        }
        Tokens tokens = sources.tokens();
        if (tokens != null && Tokens.isOne(text)) {
            return tokens.verify(text);
        }
        throw KeyRing.refusal("invalid_api_key", "This API key is not known here.");
    }

    private Grant stored(KeyText key, KeyWatch watch) {
        if (watch.isStale()) {
            throw CallError.of(
                    Category.OVERLOADED,
                    "access_unavailable",
                    "Keys cannot be checked at the moment. Try again later.");
        }
        return sources.ring().find(key, timers.now());
    }

    private static Future<Reply> refuse(Call call, Throwable refusal) {
        if (refusal instanceof CallError error) {
            call.journal().decide(new Decision(NAME, "refused", error.code()));
        }
        return Future.failedFuture(refusal);
    }

    private static CallError missing() {
        return CallError.of(
                Category.AUTHENTICATION,
                "missing_api_key",
                "Expected an API key, found none. Set it as your SDK's API key, or send it as 'authorization: Bearer <key>'.");
    }
}
