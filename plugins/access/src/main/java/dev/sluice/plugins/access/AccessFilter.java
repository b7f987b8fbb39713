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
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Finds out who is calling, and lets only those through who may. */
final class AccessFilter implements Filter {

    static final String NAME = "access";

    private final Sources sources;
    private final OwnKeys ownKeys;
    private final Timers timers;

    /**
     * Where callers are known from.
     *
     * @param fixed keys of the config
     * @param ring keys of the database
     * @param watch keeps the ring; null if no database is asked
     * @param tokens tokens of an OpenID provider; null if none are accepted
     * @param certificates TLS certificates, of clients that send no credential
     */
    record Sources(
            FixedKeys fixed,
            KeyRing ring,
            @Nullable KeyWatch watch,
            @Nullable Tokens tokens,
            Certificates certificates) {}

    /**
     * A caller who is known.
     *
     * @param call without what it was known by
     */
    private record Known(Grant grant, Call call) {}

    AccessFilter(Sources sources, OwnKeys ownKeys, Timers timers) {
        this.sources = sources;
        this.ownKeys = ownKeys;
        this.timers = timers;
    }

    @Override
    public Future<Reply> apply(Call call, Next next) {
        Future<Known> known;
        try {
            known = known(call);
        } catch (CallError e) {
            known = Future.failedFuture(e);
        }
        return known.compose(who -> proceed(who, next), refused -> refuse(call, refused));
    }

    private Future<Reply> proceed(Known who, Next next) {
        Call known = who.call().withCaller(who.grant().caller());
        try {
            who.grant().check(known);
        } catch (CallError e) {
            return refuse(known, e);
        }
        return next.proceed(ownKeys.given(known));
    }

    private Future<Known> known(Call call) {
        Credential credential = Credential.of(call);
        if (credential == null) {
            return Future.succeededFuture(certified(call, AccessFilter::missing));
        }
        Future<Grant> grant = grant(credential.text());
        return grant == null
                ? Future.succeededFuture(certified(call, () -> unknown(credential)))
                : grant.map(found -> new Known(found, credential.removedFrom(call)));
    }

    /** Who comes with a certificate may send a credential that is none of ours: it is the provider's, and stays. */
    private Known certified(Call call, Supplier<CallError> otherwise) {
        Grant grant = sources.certificates().find(call, timers.now());
        if (grant == null) {
            throw otherwise.get();
        }
        return new Known(grant, call);
    }

    /** What a credential stands for; null if it is none of ours. */
    private @Nullable Future<Grant> grant(String text) {
        if (text.length() > Credential.LONGEST) {
            throw KeyRing.refusal(
                    "invalid_api_key",
                    "Expected a key or token of at most " + Credential.LONGEST + " characters, found " + text.length()
                            + ".");
        }
        Grant fixed = sources.fixed().find(text, timers.now());
        if (fixed != null) {
            return Future.succeededFuture(fixed);
        }
        KeyText key = KeyText.read(text);
        KeyWatch watch = sources.watch();
        if (key != null && watch != null) {
            return Future.succeededFuture(stored(key, watch));
        }
        Tokens tokens = sources.tokens();
        return tokens != null && Tokens.isOne(text) ? tokens.verify(text) : null;
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

    private static CallError unknown(Credential credential) {
        return KeyRing.refusal("invalid_api_key", "The API key that came as " + credential + " is not known here.");
    }

    private static CallError missing() {
        return CallError.of(
                Category.AUTHENTICATION,
                "missing_api_key",
                "Expected an API key, found none. Set it as your SDK's API key, or send it as 'authorization: Bearer <key>'.");
    }
}
