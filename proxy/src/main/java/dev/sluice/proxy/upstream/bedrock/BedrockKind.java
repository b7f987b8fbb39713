package dev.sluice.proxy.upstream.bedrock;

import dev.sluice.proxy.config.ProviderSettings;
import dev.sluice.proxy.config.ProviderSettings.Credentials;
import dev.sluice.proxy.upstream.Account;
import dev.sluice.proxy.upstream.Presets.Auth;
import dev.sluice.proxy.upstream.Presets.Preset;
import dev.sluice.proxy.upstream.ProviderKind;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Amazon Bedrock in a region, with a key of its own as a bearer token or an access key that signs. */
public final class BedrockKind implements ProviderKind {

    @Override
    public Map<String, Preset> presets() {
        return Map.of("bedrock", new Preset("bedrock", "", "AWS_BEARER_TOKEN_BEDROCK", Auth.BEARER));
    }

    @Override
    public @Nullable URI baseUrl(String preset, ProviderSettings settings) {
        String region = region(settings);
        String domain = region.startsWith("cn-") ? ".amazonaws.com.cn" : ".amazonaws.com";
        return URI.create("https://bedrock-runtime." + region + domain);
    }

    private static String region(ProviderSettings settings) {
        String region = settings.region();
        if (region == null || !region.chars().allMatch(c -> c == '-' || Character.isLetterOrDigit(c))) {
            throw new IllegalArgumentException("expected a region, such as us-east-1");
        }
        return region;
    }

    @Override
    public Account account(String preset, ProviderSettings settings, Means means) {
        return signs(settings) ? new Signing(AccessKey.of(settings), region(settings), means.vertx()) : Account.PLAIN;
    }

    @Override
    public void check(String preset, ProviderSettings settings) {
        if (signs(settings)) {
            AccessKey.of(settings);
            region(settings);
        }
    }

    /** A key of Bedrock's own travels in a field, as does whatever a client brings itself. */
    private static boolean signs(ProviderSettings settings) {
        return settings.apiKey() == null && settings.credentials() == Credentials.OWN;
    }
}
