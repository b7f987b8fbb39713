package dev.sluice.plugins.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.sluice.api.CallError.Category;
import dev.sluice.api.Caller;
import dev.sluice.plugins.access.AccessConfig.Algorithm;
import dev.sluice.plugins.access.AccessConfig.TokenRules;
import dev.sluice.testkit.FakePluginContext;
import dev.sluice.testkit.VirtualTime;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokensTest {

    private static final TokenRules RULES = new TokenRules(
            "https://login.example.com",
            Set.of("sluice"),
            "https://login.example.com/jwks",
            Set.of(Algorithm.RS256, Algorithm.ES256),
            Duration.ofSeconds(60),
            Duration.ofMinutes(10),
            "tenant",
            null,
            Map.of("team", "department"),
            "models");

    private static RSAKey rsa;
    private static RSAKey other;
    private static ECKey ec;

    private final FakePluginContext context = new FakePluginContext(new VirtualTime());
    private final List<JWK> published = new ArrayList<>();
    private boolean away;
    private int asked;

    @BeforeAll
    static void makeKeys() throws JOSEException {
        rsa = new RSAKeyGenerator(2048).keyID("rsa").generate();
        other = new RSAKeyGenerator(2048).keyID("rsa").generate();
        ec = new ECKeyGenerator(Curve.P_256).keyID("ec").generate();
    }

    @Test
    void knowsWhomATokenIsFor() throws Exception {
        published.add(rsa.toPublicJWK());

        var admitted = gate().admitted("authorization", "Bearer " + signed(rsa, claims().build()));

        assertThat(admitted.caller()).isEqualTo(new Caller("acme", "user-1", Map.of("team", "research")));
    }

    @Test
    void acceptsEllipticCurves() throws Exception {
        published.add(ec.toPublicJWK());

        assertThat(gate().admitted("authorization", "Bearer " + signed(ec, claims().build()))
                        .caller()
                        .tenant())
                .isEqualTo("acme");
    }

    @Test
    void fetchesTheKeysAgainWhenATokenNamesANewOne() throws Exception {
        published.add(rsa.toPublicJWK());
        Gate gate = gate();
        published.add(ec.toPublicJWK());
        context.timers().advance(Duration.ofSeconds(31));

        gate.admitted("authorization", "Bearer " + signed(ec, claims().build()));

        assertThat(asked).isEqualTo(2);
    }

    @Test
    void doesNotFetchForEveryKeyIdThatSomebodyMakesUp() throws Exception {
        published.add(rsa.toPublicJWK());
        Gate gate = gate();
        context.timers().advance(Duration.ofSeconds(31));

        for (int i = 0; i < 5; i++) {
            gate.refused("authorization", "Bearer " + signed(ec, claims().build()));
        }

        assertThat(asked).isEqualTo(2);
    }

    @Test
    void saysThatTokensCannotBeCheckedWhileTheProviderIsAway() throws Exception {
        away = true;

        var refused = gate().refused("authorization", "Bearer " + signed(rsa, claims().build()));

        assertThat(refused.category()).isEqualTo(Category.OVERLOADED);
        assertThat(refused.retryAfter()).isNotNull();
    }

    @Test
    void keepsTheLastKeysWhileTheProviderIsAway() throws Exception {
        published.add(rsa.toPublicJWK());
        Gate gate = gate();
        away = true;
        context.timers().advance(Duration.ofMinutes(11));

        assertThat(gate.admitted("authorization", "Bearer " + signed(rsa, claims().build()))
                        .caller()
                        .key())
                .isEqualTo("user-1");
    }

    @Test
    void forgetsATokenWhenTheKeysChange() throws Exception {
        published.add(rsa.toPublicJWK());
        Gate gate = gate();
        String token = "Bearer " + signed(rsa, claims().build());
        gate.admitted("authorization", token);
        published.set(0, other.toPublicJWK());

        context.timers().advance(Duration.ofMinutes(11));

        assertThat(gate.refused("authorization", token).code()).isEqualTo("invalid_token");
    }

    @Test
    void refusesATokenThatItKnewOnceItHasExpired() throws Exception {
        published.add(rsa.toPublicJWK());
        Gate gate = gate();
        String token = "Bearer " + signed(rsa, claims().build());
        gate.admitted("authorization", token);

        context.timers().advance(Duration.ofHours(2));

        assertThat(gate.refused("authorization", token).code()).isEqualTo("expired_token");
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                Arguments.of("issuer", change(claims -> claims.issuer("https://evil.example.com"))),
                Arguments.of("audience", change(claims -> claims.audience("another"))),
                Arguments.of("no audience", change(claims -> claims.audience(List.of()))),
                Arguments.of("no expiry", change(claims -> claims.expirationTime(null))),
                Arguments.of("expired", change(claims -> claims.expirationTime(Date.from(Instant.EPOCH)))),
                Arguments.of(
                        "not yet",
                        change(claims -> claims.notBeforeTime(Date.from(Instant.parse("2999-01-01T00:00:00Z"))))),
                Arguments.of("no tenant", change(claims -> claims.claim("tenant", null))),
                Arguments.of("tenant of another type", change(claims -> claims.claim("tenant", 7))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrong")
    void refusesWrongClaims(String name, Function<JWTClaimsSet.Builder, JWTClaimsSet.Builder> change) throws Exception {
        published.add(rsa.toPublicJWK());
        JWTClaimsSet claims = change.apply(claims()).build();

        var refused = gate().refused("authorization", "Bearer " + signed(rsa, claims));

        assertThat(refused.category()).isEqualTo(Category.AUTHENTICATION);
    }

    @Test
    void refusesATokenWithoutASignature() {
        published.add(rsa.toPublicJWK());

        String plain = new PlainJWT(claims().build()).serialize() + "AAAA";

        assertThat(gate().refused("authorization", "Bearer " + plain).code()).isEqualTo("invalid_token");
    }

    @Test
    void refusesAPublicKeyUsedAsASharedSecret() throws Exception {
        published.add(rsa.toPublicJWK());
        SignedJWT forged = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("rsa").build(), claims().build());
        forged.sign(new MACSigner(rsa.toPublicKey().getEncoded()));

        assertThat(gate().refused("authorization", "Bearer " + forged.serialize())
                        .code())
                .isEqualTo("invalid_token");
    }

    @Test
    void refusesASignatureOfSomebodyElse() throws Exception {
        published.add(rsa.toPublicJWK());

        assertThat(gate().refused("authorization", "Bearer " + signed(other, claims().build()))
                        .code())
                .isEqualTo("invalid_token");
    }

    @Test
    void wantsAnAudience() {
        assertThatThrownBy(() -> rules(Set.of(), "https://login.example.com/jwks"))
                .hasMessageContaining("at least one audience");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://login.example.com/jwks",
                "http://127.0.0.1:8080/jwks",
                "http://localhost/jwks",
                "http://[::1]:8080/jwks"
            })
    void fetchesKeysOverTlsOrFromThisMachine(String jwks) {
        assertThatNoException().isThrownBy(() -> rules(Set.of("sluice"), jwks));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://login.example.com/jwks",
                "http://127.0.0.1.evil.example/jwks",
                "http://localhost.evil.example/jwks",
                "http://127.0.0.1@evil.example/jwks",
                "https:jwks",
                "/jwks"
            })
    void fetchesKeysFromNowhereElse(String jwks) {
        assertThatThrownBy(() -> rules(Set.of("sluice"), jwks))
                .hasMessageContaining("expected an https address as jwks");
    }

    private static TokenRules rules(Set<String> audience, String jwks) {
        return new TokenRules(
                "https://login.example.com",
                audience,
                jwks,
                Set.of(Algorithm.RS256),
                Duration.ZERO,
                Duration.ofMinutes(1),
                "tenant",
                null,
                Map.of(),
                "models");
    }

    private Gate gate() {
        Future<Tokens> tokens = Tokens.start(RULES, context, () -> {
            asked++;
            return away ? Future.failedFuture("away") : Future.succeededFuture(new JWKSet(List.copyOf(published)));
        });
        context.timers().run();
        return new Gate(tokens.result(), context);
    }

    private static Function<JWTClaimsSet.Builder, JWTClaimsSet.Builder> change(
            Function<JWTClaimsSet.Builder, JWTClaimsSet.Builder> change) {
        return change;
    }

    private static JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .issuer("https://login.example.com")
                .audience("sluice")
                .subject("user-1")
                .claim("tenant", "acme")
                .claim("department", "research")
                .expirationTime(Date.from(new VirtualTime().now().plusSeconds(3600)));
    }

    private static String signed(JWK key, JWTClaimsSet claims) throws JOSEException {
        boolean isRsa = key instanceof RSAKey;
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(isRsa ? JWSAlgorithm.RS256 : JWSAlgorithm.ES256)
                        .keyID(key.getKeyID())
                        .build(),
                claims);
        token.sign(isRsa ? new RSASSASigner(key.toRSAKey()) : new ECDSASigner(key.toECKey()));
        return token.serialize();
    }
}
