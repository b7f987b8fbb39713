package dev.sluice.plugins.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.sluice.api.CallError;
import dev.sluice.api.Caller;
import dev.sluice.api.plugin.PluginContext;
import dev.sluice.plugins.access.AccessConfig.TokenRules;
import io.vertx.core.Future;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.ParseException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tokens of an OpenID provider. A signature is checked off the event loop, once for each token: afterwards it is known by
 * its digest until it expires, or until the provider's keys change.
 */
final class Tokens {

    private static final int KNOWN = 10_000;

    private final TokenRules rules;
    private final PluginContext context;
    private final ProviderKeys keys;
    private final Cache<ByteBuffer, Known> known =
            Caffeine.newBuilder().maximumSize(KNOWN).build();

    /** A token that was found to be right. */
    private record Known(Grant grant, Instant until) {}

    private Tokens(TokenRules rules, PluginContext context, Supplier<Future<JWKSet>> fetch) {
        this.rules = rules;
        this.context = context;
        this.keys = new ProviderKeys(rules, context, fetch, known::invalidateAll);
    }

    /** Begins to fetch the provider's keys; a provider that is away does not keep the proxy from starting. */
    static Future<Tokens> start(TokenRules rules, PluginContext context) {
        return start(rules, context, new KeyFetch(rules.jwks(), context)::keys);
    }

    static Future<Tokens> start(TokenRules rules, PluginContext context, Supplier<Future<JWKSet>> fetch) {
        Tokens tokens = new Tokens(rules, context, fetch);
        return tokens.keys.start().map(tokens);
    }

    /** Whether a credential looks like a token. */
    static boolean isOne(String text) {
        return text.startsWith("ey") && text.chars().filter(c -> c == '.').count() == 2;
    }

    /** What a token stands for; fails with a {@link CallError} if it is not accepted. */
    Future<Grant> verify(String token) {
        ByteBuffer digest = digest(token);
        Known before = known.getIfPresent(digest);
        if (before != null && context.timers().now().isBefore(before.until())) {
            return Future.succeededFuture(before.grant());
        }
        return keys.verified(token).map(claims -> accept(digest, claims));
    }

    private Grant accept(ByteBuffer digest, JWTClaimsSet claims) {
        Instant until = check(claims);
        Grant grant = grant(claims);
        known.put(digest, new Known(grant, until));
        return grant;
    }

    /** Checks whom a token is from, whom it is for, and when; tells until when it is accepted. */
    private Instant check(JWTClaimsSet claims) {
        Instant now = context.timers().now();
        if (!rules.issuer().equals(claims.getIssuer())) {
            throw refused("it was issued by somebody else");
        }
        if (claims.getAudience().stream().noneMatch(rules.audience()::contains)) {
            throw refused("it was made for another service");
        }
        if (claims.getExpirationTime() == null) {
            throw refused("it says no time at which it expires");
        }
        Instant until = claims.getExpirationTime().toInstant().plus(rules.clockSkew());
        if (!now.isBefore(until)) {
            throw KeyRing.refusal("expired_token", "This token has expired.");
        }
        if (claims.getNotBeforeTime() != null
                && now.plus(rules.clockSkew())
                        .isBefore(claims.getNotBeforeTime().toInstant())) {
            throw refused("it is not accepted yet");
        }
        return until;
    }

    private Grant grant(JWTClaimsSet claims) {
        try {
            String tenant = claims.getStringClaim(rules.tenantClaim());
            if (tenant == null) {
                tenant = rules.defaultTenant();
            }
            if (tenant == null || tenant.isBlank()) {
                throw refused("it has no claim '" + rules.tenantClaim() + "'");
            }
            String subject = claims.getSubject() == null ? "" : claims.getSubject();
            List<String> models = claims.getStringListClaim(rules.modelsClaim());
            return Grant.of(
                    new Caller(tenant, subject, labels(claims)), models == null ? List.of() : models, List.of());
        } catch (ParseException e) {
            throw refused("a claim has another type than was expected");
        }
    }

    private Map<String, String> labels(JWTClaimsSet claims) throws ParseException {
        Map<String, String> labels = new HashMap<>();
        for (Map.Entry<String, String> label : rules.labels().entrySet()) {
            @Nullable String value = claims.getStringClaim(label.getValue());
            if (value != null) {
                labels.put(label.getKey(), value);
            }
        }
        return labels;
    }

    static CallError refused(String why) {
        return KeyRing.refusal("invalid_token", "This token is not accepted: " + why + ".");
    }

    private static ByteBuffer digest(String token) {
        try {
            byte[] bytes = token.getBytes(StandardCharsets.UTF_8);
            return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
