package dev.sluice.proxy.upstream.vertex;

import dev.sluice.api.chat.Losses;
import dev.sluice.api.json.Obj;
import dev.sluice.proxy.config.ProviderSettings;
import dev.sluice.proxy.upstream.Account;
import dev.sluice.proxy.upstream.Presets.Auth;
import dev.sluice.proxy.upstream.Presets.Preset;
import dev.sluice.proxy.upstream.ProviderKind;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Google's Vertex AI. An account is a project, a region ({@code global} unless set), and either the file of a service account
 * or of a user's own credentials, or a key.
 */
public final class VertexKind implements ProviderKind {

    /** AI Studio's ways to vectors: models are asked for them by {@code predict} here. */
    private static final String[] STUDIOS = {
        "embed-content",
        "batch-embed-contents",
        "v1-embed-content",
        "v1-batch-embed-contents",
        "v1alpha-embed-content",
        "v1alpha-batch-embed-contents",
        "tuned-embed-content",
        "tuned-batch-embed-contents",
        "v1-tuned-embed-content",
        "v1-tuned-batch-embed-contents",
        "v1alpha-tuned-embed-content",
        "v1alpha-tuned-batch-embed-contents"
    };

    @Override
    public Map<String, Preset> presets() {
        return Map.of("vertex", new Preset("gemini", "", "", Auth.in("x-goog-api-key")).lacking(STUDIOS));
    }

    @Override
    public URI baseUrl(String preset, ProviderSettings settings) {
        String region = region(settings);
        String host = region.equals("global") ? "" : region + "-";
        return URI.create("https://" + host + "aiplatform.googleapis.com");
    }

    private static String region(ProviderSettings settings) {
        String region = settings.region();
        if (region != null && !region.matches("[a-z0-9-]{1,40}")) {
            throw new IllegalArgumentException("expected a region such as europe-west4, found " + region);
        }
        return region == null ? "global" : region;
    }

    @Override
    public Account account(String preset, ProviderSettings settings, Means means) {
        Credentials credentials = credentials(settings);
        PublisherPaths paths = paths(settings, credentials);
        return credentials == null
                ? new KeyedAccount(paths)
                : new TokenAccount(paths, new Tokens(new TokenEndpoint(means, credentials), means));
    }

    @Override
    public void check(String preset, ProviderSettings settings) {
        region(settings);
        Credentials credentials = credentials(settings);
        boolean own = settings.credentials() == ProviderSettings.Credentials.OWN;
        if (credentials == null && settings.apiKey() == null && own) {
            throw new IllegalArgumentException(
                    "expected a credentials-file, such as a service account's JSON, or an api-key");
        }
        paths(settings, credentials);
    }

    /** Here a request to be counted stands bare, and its model in the path alone. */
    @Override
    public Obj adapted(String preset, Obj body, Losses losses) {
        Obj counted = body.object("generateContentRequest");
        return counted == null ? body : counted.without("model").without("toolConfig");
    }

    private static @Nullable Credentials credentials(ProviderSettings settings) {
        Path file = settings.credentialsFile();
        return file == null ? null : CredentialsFile.read(file);
    }

    private static PublisherPaths paths(ProviderSettings settings, @Nullable Credentials credentials) {
        String project =
                settings.project() != null ? settings.project() : credentials == null ? null : credentials.project();
        if (project == null && credentials != null) {
            throw new IllegalArgumentException("expected a project, since the credentials name none");
        }
        return new PublisherPaths(project, region(settings));
    }
}
