package dev.sluice.proxy.generation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.Headers;
import dev.sluice.proxy.chain.Chain;
import dev.sluice.proxy.chain.FilterMeter;
import dev.sluice.proxy.config.RouteSettings.MatchSettings;
import dev.sluice.testkit.TestDialect;
import dev.sluice.testkit.VirtualTime;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RouteTest {

    static Stream<Arguments> matches() {
        return Stream.of(
                Arguments.of("nothing asked for", match(List.of(), List.of(), List.of(), null, Map.of()), true),
                Arguments.of("model", match(List.of("a", "gpt-*"), List.of(), List.of(), null, Map.of()), true),
                Arguments.of("other model", match(List.of("claude-*"), List.of(), List.of(), null, Map.of()), false),
                Arguments.of("operation", match(List.of(), List.of("chat"), List.of(), null, Map.of()), true),
                Arguments.of("other operation", match(List.of(), List.of("image"), List.of(), null, Map.of()), false),
                Arguments.of("dialect", match(List.of(), List.of(), List.of("test"), null, Map.of()), true),
                Arguments.of("other dialect", match(List.of(), List.of(), List.of("openai"), null, Map.of()), false),
                Arguments.of("path", match(List.of(), List.of(), List.of(), "/v1/", Map.of()), true),
                Arguments.of("other path", match(List.of(), List.of(), List.of(), "/v2/", Map.of()), false),
                Arguments.of("header", match(List.of(), List.of(), List.of(), null, Map.of("X-Team", "blue*")), true),
                Arguments.of(
                        "other value", match(List.of(), List.of(), List.of(), null, Map.of("x-team", "red")), false),
                Arguments.of("no header", match(List.of(), List.of(), List.of(), null, Map.of("x-none", "*")), false),
                Arguments.of(
                        "all but one", match(List.of("gpt-*"), List.of("image"), List.of(), "/v1", Map.of()), false));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("matches")
    void takesACallThatAllOfItsMatchHoldsFor(String what, MatchSettings match, boolean taken) {
        assertThat(takes(match)).isEqualTo(taken);
    }

    @org.junit.jupiter.api.Test
    void takesEveryCallWithoutAMatch() {
        assertThat(takes(null)).isTrue();
    }

    private static boolean takes(@Nullable MatchSettings match) {
        Chain chain = Chain.of(
                "default", List.of(), call -> Future.failedFuture("unused"), new VirtualTime(), FilterMeter.NONE);
        return new Route("route", match, chain, false)
                .takes(new TestDialect(), TestDialect.CHAT, "/v1/chat", Headers.of("x-team", "blue-sky"), "gpt-5");
    }

    private static MatchSettings match(
            List<String> model,
            List<String> operation,
            List<String> dialect,
            @Nullable String path,
            Map<String, String> headers) {
        return new MatchSettings(model, operation, dialect, path, headers);
    }
}
