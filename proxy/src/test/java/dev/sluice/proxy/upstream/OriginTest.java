package dev.sluice.proxy.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a client's path leads. */
class OriginTest {

    @ParameterizedTest
    @CsvSource({
        "https://api.example.com/v1,        /v1/models,          /v1/models",
        "https://api.example.com/v1,        /v1/models?a=b,      /v1/models?a=b",
        "https://api.example.com,           /v1/models,          /v1/models",
        "https://api.example.com/,          /v1/models,          /v1/models",
        "https://example.com/openai/v1/,    /v1/models,          /openai/v1/models",
        "https://example.com/openai,        /v1/models,          /openai/v1/models",
        "https://example.com/openai/v1,     /other,              /openai/v1/other",
        "https://example.com/openai/v1,     /v1beta/models,      /openai/v1/v1beta/models",
        "https://api.example.com#v1,        /v1/chat,            /chat",
    })
    void theVersionStandsOnce(String base, String uri, String expected) {
        Origin origin = Origin.of(URI.create(base), Map.of());

        assertThat(origin.uri(uri)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "https://x.example/v1,      /v1/models,      /v1/models?api-version=2025%2B1",
        "https://x.example/v1,      /v1/models?a=b,  /v1/models?a=b&api-version=2025%2B1",
        "https://x.example/openai,  /v1/models,      /openai/v1/models?api-version=2025%2B1",
    })
    void parametersJoinTheClientsOwn(String base, String uri, String expected) {
        Origin origin = Origin.of(URI.create(base), Map.of("api-version", "2025+1"));

        assertThat(origin.uri(uri)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/models?api-version=2099,                /v1/models?api-version=2025%2B1",
        "/v1/models?api-version=2099&a=b,            /v1/models?a=b&api-version=2025%2B1",
        "/v1/models?a=b&api-version&c=d&api-version, /v1/models?a=b&c=d&api-version=2025%2B1",
        "/v1/models?%61pi%2Dversion=2099,            /v1/models?api-version=2025%2B1",
        "/v1/models?Api-Version=2099,                /v1/models?api-version=2025%2B1",
        "/v1/models?api-versions=1&%zz=%2&&a=%20+,   /v1/models?api-versions=1&%zz=%2&&a=%20+&api-version=2025%2B1",
        "/v1/models?,                                /v1/models?api-version=2025%2B1",
    })
    void parametersTakeThePlaceOfTheClientsOfThatName(String uri, String expected) {
        Origin origin = Origin.of(URI.create("https://x.example/v1"), Map.of("api-version", "2025+1"));

        assertThat(origin.uri(uri)).isEqualTo(expected);
    }

    @Test
    void aNameIsComparedAsItReads() {
        Origin origin = Origin.of(URI.create("https://x.example/v1"), Map.of("a b", "1"));

        assertThat(origin.uri("/v1/models?a+b=2&a%20b=3&ab=4")).isEqualTo("/v1/models?ab=4&a+b=1");
    }

    @ParameterizedTest
    @CsvSource({
        "https://x.example,      443,  true,  x.example",
        "https://x.example:443,  443,  true,  x.example",
        "https://x.example:80,   80,   true,  x.example:80",
        "http://x.example,       80,   false, x.example",
        "http://x.example:8000,  8000, false, x.example:8000",
        "http://my_llm:8000/v1,  8000, false, my_llm:8000",
        "http://my_llm/v1,       80,   false, my_llm",
        "https://a_b.example,    443,  true,  a_b.example",
    })
    void aPortIsNamedWhereItIsNotTheUsualOne(String base, int port, boolean ssl, String authority) {
        Origin origin = Origin.of(URI.create(base), Map.of());

        assertThat(origin.port()).isEqualTo(port);
        assertThat(origin.ssl()).isEqualTo(ssl);
        assertThat(origin.authority()).isEqualTo(authority);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://x.example",
                "x.example",
                "https:///v1",
                "http://my_llm:x/v1",
                "http://my_llm:99999/v1",
                "http://:80/v1",
                "mailto:someone@example.com"
            })
    void refusesWhatIsNoOrigin(String base) {
        assertThatThrownBy(() -> Origin.of(URI.create(base), Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected a URL such as https://api.example.com/v1, found " + base);
    }

    @Test
    void anAddressOfVersion6KeepsItsBrackets() {
        Origin origin = Origin.of(URI.create("http://[::1]:8000/v1"), Map.of());

        assertThat(origin.authority()).isEqualTo("[::1]:8000");
    }
}
