package dev.sluice.plugins.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyType;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.sluice.api.CallError;
import dev.sluice.api.CallError.Category;
import dev.sluice.api.plugin.PluginContext;
import dev.sluice.plugins.access.AccessConfig.TokenRules;
import io.vertx.core.Future;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The keys with which an OpenID provider signs: fetched at the start, again when they have been kept long enough, and when a
 * token names one that is not among them, though not more often than once in half a minute: whoever makes up key ids must
 * not be able to make this proxy attack the provider.
 */
final class ProviderKeys {

    private static final Duration PAUSE = Duration.ofSeconds(30);

    private final PluginContext context;
    private final Supplier<Future<JWKSet>> fetch;
    private final Set<String> algorithms;
    private final Duration keep;
    private final Runnable changed;
    private final DefaultJWSVerifierFactory verifiers = new DefaultJWSVerifierFactory();
    private volatile JWKSet keys = new JWKSet();
    private volatile boolean fetched;
    private volatile long askedAt;

    /**
     * Prepares to fetch.
     *
     * @param fetch asks the provider
     * @param changed called when the keys are others than before
     */
    ProviderKeys(TokenRules rules, PluginContext context, Supplier<Future<JWKSet>> fetch, Runnable changed) {
        this.context = context;
        this.fetch = fetch;
        this.algorithms = rules.algorithms().stream().map(Enum::name).collect(Collectors.toSet());
        this.keep = rules.keep();
        this.changed = changed;
    }

    Future<Void> start() {
        return refresh().otherwiseEmpty().onComplete(done -> again());
    }

    /** What a token claims, if its signature is right; fails with a {@link CallError} otherwise. */
    Future<JWTClaimsSet> verified(String token) {
        SignedJWT signed;
        try {
            signed = SignedJWT.parse(token);
        } catch (ParseException e) {
            return Future.failedFuture(Tokens.refused("it is no signed token"));
        }
        if (!algorithms.contains(signed.getHeader().getAlgorithm().getName())) {
            return Future.failedFuture(Tokens.refused("its signature is not of a kind that is accepted"));
        }
        return candidates(signed).compose(found -> context.blocking(() -> claims(signed, found)));
    }

    private Future<List<JWK>> candidates(SignedJWT signed) {
        List<JWK> found = select(signed);
        if (!found.isEmpty() || !mayAsk()) {
            return found.isEmpty() && !fetched ? Future.failedFuture(unavailable()) : Future.succeededFuture(found);
        }
        return refresh()
                .transform(
                        done -> fetched ? Future.succeededFuture(select(signed)) : Future.failedFuture(unavailable()));
    }

    /** Keys of other kinds than the algorithm's are left out: a public key is never used as a shared secret. */
    private List<JWK> select(SignedJWT signed) {
        JWKMatcher matcher = JWKMatcher.forJWSHeader(signed.getHeader());
        return new JWKSelector(matcher)
                .select(keys).stream()
                        .filter(key -> !key.getKeyType().equals(KeyType.OCT))
                        .toList();
    }

    private JWTClaimsSet claims(SignedJWT signed, List<JWK> candidates) {
        try {
            for (JWK key : candidates) {
                if (key instanceof AsymmetricJWK pair && signed.verify(verifier(signed, pair))) {
                    return signed.getJWTClaimsSet();
                }
            }
        } catch (JOSEException | ParseException e) {
            throw Tokens.refused("its signature or its claims cannot be read");
        }
        throw Tokens.refused("its signature is not the provider's");
    }

    private JWSVerifier verifier(SignedJWT signed, AsymmetricJWK key) throws JOSEException {
        return verifiers.createJWSVerifier(signed.getHeader(), key.toPublicKey());
    }

    private boolean mayAsk() {
        return context.timers().nanoTime() - askedAt > PAUSE.toNanos();
    }

    private void again() {
        context.timers().after(keep, () -> refresh().onComplete(done -> again()));
    }

    private Future<Void> refresh() {
        askedAt = context.timers().nanoTime();
        return fetch.get().onSuccess(this::take).onFailure(this::failed).mapEmpty();
    }

    private void take(JWKSet fresh) {
        boolean differs = !fresh.equals(keys);
        keys = fresh;
        fetched = true;
        if (differs) {
            changed.run();
        }
    }

    private void failed(Throwable cause) {
        context.logger()
                .atWarn()
                .setCause(cause)
                .log(
                        "The token provider's keys cannot be fetched; {}.",
                        fetched ? "the last ones stay" : "tokens are refused");
    }

    private static CallError unavailable() {
        return CallError.of(
                        Category.OVERLOADED,
                        "access_unavailable",
                        "Tokens cannot be checked at the moment. Try again later.")
                .withRetryAfter(PAUSE);
    }
}
