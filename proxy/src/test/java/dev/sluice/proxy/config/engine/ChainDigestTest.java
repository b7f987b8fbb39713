package dev.sluice.proxy.config.engine;

import static dev.sluice.proxy.config.engine.Fixtures.document;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.proxy.config.engine.Fixtures.Shop;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChainDigestTest {

    private static final String CHAIN = "[ access, limit: { requests-per-minute: 5, of: [ a, b ] } ]";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\n    - access\n    - limit:\n        of:\n          - a\n          - 'b'\n        requests-per-minute: 5",
                "[ 'access', limit: { of: [ a, b ], requests-per-minute: 5 } ] # the same",
            })
    void staysTheSameHoweverTheChainIsWritten(String chain) {
        assertThat(digest(chain)).isEqualTo(digest(CHAIN)).matches("[0-9a-f]{32}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[ access ]",
                "[ limit: { requests-per-minute: 5, of: [ a, b ] }, access ]",
                "[ access, limit: { requests-per-minute: 6, of: [ a, b ] } ]",
                "[ access, limit: { requests-per-minute: 5, of: [ b, a ] } ]",
                "[ access, limit: { requests-per-minute: 5, of: [ ab ] } ]",
                "[ access, limit: { requests-per-minute: 5, of: } ]",
                "[ access, limit: { requests-per-minute: 5, or: [ a, b ] } ]",
            })
    void changesWithWhatTheChainSays(String chain) {
        assertThat(digest(chain)).isNotEqualTo(digest(CHAIN));
    }

    @Test
    void takesAVariableByItsName() {
        assertThat(digest("[ access: { key: '${A}' } ]")).isNotEqualTo(digest("[ access: { key: '${B}' } ]"));
    }

    private static String digest(String chain) {
        Shop shop = document("chains:\n  main: " + chain, Map.of()).bind(Shop.class);
        return ChainDigest.of(Objects.requireNonNull(shop.chains().get("main")));
    }
}
