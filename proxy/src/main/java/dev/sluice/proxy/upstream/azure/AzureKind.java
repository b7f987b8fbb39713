package dev.sluice.proxy.upstream.azure;

import dev.sluice.proxy.config.ProviderSettings;
import dev.sluice.proxy.upstream.Account;
import dev.sluice.proxy.upstream.Presets.Auth;
import dev.sluice.proxy.upstream.Presets.Preset;
import dev.sluice.proxy.upstream.ProviderKind;
import java.net.URI;
import java.util.Map;

/**
 * Azure OpenAI: a resource's own base URL, and a key in {@code api-key}.
 *
 * <p>A base URL that ends with {@code /v1} is that of its API without versions, whose paths are OpenAI's. With any other,
 * models are deployments that stand in the path, and the query {@code api-version} has to be configured.
 */
public final class AzureKind implements ProviderKind {

    @Override
    public Map<String, Preset> presets() {
        return Map.of("azure-openai", new Preset("openai", "", "AZURE_OPENAI_API_KEY", Auth.in("api-key")));
    }

    @Override
    public Account account(String preset, ProviderSettings settings, Means means) {
        return hasDeployments(settings) ? new Deployments() : Account.PLAIN;
    }

    @Override
    public void check(String preset, ProviderSettings settings) {
        if (hasDeployments(settings) && !settings.query().containsKey("api-version")) {
            throw new IllegalArgumentException(
                    "expected a base-url that ends with /openai/v1, or query: {api-version: ...}"
                            + " such as 2024-10-21 for one that does not");
        }
    }

    private static boolean hasDeployments(ProviderSettings settings) {
        URI base = settings.baseUrl();
        return base != null
                && base.getPath() != null
                && !base.getPath().replaceAll("/+$", "").endsWith("/v1");
    }
}
