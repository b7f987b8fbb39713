package dev.sluice.plugins.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.api.Call;
import dev.sluice.api.CallError;
import dev.sluice.api.CallError.Category;
import dev.sluice.api.Caller;
import dev.sluice.api.Headers;
import dev.sluice.api.config.Secret;
import dev.sluice.plugins.access.AccessConfig.FixedKey;
import dev.sluice.testkit.VirtualTime;
import io.vertx.core.http.HttpMethod;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccessFilterTest {

    private static final String PLAIN = "abcdefghijklmnopqrstuvwxyz";
    private static final FixedKey PLAIN_KEY =
            new FixedKey("fixed", Secret.of(PLAIN), "acme", Map.of(), List.of(), List.of(), null);

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "authorization, 'Bearer '",
        "authorization, 'bearer '",
        "authorization, ''",
        "x-api-key, ''",
        "x-goog-api-key, ''",
        "api-key, ''",
        "x-sluice-key, ''"
    })
    void readsTheKeyWhereEachSdkPutsItAndPassesItToNobody(String field, String before) {
        Gate gate = new Gate(folder, Gate.config(Gate.key(List.of(), List.of())));

        Call admitted = gate.admitted(field, before + Gate.FIXED);

        assertThat(admitted.caller()).isEqualTo(new Caller("acme", "fixed", Map.of("team", "a")));
        assertThat(admitted.headers().contains(field)).isFalse();
    }

    @Test
    void readsTheKeyInTheQueryAndTakesItOut() {
        Gate gate = new Gate(folder, Gate.config(PLAIN_KEY));

        gate.send(asking("/v1beta/x?alt=sse&key=" + PLAIN + "&z=1"));

        assertThat(gate.upstream.attempts().getLast().call().uri()).isEqualTo("/v1beta/x?alt=sse&z=1");
    }

    @Test
    void readsTheKeyThatABrowserSendsAsASubprotocolAndTakesItOut() {
        Gate gate = new Gate(folder, Gate.config(PLAIN_KEY));

        Call admitted = gate.admitted("sec-websocket-protocol", "realtime, openai-insecure-api-key." + PLAIN + ", v1");

        assertThat(admitted.caller().tenant()).isEqualTo("acme");
        assertThat(admitted.headers().get("sec-websocket-protocol")).isEqualTo("realtime, v1");
    }

    /** Clients that do not know where a key belongs send it in several places. */
    @ParameterizedTest
    @CsvSource({
        "authorization, 'Bearer KEY'",
        "authorization, 'Token KEY'",
        "x-api-key, KEY",
        "x-goog-api-key, KEY",
        "api-key, KEY",
        "api-key, ' bearer  KEY '",
        "x-auth-token, KEY",
        "sec-websocket-protocol, openai-insecure-api-key.KEY"
    })
    void takesItsKeyOutOfEveryOtherPlaceOfTheHeader(String field, String value) {
        Gate gate = new Gate(folder, Gate.config(PLAIN_KEY));
        Headers both = Headers.of("x-sluice-key", PLAIN).plus(field, value.replace("KEY", PLAIN));

        gate.send(asking("/v1/x").withHeaders(both.plus("x-trace", "7")));

        Headers sent = gate.upstream.attempts().getLast().call().headers();
        assertThat(sent.get("x-trace")).isEqualTo("7");
        assertThat(sent.size()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/x?key=KEY, /v1/x",
        "/v1/x?a=1&key=KEY&key=theirs&b=2, /v1/x?a=1&key=theirs&b=2",
        "/v1/x?api-key=KEY&api-version=1, /v1/x?api-version=1",
        "/v1/x?key=%61bcdefghijklmnopqrstuvwxyz, /v1/x",
        "/v1/x?key=%zz&a=KEYS, /v1/x?key=%zz&a=KEYS"
    })
    void takesItsKeyOutOfTheQueryToo(String asked, String sent) {
        Gate gate = new Gate(folder, Gate.config(PLAIN_KEY));

        gate.send(asking(asked.replace("KEY", PLAIN)).withHeaders(Headers.of("authorization", "Bearer " + PLAIN)));

        Call call = gate.upstream.attempts().getLast().call();
        assertThat(call.uri()).isEqualTo(sent.replace("KEY", PLAIN));
        assertThat(call.headers().size()).isZero();
    }

    @Test
    void leavesWhatIsTheProvidersInEveryOtherPlace() {
        Gate gate = new Gate(folder, Gate.config(PLAIN_KEY));
        Headers both = Headers.of("authorization", "Bearer " + PLAIN)
                .plus("x-api-key", "sk-provider")
                .plus("x-api-key", PLAIN)
                .plus("sec-websocket-protocol", "realtime, openai-insecure-api-key.sk-provider");

        gate.send(asking("/v1/x?key=sk-provider").withHeaders(both));

        Call call = gate.upstream.attempts().getLast().call();
        assertThat(call.headers().all("authorization")).isEmpty();
        assertThat(call.headers().all("x-api-key")).containsExactly("sk-provider");
        assertThat(call.headers().get("sec-websocket-protocol"))
                .isEqualTo("realtime, openai-insecure-api-key.sk-provider");
        assertThat(call.uri()).isEqualTo("/v1/x?key=sk-provider");
    }

    private static Call asking(String uri) {
        return Gate.call(null, null).toBuilder().request(HttpMethod.POST, uri).build();
    }

    @ParameterizedTest
    @CsvSource({
        "authorization, 'Basic a key that is written in the config'",
        "authorization, 'Token a key that is written in the config'",
        "proxy-authorization, 'Bearer a key that is written in the config'",
        "x-auth-token, 'a key that is written in the config'",
        "cookie, 'key=a key that is written in the config'"
    })
    void refusesAKeyInAPlaceWhereNoSdkPutsIt(String field, String value) {
        Gate gate = new Gate(folder, Gate.config(Gate.key(List.of(), List.of())));

        assertThat(gate.refused(field, value).category()).isEqualTo(Category.AUTHENTICATION);
    }

    @Test
    void letsAKeyOfTheProviderPassBesideItsOwn() {
        Gate gate = new Gate(folder, Gate.config(Gate.key(List.of(), List.of())));
        Headers both = Headers.of("authorization", "Bearer sk-provider").plus("x-sluice-key", Gate.FIXED);

        gate.send(Gate.call(null, null).withHeaders(both));

        assertThat(gate.upstream.attempts().getLast().call().headers().get("authorization"))
                .isEqualTo("Bearer sk-provider");
    }

    @Test
    void saysThatAKeyIsMissing() {
        CallError refused = new Gate(folder, Gate.config()).refused(Gate.call(null, null));

        assertThat(refused.category()).isEqualTo(Category.AUTHENTICATION);
        assertThat(refused.code()).isEqualTo("missing_api_key");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer sk-sluice-0123456789AB-0123456789012345678901234567890123456789012",
                "Bearer sk-sluice-",
                "Bearer sk-proj-something",
                "Bearer eyJ0.eyJ0.c2ln",
                "Basic dXNlcjpwYXNz",
                "Bearer"
            })
    void refusesWhatItDoesNotKnowWithoutRepeatingIt(String value) {
        CallError refused = new Gate(folder, Gate.config()).refused("authorization", value);

        assertThat(refused.category()).isEqualTo(Category.AUTHENTICATION);
        assertThat(refused.code()).isEqualTo("invalid_api_key");
        assertThat(refused.message()).doesNotContain(value.replace("Bearer ", ""));
    }

    @Test
    void refusesWhatIsTooLongBeforeItIsHashed() {
        CallError refused = new Gate(folder, Gate.config()).refused("authorization", "x".repeat(20_000));

        assertThat(refused.message()).contains("at most 16384").contains("20000");
    }

    @Test
    void refusesAModelThatTheKeyIsNotFor() {
        Gate gate = new Gate(folder, Gate.config(Gate.key(List.of("gpt-*"), List.of())));

        CallError refused = gate.refused("x-api-key", Gate.FIXED);

        assertThat(refused.category()).isEqualTo(Category.PERMISSION);
        assertThat(refused.code()).isEqualTo("model_not_allowed");
    }

    @Test
    void refusesACallThatNamesNoModelIfTheKeyIsForSome() {
        Gate gate = new Gate(folder, Gate.config(Gate.key(List.of("*mini"), List.of())));
        Call unnamed = Gate.call("x-api-key", Gate.FIXED).toBuilder().model("").build();

        assertThat(gate.refused(unnamed).code()).isEqualTo("model_not_allowed");
    }

    @Test
    void refusesARouteThatTheKeyIsNotFor() {
        Gate gate = new Gate(folder, Gate.config(Gate.key(List.of(), List.of("support"))));

        assertThat(gate.refused("x-api-key", Gate.FIXED).code()).isEqualTo("route_not_allowed");
    }

    @Test
    void refusesAKeyOfTheConfigFromItsExpiryOn() {
        Gate gate = new Gate(
                folder,
                Gate.config(new FixedKey(
                        "fixed",
                        Secret.of(Gate.FIXED),
                        "acme",
                        Map.of(),
                        List.of(),
                        List.of(),
                        new VirtualTime().now().plusSeconds(60))));
        gate.time.advance(Duration.ofSeconds(59));
        assertThat(gate.admitted("x-api-key", Gate.FIXED).caller().tenant()).isEqualTo("acme");

        gate.time.advance(Duration.ofSeconds(1));

        CallError refused = gate.refused("x-api-key", Gate.FIXED);
        assertThat(refused.code()).isEqualTo("expired_api_key");
        assertThat(refused.status()).isEqualTo(401);
    }

    @Test
    void refusesAConfigInWhichTwoNamesShareAKey() {
        AccessConfig config = Gate.config(Gate.key(List.of(), List.of()), Gate.key(List.of(), List.of()));

        assertThat(new AccessFactory()
                        .create(config, new Gate(folder, Gate.config()).context)
                        .cause())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the key of 'fixed' under another name, too");
    }

    @Test
    void refusesAConfigWithAKeyThatCanBeGuessed() {
        assertThatThrownBy(
                        () -> new FixedKey("weak", Secret.of("secret"), "acme", Map.of(), List.of(), List.of(), null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 20 characters, found 6")
                .hasMessageNotContaining("secret");
    }
}
