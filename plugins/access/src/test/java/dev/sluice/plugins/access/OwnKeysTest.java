package dev.sluice.plugins.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.Call;
import dev.sluice.api.ProviderKeys;
import dev.sluice.api.config.Secret;
import dev.sluice.plugins.access.AccessConfig.ProviderKeyRule;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnKeysTest {

    @TempDir
    Path folder;

    @Test
    void givesACallTheKeysThatItsTenantHasWithProviders() {
        Call admitted = admitted(
                rule("openai", "sk-1", "acme", Map.of()), rule("anthropic", "sk-2", "acme", Map.of("team", "a")));

        assertThat(ProviderKeys.of(admitted, "openai")).isEqualTo(Secret.of("sk-1"));
        assertThat(ProviderKeys.of(admitted, "anthropic")).isEqualTo(Secret.of("sk-2"));
        assertThat(ProviderKeys.of(admitted, "gemini")).isNull();
    }

    @Test
    void takesTheFirstThatFits() {
        Call admitted = admitted(
                rule("openai", "sk-team-b", "acme", Map.of("team", "b")),
                rule("openai", "sk-team-a", "acme", Map.of("team", "a")),
                rule("openai", "sk-all", "acme", Map.of()));

        assertThat(ProviderKeys.of(admitted, "openai")).isEqualTo(Secret.of("sk-team-a"));
    }

    @Test
    void givesNobodyTheKeysOfAnotherTenant() {
        Call admitted = admitted(rule("openai", "sk-1", "rival", Map.of()));

        assertThat(ProviderKeys.of(admitted, "openai")).isNull();
        assertThat(admitted.get(ProviderKeys.KEY)).isNull();
    }

    @Test
    void showsNoKey() {
        assertThat(new ProviderKeys(Map.of("openai", Secret.of("sk-1"))).toString())
                .doesNotContain("sk-1");
        assertThat(rule("openai", "sk-1", "acme", Map.of()).toString()).doesNotContain("sk-1");
    }

    private Call admitted(ProviderKeyRule... rules) {
        Gate gate = new Gate(folder, Gate.config(List.of(Gate.key(List.of(), List.of())), List.of(), List.of(rules)));
        return gate.admitted("x-api-key", Gate.FIXED);
    }

    private static ProviderKeyRule rule(String provider, String key, String tenant, Map<String, String> labels) {
        return new ProviderKeyRule(provider, Secret.of(key), tenant, labels);
    }
}
